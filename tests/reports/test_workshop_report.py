"""The report of a workshop: who was there, both votes, what was agreed with who dissents, what was left for later."""

import io
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest

from i18n.words import words_in
from model.votes import Agreement
from reports.workshop_report import agreement_in_words, workshop_report
from reports.workshop_words import DOT, dots, figures
from tests.reports.test_hostile_text import TEXTS
from tests.reports.workshops import workshop_minutes

ON = date(2026, 11, 22)


@pytest.fixture
def report(questionnaires):
    """The report of a workshop, as bytes."""

    def make(minutes=None, language="nl"):
        return workshop_report(minutes or workshop_minutes(), questionnaires[language], words_in(language), ON)

    return make


def test_it_tells_everything_of_a_workshop(report, pages_of):
    """Attendance, both rounds, what came of each question, dissent, actions and the parking lot."""
    text = " ".join(pages_of(report()))

    for said in (
        "Woonstichting Zuid", "20 november 2026", "Anoniem", "Finance 5", "Klantcontact 4", "Samen 12",
        "Stemming 1", "Stemming 2", "1. Heldere rekening Afgesproken 3 · Ingericht", "2. Toon Overgeslagen",
        "Gestemd, niet afgesproken", "Niet voorgelegd", "“Eerst”", "“Daarna”", "Akkoord", "Anders", "Notitie",
        "Waarom", "Actie", "Later (Heldere rekening)", "Nog iets", "Over 3 vragen",
    ):  # fmt: skip
        assert said in text, said
    assert f"{DOT * 5}" in text.replace(" ", "")


def test_the_english_report_has_no_dutch_words(report, pages_of):
    """But those that people typed."""
    text = " ".join(pages_of(report(language="en")))

    assert "Report of the workshop" in text
    assert "1. Clear bill Agreed 3 · Set up" in text
    for dutch in ("Stemming", "Niveau", "Mensen", "Overgeslagen"):
        assert dutch not in text


def test_names_stand_in_it_only_where_people_voted_by_name(report, pages_of):
    """The same votes, told both ways."""
    assert "Naam 3" in " ".join(pages_of(report(workshop_minutes(anonymous=False))))
    assert "Naam" not in " ".join(pages_of(report()))


@pytest.mark.parametrize("text", TEXTS)
def test_what_people_typed_is_shown_as_typed(report, pages_of, text):
    """In roles, names, reasons, notes, outcomes, actions, the parking lot and the organisation's name."""
    shown = "".join("".join(pages_of(report(workshop_minutes(f" {text}", anonymous=False)))).split())

    for place in ("Finance", "Naam3", "Eerst", "Notitie", "Akkoord", "Anders", "Waarom", "Actie", "Later",
                  "WoonstichtingZuid"):  # fmt: skip
        assert place + "".join(text.split()) in shown, place


def test_long_text_goes_over_pages_and_is_whole(report, pages_of):
    """Also in a table, and of one who never takes a breath."""
    shown = "".join("".join(pages_of(report(workshop_minutes(" woord" * 300 + " einde")))).split())

    assert shown.count("einde") >= 6
    assert report(workshop_minutes("x" * 2000))


def test_the_same_workshop_gives_the_same_bytes(report):
    """On the same day, in whatever order the database counts who came in."""
    minutes = workshop_minutes()
    people = dict(reversed(minutes.workshop.people.items()))

    assert report() == report()
    assert report(replace(minutes, workshop=replace(minutes.workshop, people=people))) == report(minutes)


def test_its_days_are_those_on_the_clock_of_this_machine(report, pages_of, monkeypatch):
    """As in the workbook and in the name of the file: half past eleven in the evening UTC is tomorrow here."""
    minutes = workshop_minutes()
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    told = pages_of(report(replace(minutes, workshop=replace(minutes.workshop, opened_at=late, closed_at=late))))[0]
    monkeypatch.undo()
    time.tzset()

    assert "Geopend op 21 november 2026 Gesloten op 21 november 2026" in told


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        (None, "Dit is niet te zeggen"),
        (Agreement(0.9, 0.85, 0.95, 6), "U zag de meeste vragen hetzelfde."),
        (Agreement(0.1, -0.2, 0.3, 6), "U zag de meeste vragen anders."),
        (Agreement(0.6, 0.45, 0.9, 6), "Sommige vragen zag u hetzelfde, andere niet."),
        (Agreement(0.43, -0.19, 1.0, 6), "Met zo weinig vragen is niet te zeggen hoe eensgezind u"),
    ],
)
def test_the_words_follow_the_whole_interval(agreement, said):
    """What the figure says is said no stronger than its interval allows."""
    words = agreement_in_words(agreement, words_in("nl"))

    assert words.startswith(said)
    assert agreement is None or f"{words_in('nl').number(agreement.value)}" in words


def test_it_says_what_changed_from_one_vote_to_the_next(report, pages_of):
    """With the numbers of both rounds; where there was one round, nothing changed."""
    text = " ".join(pages_of(report()))

    assert text.count("Van stemming 1 naar stemming 2 ging de mediaan van 3 naar 3,5, en de eensgezindheid van") == 1
    assert text.count("Van stemming") == 1


def test_a_workshop_that_goes_on_says_so(report, pages_of):
    """A report in between is not taken for the last one."""
    minutes = workshop_minutes()
    going_on = replace(minutes, workshop=replace(minutes.workshop, state="open", closed_at=None))

    assert "Gesloten op Nog niet gesloten" in pages_of(report(going_on))[0]
    assert "Nog niet gesloten" not in pages_of(report())[0]


def test_a_question_that_was_not_voted_on_takes_no_page_of_its_own(report):
    """Sixty of them stand under one another: ten pages with all the rest, and not twelve."""
    minutes = workshop_minutes()
    last = minutes.workshop.questions[-1]

    made = report(replace(minutes, workshop=replace(minutes.workshop, questions=(last,) * 60)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) <= 10


def test_what_rounds_to_nothing_is_nought():
    """A bound just below chance does not read as -0."""
    assert " 0 tot 0,6" in agreement_in_words(Agreement(0.3, -0.003, 0.6, 6), words_in("nl"))


def test_dots_stand_in_fives_and_end_somewhere():
    """The number always stands beside them."""
    assert dots(0) == "–"
    assert dots(7) == f"{DOT * 5} {DOT * 2} (7)"
    assert dots(200).count(DOT) == 40
    assert dots(200).endswith("… (200)")


def test_a_role_may_bear_the_name_of_our_own_rows(report, pages_of):
    """One called "Iedereen" or as the small roles together stands beside them, and takes no one's place."""
    minutes = workshop_minutes()
    [first, *others] = minutes.workshop.questions
    shown = first.rounds[0].shown
    of_all, of_pool = replace(shown.total, unknown=7), replace(shown.total, unknown=8)
    round_ = replace(
        first.rounds[0], shown=replace(shown, roles={"Iedereen": of_all, "Andere rollen": of_pool, "": of_pool})
    )
    questions = (replace(first, rounds=(round_,)), *others)

    text = " ".join(pages_of(report(replace(minutes, workshop=replace(minutes.workshop, questions=questions)))))

    assert text.count(dots(shown.total.unknown) + " Iedereen") == 1
    assert text.count(dots(7)) == 1
    assert text.count(dots(8)) == 2


def test_roles_that_people_typed_are_made_safe_where_they_are_shown():
    """By what the page gives for that; all else is our own text."""
    shown = workshop_minutes().workshop.questions[0].rounds[0].shown

    assert shown.difference is not None
    assert any("FINANCE" in line for line in figures(shown, words_in("nl"), str.upper))
    assert list(figures(replace(shown, median=None), words_in("nl"))) == ["Niemand koos een niveau."]
