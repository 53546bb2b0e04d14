"""Assessments and reports for these tests, made from the example that users can look at."""

import copy
import json

import pymupdf
import pytest

from i18n.words import words_in
from model.loading import CONTENT, load
from model.report import ReportDetails
from model.submission import check_answers, export_json, read_answers
from model.wording import worded
from pipeline import assess, trend
from reports.improvement_plan import improvement_plan
from reports.wki_record import wki_record
from tests.closed_assessments import EARLIER, closed, with_earlier_version

EXAMPLE = CONTENT / "social-collection" / "example.yaml"


@pytest.fixture(scope="session")
def questionnaires():
    """The questionnaire in every language."""
    return load()


@pytest.fixture(scope="session")
def example(questionnaires):
    """The example's answers file as plain data."""
    file = read_answers(EXAMPLE.read_bytes(), EXAMPLE.name, questionnaires["nl"])
    return json.loads(export_json(file))


@pytest.fixture(scope="session")
def assessed(questionnaires, example):
    """The example, changed by a function over its plain data, as assessment and questionnaire."""

    def make(change=lambda _: None, language="en"):
        data = copy.deepcopy(example)
        change(data)
        file = check_answers(data, "changed.json", questionnaires["nl"])
        questionnaire = worded(questionnaires[language], file.organisation.customer)
        return assess(questionnaire, file), questionnaire

    return make


@pytest.fixture(scope="session")
def plan(assessed):
    """The improvement plan of the example, changed by a function over its plain data."""

    def make(change=lambda _: None, language="en", **details):
        assessment, questionnaire = assessed(change, language)
        return improvement_plan(assessment, questionnaire, ReportDetails(**details), words_in(language))

    return make


@pytest.fixture(scope="session")
def plan_over_time(assessed):
    """The improvement plan of the example with assessments in these years before it, the first to another version."""

    def make(years=(2025, 2026), language="en", change=lambda _: None, before=lambda _id, level: max(1, level - 1)):
        assessment, questionnaire = assessed(change, language)
        content = with_earlier_version(questionnaire)
        versions = [EARLIER, *["2026.1"] * len(years)]
        milestones = [
            closed(content, assessment.answers, year, before, version)
            for year, version in zip(years, versions, strict=False)
        ]
        found = trend(content, milestones, assessment)
        return improvement_plan(assessment, questionnaire, ReportDetails(), words_in(language), found)

    return make


@pytest.fixture(scope="session")
def pages_of():
    """The text of each page, with line ends as blanks."""

    def read(pdf):
        with pymupdf.open(stream=pdf) as document:
            return [" ".join(page.get_text().split()) for page in document]

    return read


@pytest.fixture(scope="session")
def agency():
    """Changes the example into a collection agency: many duties, some answered each way."""

    def change(data):
        data["law"] = True
        data["organisation"] |= {"sector": "collection_agency", "collects_for_third_parties": True}
        data["answers"] |= {
            "wki-13.1": {"check": "yes", "note": "Iedereen heeft een diploma.", "by": "Hoofd", "on": "2026-10-12"},
            "wki-13.5a": {"check": "yes", "evidence": ["https://example.org/klachten.pdf"], "in_bulk": True},
            "bki-4.2.1": {"check": "no", "note": "Soms bellen we later."},
            "bki-4.2.2": {"check": "partly"},
            "bki-2.2.1": {"not_applicable": "Wij hebben geen medewerkers."},
            "rki-6.1": {"check": "unknown"},
            "avg-1": {"check": "no"},
            "cred-8": {"check": "no"},
        }

    return change


@pytest.fixture(scope="session")
def record(assessed, agency):
    """The record of the agency, changed by a function over its plain data."""

    def make(change=lambda _: None, language="en", **details):
        def both(data):
            agency(data)
            change(data)

        assessment, questionnaire = assessed(both, language)
        return wki_record(assessment, questionnaire, ReportDetails(**details), words_in(language))

    return make


@pytest.fixture(scope="session")
def example_plans(plan):
    """The example's plan per language, built once."""
    details = {"confidentiality": "Vertrouwelijk", "filled_in_by": "Łukasz Żółć", "approved_by": "Şebnem Yılmaz"}
    return {language: plan(language=language, **details) for language in ("nl", "en")}
