"""Several organisations in one tab: nothing of the one shows, or is saved, at the other."""

import pytest

from model.answers import Organisation
from storage.stored import Unavailable
from tests.people import let_in

FIRST = "s1.3"
BSN = "111222333"


@pytest.fixture
def two(start):
    """The assessments of two organisations."""
    return start(name="Aarde"), start(name="Bron")


def go(app, assessment):
    """Opens another assessment in the same tab, as a link or a choice does."""
    app.query_params["assessment"] = assessment
    return app.run()


def test_a_text_that_waits_is_not_offered_to_another_client(open_page, two, store, texts):
    """A note that was held back stays behind; at the other organisation its field is empty and nothing waits."""
    app = open_page("answer", two[0])
    app.text_area(key=f"criterion-{FIRST}-note").set_value(f"Van Aarde {BSN}").run()
    assert [button.key for button in app.button if "anyway" in button.key]

    go(app, two[1])

    assert not app.exception
    assert "Van Aarde" not in " ".join(texts(app))
    assert [button.key for button in app.button if "anyway" in button.key] == []
    assert app.text_area(key=f"criterion-{FIRST}-note").value == ""


def test_what_was_just_done_is_not_said_of_another_client(open_page, two, store):
    """Not that it was saved, not that a reason is still missing, and not that someone else changed it."""
    app = open_page("answer", two[0])
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()

    go(app, two[1])

    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    assert [line.value for line in app.markdown if "pgeslagen" in line.value] == []
    assert [line.value for line in app.info] == []


def test_also_past_the_start_page(open_page, two, click):
    """The same when the other one is chosen from the list."""
    app = open_page("answer", two[0])
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()
    app.switch_page("ui/pages/start.py").run()

    click(app, f"continue-{two[1]}")

    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    assert [line.value for line in app.markdown if "pgeslagen" in line.value] == []


def test_an_answer_that_waits_for_the_database_is_written_where_it_was_given(monkeypatch, open_page, two, store):
    """It does not show at the other client, and is not lost by going there."""
    app = open_page("answer", two[0])
    give = type(store).give_answer

    def unreachable(*_arguments, **_named):
        raise Unavailable

    monkeypatch.setattr(type(store), "give_answer", unreachable)
    app.radio(key=f"criterion-{FIRST}-level").set_value(4).run()
    assert app.radio(key=f"criterion-{FIRST}-level").value == 4

    go(app, two[1])
    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    app.radio(key=f"criterion-{FIRST}-level").set_value(2).run()
    monkeypatch.setattr(type(store), "give_answer", give)
    app.run()

    assert (store.answer(two[0], FIRST).level, store.answer(two[1], FIRST).level) == (4, 2)
    assert not app.exception


def test_reloading_or_going_on_in_one_assessment_forgets_nothing(open_page, two):
    """What waits stays while the assessment is the same."""
    app = open_page("answer", two[0])
    app.text_area(key=f"criterion-{FIRST}-note").set_value(f"Van Aarde {BSN}").run()

    go(app, two[0])

    assert [button.key for button in app.button if "anyway" in button.key]
    assert app.text_area(key=f"criterion-{FIRST}-note").value == f"Van Aarde {BSN}"


@pytest.fixture
def consultant(signed_in_as, store, two):
    """Someone with both organisations, and one without an assessment, as consultant."""
    cem = signed_in_as("cem")
    for name in ("Aarde", "Bron"):
        [stored] = store.organisations(name)
        let_in(store, cem, stored.id, "consultant")
    let_in(store, cem, store.add_organisation(Organisation(name="Club")), "viewer")
    return cem


def test_a_consultant_sees_where_they_are_and_switches_at_once(open_page, two, consultant, say):
    """One choice opens how the other client stands; nothing of the first is saved or shown there."""
    app = open_page("answer", two[0])
    box = app.selectbox(key="switch-to")
    assert box.options == ["Aarde", "Bron", "Club"]
    clients = {client.name: client.id for client in consultant.clients()}
    assert box.value == clients["Aarde"]
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()

    app.selectbox(key="switch-to").set_value(clients["Bron"]).run()

    assert not app.exception
    assert [title.value for title in app.title] == [say("Results")]
    assert app.query_params["assessment"] == two[1]
    assert app.selectbox(key="switch-to").value == clients["Bron"]
    assert consultant.answers(two[1]) == {}
    assert consultant.answers(two[0])[FIRST].level == 3
    app.run()
    assert app.query_params["assessment"] == two[1]


def test_switching_runs_nothing_that_the_first_page_had(open_page, two, consultant, store):
    """No answer is written again by leaving the page."""
    app = open_page("answer", two[0])
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()
    before = store.newest_of_others(two[0])

    clients = {client.name: client.id for client in consultant.clients()}
    app.selectbox(key="switch-to").set_value(clients["Bron"]).run()
    app.run()

    assert store.newest_of_others(two[0]) == before


def test_a_client_without_assessment_opens_its_people(open_page, two, consultant, say):
    """There is nothing else to show yet."""
    app = open_page("answer", two[0])
    clients = {client.name: client.id for client in consultant.clients()}

    app.selectbox(key="switch-to").set_value(clients["Club"]).run()

    assert [title.value for title in app.title] == [say("People and access")]
    assert "Club" in [caption.value for caption in app.caption]
    assert app.selectbox(key="switch-to").value == clients["Club"]


def test_who_has_one_organisation_has_nothing_to_switch(open_page, start, signed_in_as, store):
    """And at a machine of one's own neither."""
    assessment = start()
    assert "switch-to" not in [box.key for box in open_page("answer", assessment).selectbox]
    let_in(store, signed_in_as("anna"), store.organisation_of(assessment), "owner")

    assert "switch-to" not in [box.key for box in open_page("answer", assessment).selectbox]


def test_two_clients_of_one_name_are_kept_apart(open_page, start, signed_in_as, store, say):
    """The list numbers them; a click in either one stays there, and the list leads to the other."""
    two = start(name="Bron"), start(name="Bron")
    cem = signed_in_as("cem")
    for assessment in two:
        let_in(store, cem, store.organisation_of(assessment), "consultant")

    for number, assessment in enumerate(two, start=1):
        app = open_page("answer", assessment)
        assert app.selectbox(key="switch-to").options == ["Bron", "Bron (2)"]
        app.radio(key=f"criterion-{FIRST}-level").set_value(number).run()
        assert app.query_params["assessment"] == assessment
        assert cem.answers(assessment)[FIRST].level == number

    app.selectbox(key="switch-to").set_value(cem.organisation_of(two[0])).run()
    assert [title.value for title in app.title] == [say("Results")]
    assert app.query_params["assessment"] == two[0]
