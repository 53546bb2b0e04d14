"""The history of an answer below its question: read when it is opened, with undo, also on one's own machine."""

import pytest

FIRST, LAW = "s1.3", "bki-4.2.1"
KEY = f"criterion-{FIRST}"


@pytest.fixture
def assessment(start):
    """A quick scan without answers."""
    return start("quick")


@pytest.fixture
def opened(open_page):
    """Opens a page with the history of one question open."""

    def open_(assessment, key=KEY, page="answer", **address):
        app = open_page(page, assessment, **address)
        app.session_state[f"{key}-history"] = True
        return app.run()

    return open_


def entries(app):
    """What stands in the history, without its moments."""
    return [line.value.split("**")[-1] for line in app.markdown if line.value.startswith("**2")]


def back(app):
    """The keys of the buttons that put something back, the newest first."""
    return [button.key for button in app.button if f"{KEY}-back" in (button.key or "")]


def test_a_closed_history_is_not_read(open_page, assessment, store, monkeypatch):
    """A page with questions reads none of their histories."""
    store.give_answer(assessment, FIRST, {"level": 2})
    monkeypatch.setattr(type(store), "history", lambda *_: pytest.fail("the history was read"))

    assert not entries(open_page("answer", assessment))


def test_the_history_says_what_changed(opened, assessment, store):
    """The newest first, each with only what it changed, what people typed as plain text."""
    store.give_answer(assessment, FIRST, {"level": 2, "target": 4})
    store.give_answer(assessment, FIRST, {"note": "**Let** op"})
    store.give_answer(assessment, FIRST, {"level": None, "not_applicable": "<b>Nee</b>", "evidence": ["Map 3"]})

    assert entries(opened(assessment)) == [
        "  \nNiet van toepassing: \\<b\\>Nee\\</b\\>  \nOnderbouwing: Map 3",
        "  \nNotitie: \\*\\*Let\\*\\* op",
        "  \nNiveau: 2 · Basis  \nAmbitie: 4 · Geborgd",
    ]


def test_a_question_without_answers_has_an_empty_history(opened, assessment):
    """It says so."""
    app = opened(assessment)

    assert not back(app)
    assert [line.value for line in app.markdown].count("Nog niet beantwoord") > 1


def test_undo_gives_the_answer_before(opened, assessment, store, click):
    """The page shows it at once: the level, the note and the count of answers."""
    store.give_answer(assessment, FIRST, {"level": 2, "note": "Eerst"})
    store.give_answer(assessment, FIRST, {"level": 4, "note": "Later"})
    app = opened(assessment)

    click(app, back(app)[0])

    assert (store.answer(assessment, FIRST).level, store.answer(assessment, FIRST).note) == (2, "Eerst")
    assert app.radio(key=f"{KEY}-level").value == 2
    assert app.text_area(key=f"{KEY}-note").value == "Eerst"
    assert [entry.answer.level for entry in store.history(assessment, FIRST)] == [2, 4, 2]


def test_undo_of_the_only_answer_opens_the_question_again(opened, assessment, store, click):
    """A mis-click leaves no answer behind."""
    store.give_answer(assessment, FIRST, {"level": 2})
    app = opened(assessment)
    assert app.progress[0].text == "1 van 10 vragen beantwoord"

    click(app, back(app)[0])

    assert not store.answer(assessment, FIRST).is_given
    assert app.radio(key=f"{KEY}-level").value is None
    assert app.progress[0].text == "0 van 10 vragen beantwoord"


def test_any_earlier_answer_can_be_put_back(opened, assessment, store, click):
    """Only what differs from now has a button."""
    for level in (1, 2, 3, 2, 3):
        store.give_answer(assessment, FIRST, {"level": level})
    app = opened(assessment)
    assert [app.button(key=key).label for key in back(app)] == ["Ongedaan maken", *["Zet terug"] * 3]

    click(app, back(app)[-1])

    assert store.answer(assessment, FIRST).level == 1


def test_what_changed_elsewhere_is_not_undone(opened, assessment, store, click):
    """The page says so and shows the newest answer; nothing is lost."""
    store.give_answer(assessment, FIRST, {"level": 2})
    app = opened(assessment)
    store.give_answer(assessment, FIRST, {"level": 5})

    click(app, back(app)[0])

    assert store.answer(assessment, FIRST).level == 5
    assert app.radio(key=f"{KEY}-level").value == 5
    assert "Dit antwoord is intussen veranderd. Bekijk eerst het nieuwste antwoord." in [
        warning.value for warning in app.warning
    ]


def test_a_rule_of_the_law_has_its_history_too(opened, start, store, click):
    """With the check in words."""
    assessment = start("quick", sector="collection_agency", collects_for_third_parties=True, consumer_customers=True)
    store.change_assessment(assessment, law=True)
    store.give_answer(assessment, LAW, {"check": "no", "by": "Jan"})
    store.give_answer(assessment, LAW, {"check": "yes"})
    app = opened(assessment, f"norm-{LAW}", "law", topic="contact")
    assert entries(app) == ["  \nJa", "  \nNee  \nDoor wie: Jan"]

    click(app, next(button.key for button in app.button if f"norm-{LAW}-back" in button.key))

    assert store.answer(assessment, LAW).check == "no"


def test_where_people_sign_in_the_history_names_them(opened, assessment, store, add_member, asking):
    """By name, as plain text; who was removed and who sat at the computer have none."""
    anna, gone = add_member(assessment, "[Anna](x)", "contributor"), add_member(assessment, "Weg", "contributor")
    store.give_answer(assessment, FIRST, {"level": 1})
    asking(gone).give_answer(assessment, FIRST, {"level": 2})
    asking(anna).give_answer(assessment, FIRST, {"level": 3})
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM people WHERE id = '{gone}'")

    said = [entry.split("  \n")[0] for entry in entries(opened(assessment))]

    assert said == [r" · \[Anna\]\(x\)", " · iemand die is verwijderd", " · op deze computer"]


def test_who_may_only_look_puts_nothing_back(opened, assessment, store, add_member, asking):
    """A viewer sees the history without buttons."""
    store.give_answer(assessment, FIRST, {"level": 1})
    asking(add_member(assessment, "Vera", "viewer"))

    app = opened(assessment)

    assert len(entries(app)) == 1
    assert not back(app)
