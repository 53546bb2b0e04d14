"""The questions of a workshop put into order in a browser: by mouse, by finger and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.servers import PHONE

ITEMS = ["s1.3", "s2.3", "k1", "r1"]


@pytest.fixture
def prepared(server, start):
    """A prepared workshop: the address of its page, and what the order of its questions is now."""
    assessment = start("quick")
    workshop = server.store.add_workshop(assessment, {"roles": ["Finance"]}, ITEMS)

    def order():
        return [question.item for question in server.store.workshop(assessment, workshop).questions]

    return f"/workshop?assessment={assessment}", order


def _open(visitor, address):
    """Opens the page, with the script that hears of dragging."""
    visitor.open(address)
    expect(visitor.page.locator("html[data-drags]")).to_be_attached()
    return visitor


def _until(visitor, order, expected):
    """Waits until this is the order, and the page shows it."""
    for _ in range(100):
        if order() == expected:
            break
        visitor.page.wait_for_timeout(100)
    assert order() == expected
    visitor.settled()


def _grip(visitor, item, *, still=False):
    """Where to take hold of this question; `still` waits until nothing moves it any more."""
    grip = visitor.widget(f"workshop-row-{item}").locator(".grip")
    if still:
        grip.hover(trial=True)
    box = grip.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_question_is_dragged_to_another_place(visit, prepared):
    """Down and up again, past several; without moving, or with Escape, nothing happens."""
    address, order = prepared
    visitor = _open(visit(), address)
    mouse = visitor.page.mouse

    def drag(item, onto, beyond):
        x, y = _grip(visitor, item, still=True)
        mouse.move(x, y)
        mouse.down()
        mouse.move(x, _grip(visitor, onto)[1] + beyond, steps=5)

    drag("s1.3", "k1", 15)
    mouse.up()
    _until(visitor, order, ["s2.3", "k1", "s1.3", "r1"])
    drag("r1", "s2.3", -15)
    mouse.up()
    _until(visitor, order, ["r1", "s2.3", "k1", "s1.3"])
    drag("r1", "r1", 0)
    mouse.up()
    drag("r1", "s1.3", 15)
    visitor.page.keyboard.press("Escape")
    mouse.up()
    drag("s1.3", "s1.3", 300)  # below the last: it is there already
    mouse.up()
    visitor.page.wait_for_timeout(500)
    _until(visitor, order, ["r1", "s2.3", "k1", "s1.3"])


def test_a_finger_drags_too(visit, prepared):
    """The page does not scroll away under it."""
    address, order = prepared
    visitor = _open(visit(PHONE), address)
    finger = visitor.context.new_cdp_session(visitor.page)
    finger.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind, *points):
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    x, y = _grip(visitor, "s1.3", still=True)
    end = _grip(visitor, "s2.3")[1] + 15
    touch("touchStart", (x, y))
    for part in range(1, 11):
        touch("touchMove", (x, y + (end - y) * part / 10))
    touch("touchEnd")

    _until(visitor, order, ["s2.3", "s1.3", "k1", "r1"])


def test_the_keyboard_does_the_same(visit, prepared):
    """The button keeps the focus while its question moves, so that it can be pressed again; at the top another does."""
    address, order = prepared
    visitor = _open(visit(), address)
    visitor.widget("workshop-up-k1").get_by_role("button").focus()

    visitor.page.keyboard.press("Enter")
    _until(visitor, order, ["s1.3", "k1", "s2.3", "r1"])
    expect(visitor.widget("workshop-up-k1").get_by_role("button")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    _until(visitor, order, ["k1", "s1.3", "s2.3", "r1"])
    expect(visitor.widget("workshop-down-k1").get_by_role("button")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    _until(visitor, order, ["s1.3", "k1", "s2.3", "r1"])


def test_a_button_that_is_drawn_anew_has_the_focus_again(visit, prepared):
    """On a busy machine Streamlit draws a row that moved in pieces, and the pressed button with it."""
    address, order = prepared
    visitor = _open(visit(), address)
    visitor.press("workshop-up-k1")
    _until(visitor, order, ["s1.3", "k1", "s2.3", "r1"])
    visitor.page.evaluate("""() => {
        const old = document.querySelector(".st-key-workshop-up-k1");
        old.replaceWith(old.cloneNode(true));
    }""")

    expect(visitor.widget("workshop-up-k1").get_by_role("button")).to_be_focused()
