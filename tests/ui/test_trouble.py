"""Two people at one answer, and a database that can not be written: nothing is overwritten or lost in silence."""

import pytest
from sqlalchemy import event

FIRST = "s1.3"
LEVEL, NOTE = f"criterion-{FIRST}-level", f"criterion-{FIRST}-note"


@pytest.fixture
def assessment(start):
    """A quick scan without answers."""
    return start("quick")


@pytest.fixture
def out_of_order(store):
    """Makes the database one that can be read and not written, until it is put in order again."""

    def only_read(connection, _record, _proxy):
        connection.execute(f"PRAGMA query_only = {'ON' if only_read.on else 'OFF'}")

    only_read.on = True
    event.listen(store.engine, "checkout", only_read)

    def mend():
        only_read.on = False

    return mend


def test_a_choice_does_not_replace_that_of_someone_else(open_page, assessment, store, click):
    """The page shows theirs and says so; mine is saved when I say so again."""
    app = open_page("answer", assessment)
    store.give_answer(assessment, FIRST, {"level": 4})

    app.radio(key=LEVEL).set_value(2).run()

    assert store.answer(assessment, FIRST).level == 4
    assert app.radio(key=LEVEL).value == 4
    assert "uw keuze is niet opgeslagen" in app.warning[0].value
    click(app, f"criterion-{FIRST}-after-all")
    assert store.answer(assessment, FIRST).level == 2
    assert not app.warning


def test_a_choice_beside_that_of_someone_else_is_saved(open_page, assessment, store):
    """They set an ambition, I choose a level: both stand, and the page says that the answer was changed."""
    app = open_page("answer", assessment)
    store.give_answer(assessment, FIRST, {"target": 5})

    app.radio(key=LEVEL).set_value(2).run()

    answer = store.answer(assessment, FIRST)
    assert (answer.level, answer.target) == (2, 5)
    assert not app.warning


def test_after_a_refused_choice_another_one_counts(open_page, assessment, store):
    """Who has seen the other's answer and chooses anew, replaces it knowingly."""
    app = open_page("answer", assessment)
    store.give_answer(assessment, FIRST, {"level": 4})
    app.radio(key=LEVEL).set_value(2).run()

    app.radio(key=LEVEL).set_value(3).run()

    assert store.answer(assessment, FIRST).level == 3
    assert not app.warning


@pytest.mark.parametrize(("button", "kept"), [("theirs", "Van Bram"), ("mine", "Van Anna")])
def test_of_two_texts_the_visitor_decides(open_page, assessment, store, click, button, kept):
    """My text stays in its field and theirs is shown; one of the two is taken."""
    app = open_page("answer", assessment)
    store.give_answer(assessment, FIRST, {"note": "Van Bram"})

    app.text_area(key=NOTE).set_value("Van Anna").run()

    assert store.answer(assessment, FIRST).note == "Van Bram"
    assert app.text_area(key=NOTE).value == "Van Anna"
    assert "Van Bram" in app.warning[0].value
    click(app, f"{NOTE}-{button}")
    assert store.answer(assessment, FIRST).note == kept
    assert app.text_area(key=NOTE).value == kept
    assert not app.warning


def test_a_rule_of_the_law_is_not_replaced_either(open_page, start, store, click):
    """The same for a check."""
    assessment = start("quick", sector="energy", consumer_customers=True)
    store.change_assessment(assessment, law=True)
    app = open_page("law", assessment)
    key = next(radio.key for radio in app.radio if radio.key.startswith("norm-"))
    norm = key.removeprefix("norm-").removesuffix("-check")
    store.give_answer(assessment, norm, {"check": "no"})

    app.radio(key=key).set_value("yes").run()

    assert store.answer(assessment, norm).check == "no"
    click(app, f"norm-{norm}-after-all")
    assert store.answer(assessment, norm).check == "yes"


def test_a_choice_waits_until_the_database_can_be_written(open_page, assessment, store, out_of_order):
    """The page shows the choice, says that it is not saved, and saves it once it can."""
    app = open_page("answer", assessment)

    app.radio(key=LEVEL).set_value(4).run()

    assert app.radio(key=LEVEL).value == 4
    assert "nog niet opgeslagen" in app.error[0].value
    assert any("Nog niet opgeslagen" in line.value for line in app.markdown)
    out_of_order()
    app.run()
    assert store.answer(assessment, FIRST).level == 4
    assert not app.error


def test_a_note_waits_too_with_what_came_after_it(open_page, assessment, store, out_of_order):
    """Two changes of one answer while nothing can be written: both are saved afterwards."""
    app = open_page("answer", assessment)
    app.text_area(key=NOTE).set_value("Bewaar mij").run()
    app.radio(key=LEVEL).set_value(3).run()

    assert app.text_area(key=NOTE).value == "Bewaar mij"
    out_of_order()
    app.run()

    answer = store.answer(assessment, FIRST)
    assert (answer.note, answer.level) == ("Bewaar mij", 3)
    assert app.text_area(key=NOTE).value == "Bewaar mij"


def test_what_waited_does_not_replace_what_someone_else_wrote(open_page, assessment, store, out_of_order, click):
    """Saved by someone else in the meantime: theirs stands, mine can be saved after all."""
    app = open_page("answer", assessment)
    app.radio(key=LEVEL).set_value(4).run()
    out_of_order()
    store.give_answer(assessment, FIRST, {"level": 1})

    app.run()

    assert store.answer(assessment, FIRST).level == 1
    click(app, f"criterion-{FIRST}-after-all")
    assert store.answer(assessment, FIRST).level == 4


def test_another_change_that_can_not_be_saved_says_so(open_page, assessment, store, out_of_order):
    """A fact of the profile goes back to what it was, with a sentence; a name stays in its field to be sent again."""
    app = open_page("profile", assessment)

    app.radio(key="profile-scope").set_value("full").run()
    assert "Deze wijziging is niet opgeslagen" in app.error[0].value
    assert app.radio(key="profile-scope").value == "quick"

    app.text_input(key="profile-name").set_value("Nieuwe naam").run()
    assert "Uw tekst is niet opgeslagen" in app.error[0].value
    assert app.text_input(key="profile-name").value == "Nieuwe naam"
    out_of_order()
    app.button(key="profile-name-again").click().run()
    assert store.answers_file(assessment).organisation.name == "Nieuwe naam"
    assert not app.error


def test_a_database_that_can_not_be_read_gets_a_sentence(open_page, assessment, store):
    """In the place of the page, with what was not saved; and the page comes back by itself."""
    app = open_page("answer", assessment)

    def gone(connection):
        connection.exec_driver_sql("ATTACH DATABASE '/nowhere/at/all.db' AS elsewhere")

    event.listen(store.engine, "begin", gone)
    app.text_area(key=NOTE).set_value("Bewaar mij").run()

    assert not app.exception
    assert app.title[0].value == "De database is niet bereikbaar"
    assert [line.value for line in app.text] == ["Bewaar mij"]
    event.remove(store.engine, "begin", gone)
    app.run()
    assert app.title[0].value == "Vragen"
    assert store.answer(assessment, FIRST).note == "Bewaar mij"
