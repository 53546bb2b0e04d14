"""Dividing the work on the pages: assigning, my questions, handing in, accepting, asking for a change."""

import pytest

from model.answers import Answer
from model.division import Assignee
from ui import session
from ui.components.saving import save_answer

FIRST, SECOND = "s1.3", "s2.3"  # each is a theme of its own in the quick scan
KEY = f"criterion-{FIRST}"
LAW = "bki-4.2.1"
AGENCY = {"sector": "collection_agency", "collects_for_third_parties": True, "consumer_customers": True}


@pytest.fixture
def people(start, store, add_member, asking):
    """A quick scan without answers, the ids of its people, and what makes one of them look at it."""
    assessment = start("quick", **AGENCY)
    ids = {
        "Anna": add_member(assessment, "Anna", "contributor", "finance"),
        "Olga": add_member(assessment, "Olga", "owner"),
        "Vera": add_member(assessment, "Vera", "viewer"),
    }
    return assessment, ids, lambda name: asking(ids[name])


@pytest.fixture
def opened(open_page):
    """Opens the questions with a popover of the first one open."""

    def open_(assessment, what):
        app = open_page("answer", assessment)
        app.session_state[f"{KEY}-{what}"] = True
        return app.run()

    return open_


def shown(app):
    """Every line of text."""
    return [line.value for line in app.markdown]


def keys(app):
    """The keys of all buttons."""
    return [button.key or "" for button in app.button]


def asked(app):
    """The questions of all themes that the filter leaves."""
    found = []
    for theme in range(len(app.selectbox(key="theme").options)):
        app.selectbox(key="theme").select_index(theme).run()
        found += [radio.key.split("-")[1] for radio in app.radio]
    return found


def test_an_owner_gives_a_theme_to_a_colleague(people, open_page):
    """On the page for that; only who may answer is in the list, and all departments."""
    assessment, ids, ask = people
    olga = ask("Olga")
    app = open_page("division", assessment)
    assert app.title[0].value == "Verdelen"
    options = app.selectbox(key="divide-s1").options
    assert options[:3] == ["Nog niemand", "Anna", "Olga"]
    assert "Vera" not in options

    app.selectbox(key="divide-s1").set_value(f"person {ids['Anna']}").run()
    app.selectbox(key="divide-s2").set_value("department hr").run()

    assert olga.division(assessment).assignments == {
        "s1": Assignee("person", ids["Anna"]),
        "s2": Assignee("department", "hr"),
    }
    app.selectbox(key="divide-s1").set_value("").run()
    assert set(olga.division(assessment).assignments) == {"s2"}


def test_two_colleagues_of_one_name_are_kept_apart(people, open_page, add_member):
    """The list numbers them, and what one chooses goes to that one."""
    assessment, ids, ask = people
    other = add_member(assessment, "Anna", "contributor")
    olga = ask("Olga")
    app = open_page("division", assessment)
    assert app.selectbox(key="divide-s1").options[:4] == ["Nog niemand", "Anna", "Anna (2)", "Olga"]

    for theme, id_ in {"s1": ids["Anna"], "s2": other}.items():
        app.selectbox(key=f"divide-{theme}").set_value(f"person {id_}").run()

    assert olga.division(assessment).assignments == {
        "s1": Assignee("person", ids["Anna"]),
        "s2": Assignee("person", other),
    }


def test_a_single_question_is_given_below_it(people, opened, open_page):
    """Everyone sees whose it is."""
    assessment, ids, ask = people
    olga = ask("Olga")
    app = opened(assessment, "assign")

    app.selectbox(key=f"{KEY}-assign-to").set_value(f"person {ids['Anna']}").run()

    assert olga.division(assessment).assignments == {FIRST: Assignee("person", ids["Anna"])}
    assert ":material/person: Voor: Anna" in shown(app)
    ask("Vera")
    assert ":material/person: Voor: Anna" in shown(open_page("answer", assessment))


@pytest.mark.parametrize("name", ["Anna", "Vera"])
def test_only_who_divides_has_the_controls(people, open_page, opened, name):
    """Not on the page of the division, and not below a question."""
    assessment, _, ask = people
    ask(name)

    assert not [one.key for one in open_page("division", assessment).selectbox if one.key.startswith("divide")]
    assert not [one.key for one in opened(assessment, "assign").selectbox if "assign" in one.key]


def test_my_questions_are_mine_and_those_of_my_department(people, open_page):
    """A theme of mine, a question of my department; not a question that someone else has within my theme."""
    assessment, ids, ask = people
    olga = ask("Olga")
    for target, assignee in {
        "s1": Assignee("person", ids["Anna"]),
        SECOND: Assignee("department", "finance"),
        "s4": Assignee("person", ids["Anna"]),
        "s4.5": Assignee("person", ids["Olga"]),
        "s5": Assignee("department", "hr"),
    }.items():
        olga.assign(assessment, target, assignee)
    ask("Anna")
    app = open_page("answer", assessment)
    assert app.toggle(key="only-mine").label == "Mijn vragen (3)"
    assert len(asked(app)) == 10

    app.toggle(key="only-mine").set_value(True).run()

    assert asked(app) == [FIRST, SECOND, "s4.1"]


def test_without_questions_of_mine_there_is_no_such_switch(people, open_page):
    """And no empty page."""
    assessment, _, ask = people
    ask("Olga")

    app = open_page("answer", assessment)

    assert "only-mine" not in [toggle.key for toggle in app.toggle]
    assert app.radio


def test_a_theme_is_handed_in_and_accepted(people, open_page, click, store):
    """The answer given a moment ago too; what nobody answered is not handed in."""
    assessment, _, ask = people
    anna = ask("Anna")
    app = open_page("answer", assessment)
    click(app, "work-on-these-hand-in")
    assert app.warning[0].value == "Beantwoord de vraag voordat u hem inlevert."
    app.radio(key=f"{KEY}-level").set_value(3).run()

    click(app, "work-on-these-hand-in")

    assert anna.division(assessment).state(FIRST) == "handed_in"
    assert any(line.startswith(":material/person: **Ingeleverd** (Anna, ") for line in shown(app))
    assert "work-on-these-hand-in" not in keys(app)
    assert "work-on-these-accept" not in keys(app)
    ask("Olga")
    app = open_page("answer", assessment)
    click(app, "work-on-these-accept")
    assert anna.division(assessment).state(FIRST) == "accepted"
    assert any("**Akkoord** (Olga, " in line for line in shown(app))


def test_what_someone_else_has_is_theirs_to_hand_in(people, open_page, click, store):
    """A theme's button leaves the question that another has."""
    assessment, ids, ask = people
    ask("Olga").assign(assessment, FIRST, Assignee("person", ids["Olga"]))
    ask("Anna").give_answer(assessment, FIRST, {"level": 2})

    assert "work-on-these-hand-in" not in keys(open_page("answer", assessment))


def test_a_change_is_asked_with_a_remark(people, opened, open_page, click):
    """Who answers reads it, changes and hands in again; an empty remark is not sent."""
    assessment, _, ask = people
    anna = ask("Anna")
    anna.give_answer(assessment, FIRST, {"level": 2})
    anna.hand_in(assessment, [FIRST])
    ask("Olga")
    app = opened(assessment, "change")
    click(app, f"{KEY}-change-send")
    assert app.warning[0].value == "Schrijf eerst wat er anders moet."

    app.text_area(key=f"{KEY}-change-remark").set_value("Graag **bron**")
    click(app, f"{KEY}-change-send")

    assert anna.division(assessment).standings[FIRST].remark == "Graag **bron**"
    ask("Anna")
    app = open_page("answer", assessment)
    assert app.warning[0].value == r"Aanpassing gevraagd: Graag \*\*bron\*\*"
    app.text_area(key=f"{KEY}-note").set_value("Bron: beleid").run()
    click(app, f"{KEY}-hand-in")
    assert anna.division(assessment).state(FIRST) == "handed_in"
    assert not app.warning


def test_an_answer_after_acceptance_is_in_progress_again(people, open_page):
    """The page says so right after the click."""
    assessment, _, ask = people
    ask("Anna").give_answer(assessment, FIRST, {"level": 2})
    ask("Anna").hand_in(assessment, [FIRST])
    ask("Olga").accept(assessment, {FIRST: Answer(level=2)})
    anna = ask("Anna")
    app = open_page("answer", assessment)
    assert any("**Akkoord**" in line for line in shown(app))

    app.radio(key=f"{KEY}-level").set_value(5).run()

    assert not any("**Akkoord**" in line for line in shown(app))
    assert anna.division(assessment).state(FIRST) == "working"


def test_what_stands_around_an_answer_is_drawn_anew_when_it_no_longer_holds(people):
    """A click draws only the choice; one that ends what was handed in asks for the whole page."""
    assessment, _, ask = people
    anna = ask("Anna")
    anna.give_answer(assessment, FIRST, {"level": 2})
    anna.hand_in(assessment, [FIRST])

    session.put(f"{KEY}-seen", Answer(level=2))
    asked = []
    for level in (2, 3, 4):  # the same, another, and another of what is in progress already
        save_answer(assessment, FIRST, KEY, (), {"level": level})
        asked.append(bool(session.take(f"{KEY}-redraw")))

    assert asked == [False, True, False]


def test_only_the_answer_that_was_seen_is_accepted(people, open_page, click):
    """Changed and handed in anew while the page stood open: the page says so and shows the newest."""
    assessment, _, ask = people
    anna = ask("Anna")
    anna.give_answer(assessment, FIRST, {"level": 2})
    anna.hand_in(assessment, [FIRST])
    olga = ask("Olga")
    app = open_page("answer", assessment)
    anna.give_answer(assessment, FIRST, {"level": 5})
    anna.hand_in(assessment, [FIRST])

    click(app, f"{KEY}-accept")

    assert app.warning[0].value == "Dit antwoord is intussen veranderd. Bekijk eerst het nieuwste antwoord."
    assert olga.division(assessment).state(FIRST) == "handed_in"
    assert app.radio(key=f"{KEY}-level").value == 5


def test_a_norm_is_divided_handed_in_and_accepted_too(people, open_page, click, store):
    """By its topic, on the page of the law."""
    assessment, ids, ask = people
    store.change_assessment(assessment, law=True)
    olga = ask("Olga")
    open_page("division", assessment).selectbox(key="divide-contact").set_value(f"person {ids['Anna']}").run()
    ask("Anna")
    app = open_page("law", assessment, topic="contact")
    assert app.toggle(key="only-mine")
    app.radio(key=f"norm-{LAW}-check").set_value("yes").run()

    click(app, "work-on-these-hand-in")
    assert olga.division(assessment).state(LAW) == "handed_in"
    app.radio(key=f"norm-{LAW}-check").set_value("no").run()
    assert olga.division(assessment).state(LAW) == "working"
    assert not any("**Ingeleverd**" in line for line in shown(app))


def test_the_page_says_how_far_everyone_is(people, open_page):
    """A row for each theme and who has questions of it."""
    assessment, ids, ask = people
    olga = ask("Olga")
    olga.assign(assessment, "s4", Assignee("person", ids["Anna"]))
    olga.assign(assessment, "s4.5", Assignee("department", "hr"))
    anna = ask("Anna")
    anna.give_answer(assessment, "s4.1", {"level": 2})
    anna.hand_in(assessment, ["s4.1"])

    rows = open_page("division", assessment).table[0].value.to_dict("records")

    of_theme = [list(row.values()) for row in rows if row["Thema of onderwerp"] == "Oplossing op maat"]
    assert of_theme == [
        ["Oplossing op maat", "Anna", "1", "1", "1", "0", "0"],
        ["Oplossing op maat", "Personeel \\(HR\\)", "1", "0", "0", "0", "0"],
    ]


def test_a_name_is_text(people, open_page, store, add_member):
    """What people are called styles nothing."""
    assessment, _, ask = people
    olga = ask("Olga")
    olga.assign(assessment, FIRST, Assignee("person", add_member(assessment, "**Dik** <b>", "contributor")))

    assert r":material/person: Voor: \*\*Dik\*\* \<b\>" in shown(open_page("answer", assessment))


def test_on_ones_own_machine_nothing_of_it_shows(start, open_page, store):
    """No switch, no buttons, no page."""
    assessment = start("quick")
    store.give_answer(assessment, FIRST, {"level": 2})

    app = open_page("answer", assessment)

    assert not app.get("toggle") or "only-mine" not in [toggle.key for toggle in app.toggle]
    of_the_work = ("assign", "hand-in", "ask", "accept", "review", "mirror", "work")
    assert [key for key in keys(app) if any(part in key for part in of_the_work)] == []
    assert not any("Laatste antwoord" in line for line in shown(app))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_speaks_both_languages(people, open_page, language):
    """Title and headings."""
    assessment, _, ask = people
    ask("Olga")

    app = open_page("division", assessment, language)

    titles = {
        "nl": ["Verdelen", "Wie doet wat", "Hoe ver het is"],
        "en": ["Divide the work", "Who has what", "How far it is"],
    }
    assert [app.title[0].value, *(header.value for header in app.header)] == titles[language]
