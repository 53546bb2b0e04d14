"""The law on the results page: the outcome beside the score, why, what to do, and by which day's rules."""

from datetime import date

import pytest

AGENCY = {
    "sector": "collection_agency", "size_class": "small", "consumer_customers": True, "has_staff": True,
    "collects_for_third_parties": True, "private_law_claims": True,
}  # fmt: skip


@pytest.fixture
def agency(start, store):
    """A collection agency that has begun the legal check."""
    assessment = start("quick", "Incasso Zuid", **AGENCY)
    store.change_assessment(assessment, law=True)
    return assessment


def lines(app):
    """Every line of text on the page."""
    return [line.value for line in (*app.markdown, *app.caption)]


def test_without_the_check_the_page_leads_to_it(open_page, start, store, click):
    """There is no outcome, and a button."""
    app = open_page("results", start("quick", **AGENCY))

    assert not any("Volgens uw antwoorden" in line for line in lines(app))
    assert "Naar de juridische toets" in [button.label for button in app.button]


def test_one_duty_not_met_decides_whatever_the_score(open_page, agency, store, content):
    """The highest levels beside it change nothing; the rule is named with its article, its reason and what to do."""
    for id_ in content.scopes["quick"]:
        store.give_answer(agency, id_, {"level": 5})
    store.give_answer(agency, "bki-4.2.1", {"check": "no", "note": "In <b>december</b> ook 's avonds."})

    app = open_page("results", agency)

    metrics = {metric.label: metric.value for metric in app.metric}
    assert metrics["Score, van 1 tot 5"] == "5,0"
    assert metrics["De wet, volgens uw antwoorden"] == "Niet voldaan"
    assert "**Volgens uw antwoorden: niet aan alle plichten voldaan.**" in lines(app)
    norm = content.norms["bki-4.2.1"]
    assert [expander.label for expander in app.expander if "Bki 4.2, eerste lid" in expander.label]
    assert f"**Wat u kunt doen.** {norm.action.do}" in lines(app)
    assert "Beoordeeld op grond van uw antwoord op deze vraag." in lines(app)
    assert r"Uw notitie: In \<b\>december\</b\> ook 's avonds\." in lines(app)


def test_the_number_set_aside_is_always_named(open_page, agency, store, content):
    """Also when it is none."""
    assert any("U zette 0 regels opzij" in line for line in lines(open_page("results", agency)))
    reason = content.norms["rki-5.1"].not_applicable_when
    store.give_answer(agency, "rki-5.1", {"not_applicable": reason})

    assert any("U zette 1 regel opzij" in line for line in lines(open_page("results", agency)))


def test_an_unverified_rule_is_shown_as_such_and_decides_nothing(open_page, start, store, content):
    """Its "not met" counts as can't tell."""
    assessment = start("quick", "Gemeente Zuid", sector="municipality", public_law_claims=True)
    store.change_assessment(assessment, law=True)
    store.give_answer(assessment, "pub-1", {"check": "no"})

    app = open_page("results", assessment)

    assert "**Volgens uw antwoorden: dat is nog niet te zeggen.**" in lines(app)
    assert "Niet nagelezen in de wet: in de uitkomst telt dit als niet te zeggen." in lines(app)


def test_it_is_judged_by_the_rules_of_the_day_that_one_chooses(open_page, agency, store):
    """Before the Wki there was no such duty; the rule stands among those that start later, with its date."""
    store.give_answer(agency, "bki-4.2.1", {"check": "no"})
    app = open_page("results", agency)
    assert any(expander.label.startswith("**Bki 4.2, eerste lid**") for expander in app.expander)

    app.date_input(key="law-on").set_value(date(2024, 3, 31)).run()

    assert not any(expander.label.startswith("**Bki 4.2, eerste lid**") for expander in app.expander)
    assert any(line.startswith("**Vanaf 1 april 2024** – Bki 4.2, eerste lid") for line in lines(app))


def test_answers_that_contradict_each_other_are_listed(open_page, start, store):
    """A yes beside a level that says otherwise."""
    assessment = start("quick", consumer_customers=True, charges_collection_costs=True, private_law_claims=True)
    store.change_assessment(assessment, law=True)
    store.give_answer(assessment, "k1", {"level": 1})
    store.give_answer(assessment, "bik-2.1", {"check": "yes"})

    app = open_page("results", assessment)

    assert "Antwoorden die elkaar tegenspreken" in [heading.value for heading in app.subheader]
    assert any("u antwoordde ja" in line and "niveau 1" in line for line in lines(app))


def test_no_page_says_that_the_organisation_complies(open_page, agency, store, content, texts):
    """It is a self-assessment: "volgens uw antwoorden", never "u voldoet"."""
    for id_, norm in content.norms.items():
        if norm.kind != "context":
            store.give_answer(agency, id_, {"check": "yes"})

    shown = [text for page in ("law", "results") for text in texts(open_page(page, agency))]

    assert any("Volgens uw antwoorden: aan alle plichten voldaan." in text for text in shown)
    assert [text for text in shown if "u voldoet" in text.lower()] == []


def test_what_cannot_be_told_shows_what_is_missing(open_page, agency, content):
    """On request: the rule, what to do, and since when it holds, as for what is not met."""
    app = open_page("results", agency)
    norm = content.norms["bki-4.2.1"]
    assert norm.text not in lines(app)

    app.toggle(key="law-unknown").set_value(True).run()

    assert any(expander.label.startswith("**Bki 4.2, eerste lid**") for expander in app.expander)
    assert norm.text in lines(app)
    assert "Nog nodig: uw antwoord op deze vraag." in lines(app)
    assert f"**Wat u kunt doen.** {norm.action.do}" in lines(app)
