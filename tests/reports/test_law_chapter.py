"""The chapter about the law says what the verdicts say, according to the answers, and nothing without them."""

import re
from dataclasses import replace

import pytest

from i18n.words import words_in
from model.loading import load
from model.report import ReportDetails
from pipeline import assess
from reports.improvement_plan import improvement_plan


@pytest.fixture(scope="module")
def small(little_content):
    """The small questionnaire in both languages, as if its rules were complete."""
    return {language: replace(q, law_complete=True) for language, q in load(little_content).items()}


@pytest.fixture
def chapter(small, given, pages_of):
    """The text of the chapter, and of the whole report, for answers to the small questionnaire."""

    def make(answers, *, language="en", complete=True, **keys):
        questionnaire = replace(small[language], law_complete=complete)
        assessment = assess(questionnaire, given(answers, law=True, **keys))
        pages = pages_of(improvement_plan(assessment, questionnaire, ReportDetails(), words_in(language)))
        first = next(n for n, page in enumerate(pages) if n > 2 and re.search(r"\d (The law|De wet) ", page))
        last = next(n for n, page in enumerate(pages) if n > 2 and re.search(r"(The plan|Het plan) ", page))
        return " ".join(pages[first : last + 1]), " ".join(pages)

    return make


@pytest.mark.parametrize(
    ("language", "answers", "says"),
    [
        ("en", {"law-2": {"check": "no"}}, "By your answers: not all duties are met."),
        ("en", {"law-2": {"check": "unknown"}}, "By your answers: not to be told yet."),
        ("nl", {"law-2": {"check": "no"}}, "Volgens uw antwoorden: niet aan alle plichten voldaan."),
        ("nl", {"law-2": {"check": "yes"}}, "Volgens uw antwoorden: dat is nog niet te zeggen."),
    ],
)
def test_the_outcome_is_said_as_according_to_the_answers(chapter, language, answers, says):
    """In the chapter and in the summary for the board; never as a fact about the organisation."""
    text, report = chapter(answers, language=language)

    assert says in text
    assert report.count(says) == 2
    assert "u voldoet" not in report.lower()
    assert "voldoet u" not in report.lower()
    assert "you comply" not in report.lower()


def test_all_met_is_an_outcome_too(chapter):
    """Every duty that binds met, one set aside with its reason, which is named."""
    facts = {"consumer_customers": True, "collects_for_third_parties": True}
    answers = {id_: {"check": "yes"} for id_ in ("law-1", "law-2", "law-3")}
    answers["law-4"] = {"not_applicable": "We never </para> visit <b>anyone</b>."}

    text, report = chapter(answers, facts=facts)

    assert "By your answers: all duties are met." in text
    assert report.count("You set 1 rule aside as not applicable.") == 2
    assert "Reason: We never </para> visit <b>anyone</b>." in text
    assert "According to your answers there are none." in text


def test_none_set_aside_is_said_as_well(chapter):
    """The number stands there also when it is nought."""
    assert "You set 0 rules aside as not applicable." in chapter({})[0]


def test_an_open_duty_says_what_why_and_what_to_do(chapter, small):
    """Article, text, the answer that decides, the action with its number in the plan, and since when it holds."""
    norm = small["en"].norms["law-2"]

    text, _ = chapter({"law-2": {"check": "partly"}})

    assert (
        f"{small['en'].cite(norm)} {norm.text} Why: your answer to this check: “{norm.check}” Partly. "
        f"What to do: {norm.action.do} This is action 1 of the plan. Holds since 1 July 2012."
    ) in text


def test_a_verdict_by_other_answers_names_them(chapter):
    """The title of the question with its level, and the level that the rule needs."""
    text, _ = chapter({"a1": {"level": 2}, "b1": {"level": 2}}, language="nl")

    assert re.search(r"Waarom: “[^”]+” op niveau 2, de regel vraagt niveau 3", text)


def test_a_duty_not_verified_in_the_law_is_marked_and_fails_nobody(chapter):
    """It is listed as not met, with its mark, and the outcome can't be told."""
    answers = {"law-2": {"check": "yes"}, "law-3": {"check": "no"}, "law-4": {"check": "yes"}}
    facts = {"consumer_customers": True, "collects_for_third_parties": False}

    text, _ = chapter(answers, facts=facts)

    assert "By your answers: not to be told yet." in text
    assert "Not verified in the law's text: in the outcome it counts as can't tell." in text
    assert "1 duty that is not met was not verified in the law's text" in text


def test_practices_stand_apart_and_do_not_count(chapter):
    """A code that is not kept is no broken law."""
    answers = {"law-2": {"check": "yes"}, "law-4": {"check": "yes"}, "code-1": {"check": "no"}}
    facts = {"consumer_customers": False}

    text, _ = chapter(answers, facts=facts, on="2027-02-01")

    assert "By your answers: all duties are met." in text
    assert "Good practices that are not met These are no law. They do not count in the outcome." in text
    assert "good practice, no law" in text


def test_what_is_missing_is_said_for_each_rule_without_verdict(chapter):
    """No answer, an incomplete profile, or a level that is missing."""
    text, _ = chapter({"a1": {"level": 3}, "law-4": {"check": "unknown"}})

    table = text[text.index("Can't tell yet") :]
    assert "Your profile does not tell whether this rule binds you." in table
    assert "You answered “I don't know”." in table
    assert re.search(r"No answer yet, and no level that counts for “[^”]+”\. ", table)


def test_a_rule_that_starts_later_is_named_with_its_date(chapter):
    """It does not count yet, and the reader sees it come."""
    text, _ = chapter({})

    assert re.search(r"Rules that start later .* 1 January 2027 ", text)
    assert "Rules that start later" not in chapter({}, on="2027-02-01")[0]


def test_answers_that_contradict_each_other_stand_side_by_side(chapter):
    """The check says yes, the level says no: both are shown."""
    text, _ = chapter({"a1": {"level": 1}, "b1": {"level": 2}, "law-2": {"check": "yes"}})

    assert re.search(r"you answered yes, while “[^”]+” stands at level 1\. The rule needs level 3\.", text)


def test_a_report_without_the_law_says_nothing_legal(plan, pages_of):
    """No chapter, no outcome, no answers to checks."""
    answer = {"check": "no", "note": "Soms bellen we later."}

    def change(data):
        data["law"] = False
        data["answers"]["bki-4.2.1"] = answer

    text = " ".join(pages_of(plan(change)))

    assert "By your answers" not in text
    assert "The law" not in text
    assert "Soms bellen we later." not in text


def test_incomplete_rules_give_no_outcome(chapter):
    """While rules are missing an outcome would mislead: the report says so once and gives none."""
    _, report = chapter({"law-2": {"check": "no"}}, complete=False)

    assert report.count("follows in a later version") == 1
    assert "By your answers" not in report
    assert "not met" not in report.lower()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_rule_that_binds_stands_in_the_appendix(plan, agency, assessed, pages_of, language):
    """With its check, how it is met, by whom, since when, and that it was answered together with others."""
    assessment, questionnaire = assessed(agency, language)
    text = " ".join(pages_of(plan(agency, language)))
    appendix = text[text.rindex({"nl": "De wet, volgens uw antwoorden", "en": "The law, by your answers"}[language]) :]

    bound = [id_ for id_, verdict in assessment.law.norms.items() if verdict.verdict != "not_bound"]
    assert len(bound) > 80
    assert all(questionnaire.norms[id_].check in appendix for id_ in bound)
    assert "Iedereen heeft een diploma." in appendix
    assert {"nl": "12 oktober 2026", "en": "12 October 2026"}[language] in appendix
    assert {"nl": "Samen met andere regels", "en": "together with other rules"}[language] in appendix


@pytest.mark.parametrize("law", [True, False])
def test_the_summary_stays_one_page_with_the_law(plan, agency, pages_of, law):
    """The outcome stands beside the score, and the profile still starts on the next page."""

    def change(data):
        agency(data)
        data["law"] = law

    pages = pages_of(plan(change))
    number = next(n for n, page in enumerate(pages) if "Summary for the board" in page and n > 1)

    assert ("By your answers: not all duties are met." in pages[number]) is law
    assert "Per theme" in pages[number + 1]
    assert "What to do first" in pages[number]


def test_hostile_text_beside_a_rule_is_shown_and_never_obeyed(plan, agency, pages_of):
    """A note, a name, a reason and evidence that look like markup are text."""
    text = "</para><b>&amp; Юлия 😀 {customer} %s"

    def change(data):
        agency(data)
        data["answers"]["wki-13.1"] = {
            "check": "no",
            "note": f"how {text}",
            "by": f"who {text}",
            "evidence": [f"x {text}"],
        }
        data["answers"]["bki-2.2.1"] = {"not_applicable": f"why {text}" + " ¥" * 2000}

    shown = "".join("".join(pages_of(plan(change))).split())

    for place in ("how", "who", "x", "why"):
        assert "".join(f"{place}{text}".split()) in shown
    assert shown.count("¥") == 2 * 2000  # where it was set aside, and in the appendix
