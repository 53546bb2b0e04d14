"""The questionnaire on paper holds every question of its scope, to be ticked."""

import re

import pytest

from i18n.words import words_in
from model.wording import worded
from reports.blank_questionnaire import blank_questionnaire


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scope", ["quick", "core"])
def test_every_question_stands_with_its_levels(questionnaires, pages_of, language, scope):
    """Question, reason, five statements and who knows; questions outside the scope are left out."""
    questionnaire = worded(questionnaires[language], "huurder")
    text = " ".join(pages_of(blank_questionnaire(questionnaire, scope, words_in(language))))

    for id_, criterion in questionnaire.criteria.items():
        if id_ in questionnaire.scopes[scope]:
            assert f"{id_} {criterion.title}" in text
            for part in (criterion.question, criterion.why, *criterion.levels):
                assert " ".join(part.split()) in text
            for department in criterion.ask:
                assert questionnaire.departments[department] in text
        else:
            assert f"{id_} {criterion.title}" not in text


def test_each_question_warns_against_data_of_customers(questionnaires, pages_of):
    """Beside every place for a note it says that no customer's data belong there."""
    questionnaire = worded(questionnaires["nl"], "klant")
    text = " ".join(pages_of(blank_questionnaire(questionnaire, "core", words_in("nl"))))

    assert len(re.findall(r"\(geen gegevens van klanten\)", text)) == 30


def test_a_question_is_never_torn_over_two_pages(questionnaires, pages_of):
    """A question and its place for a note stand on one page."""
    questionnaire = worded(questionnaires["nl"], "klant")
    pages = pages_of(blank_questionnaire(questionnaire, "core", words_in("nl")))

    for page in pages[1:]:
        assert len(re.findall(r"\(geen gegevens van klanten\)", page)) == len(re.findall(r"Weet ik niet", page)) > 0


def test_the_same_questionnaire_gives_the_same_bytes(questionnaires):
    """No clock: a blank form is dated by its content."""
    made = [blank_questionnaire(questionnaires["en"], "quick", words_in("en")) for _ in range(2)]

    assert made[0] == made[1]
