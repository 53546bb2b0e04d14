"""The plan page: actions that can be owned, moved, dropped and added."""

import json

import pytest


@pytest.fixture
def assessment(start, store):
    """A quick scan with two gaps: level 2 to 3 at one question, 3 to 4 at another."""
    made = start("quick")
    store.give_answer(made, "s1.3", {"level": 2, "target": 3})
    store.give_answer(made, "s2.3", {"level": 3, "target": 4})
    return made


def test_every_gap_is_an_action_with_a_place_on_the_road(open_page, assessment, content):
    """The list shows what to do, numbered, and the roadmap has the same actions."""
    app = open_page("plan", assessment)

    assert [title.value for title in app.title] == ["Plan"]
    keys = [field.key for field in app.text_input if field.key.startswith("owner-s")]
    assert sorted(keys) == ["owner-s1.3-3", "owner-s2.3-4"]
    assert len(app.get("plotly_chart")) == 1


def test_without_gaps_the_page_says_how_a_plan_comes_about(open_page, start):
    """No ambition, no plan: a sentence and the way to the questions."""
    app = open_page("plan", start())

    assert app.info[0].value.startswith("Er is nog geen plan.")
    assert "Naar de vragen" in [link.value for link in app.page_link]
    assert not app.get("plotly_chart")


def test_owner_start_and_status_are_saved(open_page, assessment, store, say):
    """Each change is in the store at once, and on the page after it."""
    app = open_page("plan", assessment)

    app.text_input(key="owner-s1.3-3").set_value("Marit").run()
    app.selectbox(key="start-s1.3-3").set_value("2027Q3").run()
    app.selectbox(key="status-s1.3-3").set_value("started").run()

    assert not app.exception
    change = store.answers_file(assessment).plan.actions["s1.3-3"]
    assert (change.owner, change.start, change.status) == ("Marit", "2027Q3", "started")
    assert any(expander.label.endswith(f"Marit · {say('Started')}") for expander in app.expander)
    assert "3e kwartaal 2027" in [heading.value for heading in app.subheader]


def test_a_start_can_be_left_to_peilstok_again(open_page, assessment, store):
    """The choice for "automatic" takes the chosen quarter back."""
    app = open_page("plan", assessment)
    app.selectbox(key="start-s1.3-3").set_value("2027Q3").run()

    app.selectbox(key="start-s1.3-3").set_value("").run()

    assert store.answers_file(assessment).plan.actions["s1.3-3"].start is None


def test_a_department_as_owner_follows_the_language(open_page, assessment, store, content):
    """The name of a department is kept as the department, so the English page shows its English name."""
    app = open_page("plan", assessment)
    app.text_input(key="owner-s1.3-3").set_value(content.departments["legal"]).run()

    assert store.answers_file(assessment).plan.actions["s1.3-3"].owner == "legal"
    assert open_page("plan", assessment, "en").text_input(key="owner-s1.3-3").value == "Legal and privacy"


def test_a_dropped_action_can_be_put_back(open_page, assessment, store, click, say):
    """Dropping takes the action from the list to "dropped", and putting back undoes it."""
    app = click(open_page("plan", assessment), "drop-s1.3-3")
    assert "owner-s1.3-3" not in [field.key for field in app.text_input]
    assert say("Dropped") in [header.value for header in app.header]

    click(app, "restore-s1.3-3")

    assert app.text_input(key="owner-s1.3-3")
    assert not store.answers_file(assessment).plan.actions["s1.3-3"].dropped


def test_all_actions_can_be_dropped(open_page, assessment, click):
    """An empty plan is a page with the dropped actions, no error."""
    app = click(open_page("plan", assessment), "drop-s1.3-3")
    click(app, "drop-s2.3-4")

    assert sorted(button.key for button in app.button if button.key.startswith("restore-")) == [
        "restore-s1.3-3", "restore-s2.3-4",
    ]  # fmt: skip


def test_an_action_of_my_own_joins_the_plan_and_can_be_changed_and_removed(open_page, assessment, store, click):
    """An own action has its own owner, start and status, and is gone when removed."""
    app = open_page("plan", assessment)
    app.text_input(key="own-do").set_value("Bel de gemeente")
    app.text_input(key="own-owner").set_value("Fatima")
    app.number_input(key="own-effort").set_value(3)
    click(app, "own-add")
    (own,) = store.answers_file(assessment).plan.own
    assert (own.do, own.owner, own.effort_days) == ("Bel de gemeente", "Fatima", 3)

    app.selectbox(key="status-own-1").set_value("done").run()
    assert store.answers_file(assessment).plan.own[0].status == "done"

    click(app, "drop-own-1")
    assert store.answers_file(assessment).plan.own == []


def test_an_own_action_without_words_or_owner_is_not_added(open_page, assessment, store, click):
    """The page says what is missing; nothing is stored."""
    app = open_page("plan", assessment)
    app.text_input(key="own-do").set_value("Bel de gemeente")

    click(app, "own-add")

    assert len(app.error) == 1
    assert store.answers_file(assessment).plan.own == []


def test_fewer_days_a_quarter_make_a_longer_road(open_page, example, store):
    """The roadmap follows the days that there are."""
    app = open_page("plan", example)
    quarters = [_last_quarter(app)]

    app.number_input(key="plan-days").set_value(400).run()
    quarters.append(_last_quarter(app))
    app.number_input(key="plan-days").set_value(5).run()
    quarters.append(_last_quarter(app))

    assert store.answers_file(example).plan.days_a_quarter == 5
    assert quarters[1] < quarters[0] < quarters[2]


def _last_quarter(app):
    """The end of the roadmap's axis, as a number of quarters."""
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    return figure["layout"]["xaxis"]["range"][1]


def test_an_action_before_what_it_needs_is_pointed_out(open_page, start, store, say):
    """An action that starts before what it needs has ended carries a warning, until it starts later."""
    assessment = start("core")
    store.give_answer(assessment, "s6.4", {"level": 2, "target": 3})
    store.give_answer(assessment, "s5.4", {"level": 3, "target": 4})  # needs s6.4 at level 3
    app = open_page("plan", assessment)
    assert not app.warning

    app.selectbox(key="start-s6.4-3").set_value("2027Q3").run()
    app.selectbox(key="start-s5.4-4").set_value("2026Q4").run()

    assert [warning.value for warning in app.warning] == [
        say("This starts before an action that it needs first has ended.")
    ]
    app.selectbox(key="start-s5.4-4").set_value("").run()
    assert not app.warning
