"""What answers, changes of a plan and covers of a report may hold, also when our own code makes them."""

from datetime import date

import pytest
from pydantic import ValidationError

from model.answers import ActionChange, Answer, AnswersFile, Organisation
from model.checking import shape
from model.errors import BadInput
from model.report import MAXIMUM_LOGO_BYTES, ReportDetails


def a_file(on):
    """An answers file of this day."""
    return AnswersFile(
        questionnaire="social-collection", version="test", scope="core", on=on, organisation=Organisation(name="Test")
    )


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2026, 11, 22), date(2099, 12, 31)])
def test_a_day_of_this_century_is_taken(day):
    """The first and the last day too."""
    assert a_file(day).on == day


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1), date(9999, 12, 31)])
def test_a_day_of_another_century_is_refused(day):
    """A roadmap that begins in the year 9999 runs out of years."""
    with pytest.raises(ValidationError, match="year"):
        a_file(day)


@pytest.mark.parametrize(
    ("quarter", "kind"),
    [
        ("2027Q5", "quarter"),
        ("2027Q0", "quarter"),
        ("27Q1", "quarter"),
        ("2027q1", "quarter"),
        ("2027Q1 ", "quarter"),
        ("9999Q4", "year"),
        ("1999Q4", "year"),
        ("2100Q1", "year"),
    ],
)
def test_a_quarter_that_is_none_is_refused(quarter, kind):
    """A start is a quarter of this century."""
    with pytest.raises(ValidationError, match=kind):
        ActionChange(start=quarter)


def test_a_quarter_is_taken():
    """As 2027Q1."""
    assert [ActionChange(start=quarter).start for quarter in ("2000Q1", "2099Q4")] == ["2000Q1", "2099Q4"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(), False),
        (Answer(target=4, note="Nog niet", evidence=["x"]), False),
        (Answer(level=1), True),
        (Answer(unknown=True), True),
        (Answer(not_applicable="Nooit"), True),
        (Answer(check="unknown"), True),
    ],
)
def test_only_a_state_makes_an_answer(answer, expected):
    """A target or a note alone leaves the question open; "I don't know" is an answer."""
    assert answer.is_given is expected


def test_the_facts_of_an_organisation_stand_beside_its_name():
    """Whatever the profile asks; the name and the word for the customer are no facts."""
    organisation = Organisation(name="Test", customer="huurder", sector="energy", has_staff=True)

    assert organisation.facts == {"sector": "energy", "has_staff": True}
    assert Organisation(name="Test").facts == {}


def test_the_words_on_the_cover_are_text_of_limited_size():
    """Nothing is needed; a control character and a logo that is too large are refused."""
    assert ReportDetails().status == "draft"
    with pytest.raises(ValidationError, match="control_character"):
        ReportDetails(filled_in_by="A\x00")
    with pytest.raises(ValidationError, match="logo"):
        ReportDetails(logo=b"x" * (MAXIMUM_LOGO_BYTES + 1))


def test_a_kind_of_value_without_a_sentence_of_its_own_still_gets_one():
    """A number where a picture belongs: the sentence names key and value."""
    with pytest.raises(BadInput) as caught:
        shape(ReportDetails, {"logo": 3}, "cover", BadInput)

    assert str(caught.value) == "cover: logo is 3, which is not allowed here."


REVIEWED = Answer(level=3, assurance="reviewed", evidence=["Map 3"])


@pytest.mark.parametrize(
    ("before", "answer", "assurance"),
    [
        (REVIEWED, REVIEWED, "reviewed"),
        (REVIEWED, Answer(level=3, assurance="reviewed", target=5, note="Nieuw"), "reviewed"),
        (REVIEWED, Answer(level=4, assurance="reviewed"), "stated"),
        (REVIEWED, Answer(level=4, assurance="reviewed", evidence=["Map 3"]), "evidenced"),
        (REVIEWED, Answer(unknown=True, assurance="reviewed"), "stated"),
        (REVIEWED, Answer(not_applicable="Nee", assurance="reviewed"), "stated"),
        (REVIEWED, Answer(level=3, assurance="stated"), "stated"),
        (Answer(check="yes", assurance="reviewed"), Answer(check="no", assurance="reviewed"), "stated"),
        (Answer(check="yes", assurance="reviewed"), Answer(check="yes", assurance="reviewed", by="Jan"), "reviewed"),
        (
            Answer(not_applicable="A", assurance="reviewed"),
            Answer(not_applicable="B", assurance="reviewed"),
            "stated",
        ),
        (Answer(), REVIEWED, "evidenced"),
        (Answer(level=3), Answer(level=3, assurance="reviewed"), "stated"),
        (Answer(level=3), Answer(level=4, evidence=["Map 3"]), "stated"),
        (Answer(level=3), Answer(level=4, assurance="evidenced"), "evidenced"),
    ],
)
def test_a_review_is_of_what_was_reviewed(before, answer, assurance):
    """Who answers can keep the mark of a reviewer and never give it; all else stays as it was given."""
    given = answer.after(before)

    assert given.assurance == assurance
    assert given.changed_since(answer) in ((), ("assurance",))


def test_what_changed_between_two_answers_is_named():
    """Every key that differs, in the order of the file."""
    before, after = Answer(level=2, note="Ja"), Answer(unknown=True, note="Ja", evidence=["Map 3"])

    assert after.changed_since(before) == ("level", "unknown", "evidence")
    assert after.changed_since(after) == ()
