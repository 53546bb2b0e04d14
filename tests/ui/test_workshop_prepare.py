"""Preparing a workshop on its page: which questions are proposed, whom to compare, and changing that afterwards."""

import pytest

from storage.workshop_room import WorkshopRoom


@pytest.fixture
def page(open_page, start):
    """The page before the first workshop of a quick scan, and its assessment."""
    assessment = start("quick")
    return open_page("workshop", assessment), assessment


@pytest.fixture
def prepared(page, store, click):
    """The page with a workshop of two questions that was prepared on it, its assessment and its id."""
    app, assessment = page
    app.text_area(key="workshop-roles").set_value("Finance\nLegal")
    app.multiselect(key="workshop-items").set_value(["s1.3", "s2.3"])
    click(app, "workshop-add")
    [(workshop, _, _)] = store.workshops(assessment)
    return app, assessment, workshop


def choose(app, how):
    """Chooses a way to propose questions; gives those that are chosen then."""
    app.button_group(key="workshop-proposal").set_value(how).run()
    assert not app.exception
    return app.multiselect(key="workshop-items").value


def test_each_way_proposes_its_own_questions_in_the_place_of_the_others(open_page, start, store, content):
    """The largest gap in front; of a theme only its questions; of the law only those with a duty."""
    assessment = start("quick")
    store.give_answer(assessment, "r1", {"level": 1, "target": 5})
    store.give_answer(assessment, "s1.3", {"level": 2, "target": 3})
    app = open_page("workshop", assessment)
    by_weight = app.multiselect(key="workshop-items").value

    assert choose(app, "gaps")[:2] == ["r1", "s1.3"]
    of_theme = choose(app, "theme")
    assert {content.criteria[item].theme for item in of_theme} == {app.selectbox(key="workshop-theme").value}
    app.selectbox(key="workshop-theme").set_value("r").run()
    assert app.multiselect(key="workshop-items").value == ["r1"]
    of_law = choose(app, "law")
    assert of_law == ["k1"]
    assert choose(app, "scope") == by_weight


def test_the_facilitator_adds_and_removes_and_sees_the_minutes_for_each(page, texts, click, store):
    """What they choose stays in their order until they ask for another proposal."""
    app, assessment = page
    app.multiselect(key="workshop-items").set_value(["s2.3", "r1", "s1.3"]).run()
    app.number_input(key="workshop-minutes").set_value(60).run()
    assert "3 vragen: ongeveer 20 minuten per vraag." in texts(app)

    app.toggle(key="workshop-by-name").set_value(True)
    app.toggle(key="workshop-beforehand").set_value(True)
    app.number_input(key="workshop-floor").set_value(5)
    app.number_input(key="workshop-days-kept").set_value(7)
    click(app, "workshop-add")
    [(workshop, _, _)] = store.workshops(assessment)
    found = store.workshop(assessment, workshop)
    assert [question.item for question in found.questions] == ["s2.3", "r1", "s1.3"]
    assert found.setup.model_dump(exclude={"roles"}) == {
        "anonymous": False, "floor": 5, "minutes": 60, "beforehand": True, "days_kept": 7,
    }  # fmt: skip


def test_more_time_proposes_more_questions(page):
    """A quarter of an hour for each."""
    app, _ = page
    app.number_input(key="workshop-minutes").set_value(30).run()
    choose(app, "law")

    assert len(choose(app, "scope")) == 2


def test_without_questions_or_roles_a_sentence_says_so(page, click, store, say):
    """Nothing is made; too many roles neither."""
    app, assessment = page
    app.multiselect(key="workshop-items").set_value([])
    click(app, "workshop-add")
    assert [error.value for error in app.error] == [say("Choose a question first.")]

    for roles in (" \n ", "\n".join(f"Afdeling {number}" for number in range(13))):
        app.multiselect(key="workshop-items").set_value(["s1.3"])
        app.text_area(key="workshop-roles").set_value(roles)
        click(app, "workshop-add")
        [error] = app.error
        assert error.value.startswith("Noem minstens één rol of afdeling, en hoogstens 12.")
    assert store.workshops(assessment) == []


def test_the_same_role_twice_is_one(page, click, store):
    """Also in other letters; the order and the first spelling stay."""
    app, assessment = page
    app.text_area(key="workshop-roles").set_value("Finance\nLegal\n\n finance \nDirectie en  bestuur")
    click(app, "workshop-add")

    [(workshop, _, _)] = store.workshops(assessment)
    assert store.workshop(assessment, workshop).setup.roles == ["Finance", "Legal", "Directie en bestuur"]


def test_the_setup_changes_at_once_until_someone_voted(prepared, store, click):
    """Then the roles stay, which a sentence says, and the time can still change."""
    app, assessment, workshop = prepared
    click(app, "workshop-open")
    app.session_state["workshop-setup"] = True
    app.run()
    app.text_area(key="workshop-roles").set_value("Finance\nLegal\nBestuur").run()
    assert store.workshop(assessment, workshop).setup.roles == ["Finance", "Legal", "Bestuur"]

    store.put_on_table(assessment, workshop, "s1.3")
    room = WorkshopRoom(store.engine)
    code = store.workshop(assessment, workshop).code
    room.vote(room.enter(code, {"role": "Finance"}), "s1.3", 1, {"level": 3})
    app.toggle(key="workshop-by-name").set_value(True).run()
    [error] = app.error
    assert error.value.startswith("Er is al gestemd.")
    assert app.toggle(key="workshop-by-name").value is False
    app.number_input(key="workshop-minutes").set_value(45).run()
    assert not app.error
    assert store.workshop(assessment, workshop).setup.anonymous
    assert store.workshop(assessment, workshop).setup.minutes == 45


def test_a_viewer_prepares_nothing(open_page, start, as_role, store):
    """Nor changes what others prepared, or sees a button for it."""
    assessment = start("quick")
    workshop = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3", "r1"])
    as_role(assessment, "viewer")
    app = open_page("workshop", assessment)

    keys = {element.key for kind in (app.button, app.toggle, app.selectbox, app.multiselect) for element in kind}
    assert not keys & {"workshop-add", "workshop-move-preparing", "workshop-added", "workshop-items"}
    assert not {key for key in keys if key and key.startswith(("workshop-up", "workshop-out"))}
    assert store.workshop(assessment, workshop).state == "preparing"
