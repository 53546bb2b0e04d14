"""The screen for the room on a beamer: large, in light and in dark, and it follows by itself."""

import io
import time
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from pipeline import draw
from storage.workshop_room import WorkshopRoom

BEAMER, PHONE = {"width": 1920, "height": 1080}, {"width": 390, "height": 844}
FIRST = "s1.3"
SECONDS = 2.0
AA = 4.5


@pytest.fixture
def led(server, start):
    """An open workshop that nobody looks at yet: its ids, and who came in."""
    assessment = start()
    setup = {"roles": ["Finance", "Legal"], "anonymous": False}
    ids = assessment, server.store.add_workshop(assessment, setup, [FIRST, "s2.3"])
    code, room = server.store.open_workshop(*ids), WorkshopRoom(server.store.engine)
    people = [room.enter(code, {"role": role, "name": "Anna"}) for role in ["Finance"] * 4 + ["Legal"] * 3]
    return ids, people


def _vote(server, people):
    room = WorkshopRoom(server.store.engine)
    for level, person in enumerate(people, 1):
        room.vote(person, FIRST, 1, {"level": level if level < 6 else None, "reason": "Omdat wij dat zo doen"})


def _stages(server, led):
    """Leads the workshop on, and says where it is."""
    (ids, people), store = led, server.store
    yield "door"
    store.put_on_table(*ids, FIRST)
    _vote(server, people)
    yield "vote"
    store.show(*ids, FIRST, draw(store.workshop(*ids).setup))
    yield "picture"
    store.conclude(*ids, FIRST, {"level": 3})
    yield "agreed"
    store.close_workshop(*ids)
    yield "thanks"


def _wide(page):
    return page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .map(element => element.scrollWidth - element.clientWidth)"""
    )


def _luminance(pixel):
    parts = [part / 255 for part in pixel]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(locator):
    """How far what is written stands out, as it is seen: between the most common colour and the one furthest off."""
    pixels = Counter(Image.open(io.BytesIO(locator.screenshot())).convert("RGB").get_flattened_data())
    ground = _luminance(pixels.most_common(1)[0][0])
    ratios = [(max(ground, one) + 0.05) / (min(ground, one) + 0.05) for one in map(_luminance, pixels)]
    return max(ratios)


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [BEAMER, PHONE], ids=["beamer", "phone"])
def test_every_moment_can_be_read(visit, server, led, look, size):
    """Nothing around it, no scrolling sideways, no rule of accessibility broken; in the dark it stands out as much."""
    visitor = visit(size)
    for stage in _stages(server, led):
        visitor.open(f"/screen?assessment={led[0][0]}&look={look}&embed=true")
        page = visitor.page

        assert page.get_by_test_id("stSidebar").count() == 0
        assert page.locator("input, textarea, form, .stButton").count() == 0
        assert _wide(page) == [0, 0], stage
        violations = Axe().run(page).response["violations"]
        assert [(found["id"], found["nodes"][0]["html"][:200]) for found in violations] == [], stage
        written = page.get_by_test_id("stMain").locator("h1, h2, p, li, th, td, .peilstok-look").all()
        faint = [
            one.inner_text() for one in written if one.inner_text().strip() not in ("", "–") and _contrast(one) < AA
        ]
        assert faint == [], stage


def test_it_is_large(visit, server, led):
    """From the back of the room: text twice as large as on a desk, the question four times."""
    server.store.put_on_table(*led[0], FIRST)
    visitor = visit(BEAMER).open(f"/screen?assessment={led[0][0]}&embed=true")

    def size(locator):
        return float(locator.evaluate("element => getComputedStyle(element).fontSize").removesuffix("px"))

    assert size(visitor.page.locator("html")) >= 1.6 * 16
    assert size(visitor.title) >= 2.5 * 16


def test_it_follows_within_two_seconds(visit, server, led):
    """Whoever comes in and votes, and what the facilitator does, without a hand at this browser."""
    (ids, people), store = led, server.store
    page = visit(BEAMER).open(f"/screen?assessment={ids[0]}&embed=true").page

    def follows(act, text):
        act()
        began = time.monotonic()
        expect(page.get_by_text(text).first).to_be_visible()
        return time.monotonic() - began

    room = WorkshopRoom(store.engine)
    code = store.workshop(*ids).code
    took = [
        follows(lambda: room.enter(code, {"role": "Legal", "name": "Bas"}), "In de zaal: 8"),
        follows(lambda: store.put_on_table(*ids, FIRST), "Gestemd: 0 van 8"),
        follows(lambda: _vote(server, people), "Gestemd: 7 van 8"),
        follows(lambda: store.show(*ids, FIRST, draw(store.workshop(*ids).setup)), "Mediaan"),
        follows(lambda: store.conclude(*ids, FIRST, {"level": 3}), "Afgesproken: 3"),
        follows(lambda: store.close_workshop(*ids), "Dank u wel"),
    ]

    assert max(took) < SECONDS


def test_a_screen_where_nothing_happens_costs_next_to_nothing(visit, server, led):
    """Over the network: a few kilobytes a second, and no requests beside."""
    server.store.put_on_table(*led[0], FIRST)
    visitor = visit(BEAMER)
    frames = []
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))))
    visitor.open(f"/screen?assessment={led[0][0]}&embed=true")
    visitor.page.wait_for_timeout(2000)
    frames.clear()
    visitor.asked.clear()
    visitor.page.wait_for_timeout(5000)

    assert 0 < sum(frames) < 5 * 3000
    assert visitor.asked == []


def test_the_page_of_the_workshop_opens_it_in_a_tab_of_its_own(visit, led):
    """And a link there turns it dark; the code stays dark on light, for phones."""
    visitor = visit().open(f"/workshop?assessment={led[0][0]}")
    with visitor.context.expect_page() as opened:
        visitor.page.get_by_role("link", name="Open het scherm voor de zaal").click()
    screen = opened.value
    screen.get_by_role("link", name="Donker").click()
    expect(screen.get_by_text("Donker", exact=True)).to_have_css("font-weight", "700")
    expect(screen.locator("h1")).to_be_visible()

    assert "look=dark" in screen.url
    assert screen.get_by_test_id("stSidebar").count() == 0
    code = Image.open(io.BytesIO(screen.locator("img").screenshot())).convert("L")
    assert code.getpixel((code.width // 2, 12)) > 200
    assert min(code.get_flattened_data()) < 60
