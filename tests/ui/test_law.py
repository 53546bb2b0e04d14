"""The law page: only the rules that bind this profile, every click saved, several at once only without evidence."""

from datetime import date

import pytest

AGENCY = {
    "sector": "collection_agency", "size_class": "small", "consumer_customers": True, "has_staff": True,
    "collects_for_third_parties": True, "charges_collection_costs": True, "private_law_claims": True,
}  # fmt: skip
MUNICIPALITY = {
    "sector": "municipality", "consumer_customers": True, "sole_trader_customers": True, "has_staff": True,
    "business_customers": True, "collects_for_third_parties": False, "buys_claims": False, "sells_claims": False,
    "uses_collection_agency": False, "uses_bailiff": False, "goes_to_court": False, "charges_collection_costs": True,
    "periodic_claims": False, "direct_debit": True, "consumer_credit": False, "pay_later": False,
    "can_cut_off": False, "private_law_claims": False, "public_law_claims": True,
}  # fmt: skip


@pytest.fixture
def agency(start, store):
    """A collection agency that has begun the legal check."""
    assessment = start("quick", "Incasso Zuid", **AGENCY)
    store.change_assessment(assessment, law=True)
    return assessment


def test_the_check_begins_at_a_click(open_page, start, store, click):
    """Before it the page only explains; after it the rules stand there, and the assessment counts with the law."""
    assessment = start("quick", **AGENCY)
    app = open_page("law", assessment)
    assert [title.value for title in app.title] == ["De wet"]
    assert not app.radio

    click(app, "law-begin")

    assert store.answers_file(assessment).law
    assert app.radio


def test_a_municipality_sees_no_rule_of_the_wki(open_page, start, store):
    """A tax officer gets the rules of public claims, privacy and debt help, and nothing of agencies."""
    assessment = start("quick", "Gemeente Zuid", **MUNICIPALITY)
    store.change_assessment(assessment, law=True)
    shown = []
    app = open_page("law", assessment)
    for place in range(len(app.selectbox(key="topic").options)):
        app.selectbox(key="topic").select_index(place).run()
        shown += [radio.key[5:-6] for radio in app.radio if radio.key.startswith("norm-")]

    assert len(shown) == 13
    assert {"pub-1", "avg-1", "bvv-1", "msnp-1"} <= set(shown)
    assert not [id_ for id_ in shown if id_.startswith(("wki", "bki", "rki", "bik", "wik14"))]


def test_a_click_saves_with_the_day(open_page, agency, store):
    """The answer is in the store, dated, and the page says when it was saved."""
    app = open_page("law", agency, topic="contact")
    assert app.progress[0].text.startswith("0 van ")

    app.radio(key="norm-bki-4.2.1-check").set_value("partly").run()

    answer = store.answer(agency, "bki-4.2.1")
    assert (answer.check, answer.on) == ("partly", date.today())
    assert any(":material/check: **Opgeslagen om " in line.value for line in app.markdown)
    assert app.progress[0].text.startswith("1 van ")


def test_not_for_us_is_offered_only_where_the_rule_says_when(open_page, agency, store, content):
    """Choosing it keeps that sentence as the reason; a rule without such a sentence can't be set aside."""
    app = open_page("law", agency, topic="reachability")

    assert len(app.radio(key="norm-rki-5.3a-check").options) == 4
    assert len(app.radio(key="norm-rki-5.1-check").options) == 5
    app.radio(key="norm-rki-5.1-check").set_value("not_applicable").run()

    answer = store.answer(agency, "rki-5.1")
    assert (answer.check, answer.not_applicable) == (None, content.norms["rki-5.1"].not_applicable_when)


def test_what_another_answer_already_says_is_shown_and_can_be_overruled(open_page, agency, store):
    """The level that states the duty judges it, until the check itself is answered."""
    store.give_answer(agency, "k1", {"level": 3})
    app = open_page("law", agency, topic="costs")
    assert any(line.value.startswith("Voldaan, volgens uw antwoord op ") for line in app.markdown)

    app.radio(key="norm-bik-2.1-check").set_value("no").run()

    assert store.answer(agency, "bik-2.1").check == "no"
    assert not any(line.value.startswith("Voldaan, volgens uw antwoord op ") for line in app.markdown)


def test_several_rules_get_one_answer_and_that_is_recorded(open_page, agency, store, click):
    """A rule with evidence is not among them; a later answer of its own takes the mark away."""
    store.give_answer(agency, "rki-5.2", {"check": "yes", "evidence": ["Brief"]})
    app = open_page("law", agency, topic="reachability")
    offered = app.multiselect(key="several-norms").options
    assert not [option for option in offered if "Rki 5, tweede lid" in option]

    app.multiselect(key="several-norms").set_value(["rki-5.3", "rki-5.3a"])
    app.radio(key="several-check").set_value("yes")
    click(app, "several-save")

    for id_ in ("rki-5.3", "rki-5.3a"):
        assert (store.answer(agency, id_).check, store.answer(agency, id_).in_bulk) == ("yes", True)
    assert any("samen met andere" in line.value for line in app.markdown)
    app.radio(key="norm-rki-5.3-check").set_value("no").run()
    assert (store.answer(agency, "rki-5.3").check, store.answer(agency, "rki-5.3").in_bulk) == ("no", None)


def test_an_answer_together_with_others_takes_the_place_of_an_earlier_one(open_page, agency, store, click):
    """The page shows it as given together, and does not take this very tab for another window."""
    app = open_page("law", agency, topic="reachability")
    app.radio(key="norm-rki-5.3-check").set_value("no").run()

    app.multiselect(key="several-norms").set_value(["rki-5.3", "rki-5.3a"])
    app.radio(key="several-check").set_value("yes")
    click(app, "several-save")

    assert store.answer(agency, "rki-5.3").check == "yes"
    assert sum("samen met andere" in line.value for line in app.markdown) == 2
    assert not app.info


def test_a_check_that_was_changed_in_another_window_says_so(open_page, agency, store):
    """The newest answer is shown, as at the questions."""
    app = open_page("law", agency, topic="contact")
    app.radio(key="norm-bki-4.2.1-check").set_value("yes").run()

    store.give_answer(agency, "bki-4.2.1", {"check": "no"})
    app.run()

    assert app.radio(key="norm-bki-4.2.1-check").value == "no"
    assert any("in een ander venster" in info.value for info in app.info)


def test_several_rules_without_an_answer_save_nothing(open_page, agency, store, click):
    """The page asks to choose first."""
    app = open_page("law", agency, topic="reachability")

    click(app, "several-save")

    assert [error.value for error in app.error] == ["Kies eerst regels en een antwoord."]
    assert store.answers(agency) == {}


def test_how_by_whom_and_evidence_are_kept_with_the_day(open_page, agency, store):
    """For the written record of Wki 13, sixth paragraph; the check may still be open."""
    app = open_page("law", agency, topic="contact")

    app.text_area(key="norm-bki-4.2.1-note").set_value("Het belsysteem stopt om 20.00 uur.").run()
    app.text_input(key="norm-bki-4.2.1-by").set_value("  Teamleider   avond ").run()
    app.text_area(key="norm-bki-4.2.1-evidence").set_value("Verzendlog\n\nhttps://voorbeeld.example/log").run()

    answer = store.answer(agency, "bki-4.2.1")
    assert (answer.note, answer.by) == ("Het belsysteem stopt om 20.00 uur.", "Teamleider avond")
    assert answer.evidence == ["Verzendlog", "https://voorbeeld.example/log"]
    assert (answer.check, answer.on) == (None, date.today())


def test_what_was_not_read_in_the_law_says_so(open_page, agency, content):
    """Beside every such rule, and beside no other."""
    app = open_page("law", agency, topic="privacy")
    captions = [caption.value for caption in app.caption if "AVG" in caption.value or "Bki" in caption.value]

    for norm in (content.norms[id_] for id_ in ("avg-1", "avg-2", "bki-5.1.4b")):
        (caption,) = [text for text in captions if text.startswith(content.cite(norm))]
        assert ("niet nagelezen in de wet" in caption) == (norm.source.checked == "unverified")


def test_rules_that_are_only_explained_are_never_asked(open_page, agency, content):
    """They stand at the end of their topic."""
    app = open_page("law", agency, topic="competence")
    asked = {radio.key for radio in app.radio}

    assert content.norms["bki-2.2.4"].text in [line.value for line in app.markdown]
    assert "norm-bki-2.2.4-check" not in asked


def test_the_numbers_of_the_law_stand_beside_the_rule(open_page, agency):
    """In the form of the language."""
    app = open_page("law", agency, topic="contact")

    assert any(line.value.endswith(": 20.00 uur") for line in app.markdown)


def test_the_buttons_walk_through_all_topics(open_page, agency, click):
    """And end at the results."""
    app = open_page("law", agency)
    seen = [app.header[0].value]
    while any(button.key == "topic-after" for button in app.button):
        click(app, "topic-after")
        seen.append(app.header[0].value)

    assert len(seen) == len(set(seen)) == len(app.selectbox(key="topic").options)
    assert "Naar de resultaten" in [button.label for button in app.button]
