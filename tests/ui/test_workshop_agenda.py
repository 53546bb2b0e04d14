"""The questions of a workshop in their order: why each stands where it stands, and how to change that."""

import pytest

from storage.workshop_room import WorkshopRoom

ITEMS = ["s1.3", "k1", "s2.3"]


@pytest.fixture
def opened(open_page, start, store):
    """Makes a workshop with this setup; gives its page, what its order is now, and a way to vote in it."""

    def open_(**setup):
        assessment = start("quick")
        workshop = store.add_workshop(assessment, {"roles": ["Finance", "Legal"], **setup}, ITEMS)
        room = WorkshopRoom(store.engine)

        def order():
            return [question.item for question in store.workshop(assessment, workshop).questions]

        def vote(item, *levels):
            code = store.workshop(assessment, workshop).code
            for level in levels:
                room.vote(room.enter(code, {"role": "Finance"}), item, 1, {"level": level})

        return open_page("workshop", assessment), order, vote

    return open_


def test_the_questions_move_up_and_down_and_out(opened, click):
    """With buttons, which a keyboard reaches; nothing goes above the first or below the last."""
    app, order, _ = opened()
    click(app, "workshop-up-s2.3")
    assert order() == ["s1.3", "s2.3", "k1"]
    click(app, "workshop-down-s1.3")
    assert order() == ["s2.3", "s1.3", "k1"]
    assert app.button(key="workshop-up-s2.3").disabled
    assert app.button(key="workshop-down-k1").disabled
    click(app, "workshop-out-s1.3")
    click(app, "workshop-out-k1")
    assert order() == ["s2.3"]
    assert app.button(key="workshop-out-s2.3").disabled


def test_a_question_is_added_behind_the_others(opened):
    """Only what is asked and not there yet is offered."""
    app, order, _ = opened()
    others = app.selectbox(key="workshop-added")
    assert len(others.options) == 1 + 10 - 3
    others.set_value("r1").run()

    assert order() == [*ITEMS, "r1"]
    assert app.selectbox(key="workshop-added").value == ""


@pytest.mark.parametrize(
    ("told", "after"),
    [("s1.3 2", "k1 s2.3 s1.3"), ("s2.3 0", "s2.3 s1.3 k1"), ("r1 0", "s1.3 k1 s2.3"), ("k1 -1", "s1.3 k1 s2.3"),
     ("s1.3 999", "k1 s2.3 s1.3"), ("x", "s1.3 k1 s2.3"), ("s1.3", "s1.3 k1 s2.3")],
)  # fmt: skip
def test_what_was_dragged_goes_to_its_new_place(opened, told, after):
    """What makes no sense changes nothing; and the same can be told again."""
    app, order, _ = opened()
    app.text_input(key="workshop-dragged").set_value(told).run()

    assert not app.exception
    assert order() == after.split()
    assert app.text_input(key="workshop-dragged").value == ""


def test_an_open_workshop_can_be_reordered_and_what_could_be_voted_on_stays(opened, click, store):
    """The buttons come with a switch, so that they are not in the way."""
    app, order, _ = opened()
    click(app, "workshop-open")
    click(app, "workshop-put-k1")
    assert not [button for button in app.button if button.key == "workshop-up-k1"]
    app.toggle(key="workshop-move-open").set_value(True).run()
    click(app, "workshop-up-k1")
    assert order() == ["k1", "s1.3", "s2.3"]
    assert app.button(key="workshop-out-k1").disabled
    assert not app.button(key="workshop-out-s1.3").disabled


def test_the_reasons_stand_with_each_question(opened, texts):
    """What nobody voted on says so; the effect and the law are in words."""
    app, _, _ = opened()
    seen = texts(app)

    assert any("nog niet gestemd · duidelijk effect voor de klant" in line for line in seen)
    assert any("de wet vraagt dit" in line for line in seen)


def test_votes_given_beforehand_are_shown_together_and_put_in_order(opened, click, texts, say, store):
    """First only how many there are; then, once confirmed, how far people agree; the order follows on a click."""
    app, order, vote = opened(beforehand=True)
    click(app, "workshop-open")
    vote("s2.3", 1, 5, 1, 5)
    vote("s1.3", 3, 3, 3, 3)
    seen = " ".join(texts(app.run()))
    assert "Stemmen tot nu toe: 8. Vragen: 3." in seen
    assert "eensgezindheid" not in seen
    assert "nog niet getoond" in seen

    click(app, "workshop-close-beforehand")
    seen = texts(app)
    assert any("eensgezindheid 0 van 1" in line for line in seen)
    assert any("eensgezindheid 1 van 1" in line for line in seen)
    assert any("niemand koos een niveau" in line for line in seen)
    assert not [button for button in app.button if button.key == "workshop-close-beforehand"]
    assert order() == ITEMS
    click(app, "workshop-reorder")
    assert order()[-1] == "s1.3"
    assert say("The questions stand in the proposed order: what divides you, matters most and is law comes first.") in (
        caption.value for caption in app.caption
    )


def test_a_closed_workshop_lists_what_came_of_each(opened, click, texts):
    """Nothing of it can be changed."""
    app, _, vote = opened()
    click(app, "workshop-open")
    click(app, "workshop-put-k1")
    vote("k1", 2, 2, 2)
    click(app, "workshop-show")
    click(app, "workshop-close")
    seen = " ".join(texts(app))

    assert "gestemd, nog niets afgesproken" in seen
    assert "niet voorgelegd" in seen
    assert "nog niet voorgelegd" not in seen
    keys = [button.key or "" for button in app.button]
    assert not [key for key in keys if key.startswith(("workshop-up", "workshop-put", "workshop-reorder"))]
