"""The workbook of a workshop, read with openpyxl as any other program would."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from i18n.words import words_in
from model.errors import BadInput
from model.votes import Vote
from model.wording import worded
from model.workshops import OnHold, Outcome, Question, Round, Setup, Workshop
from pipeline import draw, minutes
from reports.workbook_reading import read_workbook
from reports.workshop_workbook import workshop_workbook
from tests.answers_strategies import HOSTILE, QUESTIONNAIRE, QUESTIONNAIRES

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CLOSED = datetime(2026, 11, 20, 11, tzinfo=UTC)


def votes(finance, legal=(), **more):
    """Votes of people in two departments, each with a name; who did not know chose None."""
    chosen = [("Finance", level) for level in finance] + [("Legal", level) for level in legal]
    return [Vote(f"p{n}", role, level, name=f"Naam {n}", **more) for n, (role, level) in enumerate(chosen)]


def held(setup, *rounds, **more):
    """A question on which these votes were given round after round; a round of None was never shown."""
    before, told = None, []
    for number, cast in enumerate(rounds, 1):
        shown = draw(setup)(cast, before) if cast else None
        told.append(Round(number, AT, {"Finance": 77}, AT if cast else None, shown))
        before = cast
    return Question("s1.3", tuple(told), **more)


@pytest.fixture
def workshop():
    """A closed workshop on these questions, with what else is told of it."""

    def make(*questions, anonymous=True, **more):
        setup = Setup(roles=["Finance", "Legal", "IT"], anonymous=anonymous)
        made = Workshop("w", "a", setup, "closed", None, None, None, 9, AT, AT, CLOSED, {"Legal": 3, "Finance": 4},
                        questions, ())  # fmt: skip
        return replace(made, **more)

    return make


def written(workshop, language="nl", organisation="Voorbeeld Energie"):
    """The bytes of its workbook."""
    questionnaire = worded(QUESTIONNAIRES[language], "klant")
    return workshop_workbook(minutes(workshop, organisation), questionnaire, words_in(language))


def opened(*given, **more):
    """Its workbook, opened."""
    return load_workbook(io.BytesIO(written(*given, **more)))


def table(sheet):
    """The rows by key, their cells by column key."""
    keys = [cell.value for cell in sheet[1]]
    return {row[0]: dict(zip(keys[1:], row[1:], strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)}


SECRET, OPEN = Setup(roles=["Finance", "Legal"]), Setup(roles=["Finance", "Legal"], anonymous=False)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("nl", "Workshop|Aanwezig|Vragen|Cijfers per stemming|Stemmen|Redenen|Acties|Parkeerplaats"),
        ("en", "Workshop|Attendance|Questions|Figures per round|Votes|Reasons|Actions|Parking lot"),
    ],
)
def test_the_sheets_stand_there_in_the_language_also_of_an_empty_workshop(workshop, language, titles):
    """In the order in which people read them, with titles that Excel takes; every header has words."""
    book = opened(workshop(Question("s1.3")), language=language)

    assert "|".join(book.sheetnames) == titles
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in book.sheetnames)
    assert all(cell.value for sheet in book for cell in sheet[3][1:])


def test_the_first_sheet_tells_how_it_was_set_up_and_how_far_people_agreed(workshop):
    """The agreement as numbers, with its interval and how many questions it rests on."""
    questions = [replace(held(SECRET, votes([1, 1, 2, 5])), item=item) for item in ("s1.3", "s2.3", "s3.2")]
    made = workshop(*questions)
    agreement = minutes(made, "").agreement

    facts = {row["subject"]: row["text"] for row in table(opened(made)["Workshop"]).values()}

    assert facts["Organisatie"] == "Voorbeeld Energie"
    assert facts["Gesloten op"].startswith("20 november 2026")
    assert (facts["Mensen die meededen"], facts["Vragen"], facts["Hoe mensen stemden"]) == (7, 3, "Anoniem")
    assert facts["Overeenstemming over alle vragen (AC2 van Gwet)"] == round(agreement.value, 2)
    assert facts["Overeenstemming: minstens"] == round(agreement.low, 2)
    assert facts["Overeenstemming: hoogstens"] == round(agreement.high, 2)
    assert facts["Vragen waar de overeenstemming op rust"] == 3


def test_without_enough_votes_there_is_no_agreement(workshop):
    """And no figure that looks like one."""
    facts = {row["subject"]: row["text"] for row in table(opened(workshop(Question("s1.3")))["Workshop"]).values()}

    assert [text for subject, text in facts.items() if subject.startswith("Overeenstemming")] == [None] * 3


def test_who_was_there_stands_by_role(workshop):
    """As a role with how many people."""
    rows = table(opened(workshop())["Aanwezig"]).values()

    assert [(row["role"], row["people"]) for row in rows] == [("Finance", 4), ("Legal", 3)]


def test_a_row_for_each_question_says_what_the_group_made_of_it(workshop):
    """In order: agreed, skipped, voted without agreeing, a vote that was never shown, and not put."""
    agreed = Outcome(level=3, ambition=4, dissent="Legal ziet 5", agreed_by="Allen op één na")
    skipped = Outcome(level=None, skipped_because="Geen tijd")
    book = opened(
        workshop(
            held(SECRET, votes([3, 3]), outcome=agreed, notes="Lang gesprek"),
            replace(held(SECRET), item="s2.3", outcome=skipped),
            replace(held(SECRET, votes([1])), item="s3.2"),
            replace(held(SECRET, None), item="s1.1"),
            Question("k1"),
        )
    )

    rows = table(book["Vragen"])

    assert list(rows) == ["questions.s1.3", "questions.s2.3", "questions.s3.2", "questions.s1.1", "questions.k1"]
    assert [row["status"] for row in rows.values()] == [
        "Afgesproken", "Overgeslagen", "Gestemd, niet afgesproken", "Stemming niet getoond", "Niet voorgelegd",
    ]  # fmt: skip
    first = rows["questions.s1.3"]
    assert (first["id"], first["title"]) == ("s1.3", QUESTIONNAIRE.criteria["s1.3"].title)
    assert (first["level"], first["level_name"], first["ambition"]) == (3, "Ingericht", 4)
    assert (first["agreed_by"], first["dissent"], first["notes"]) == ("Allen op één na", "Legal ziet 5", "Lang gesprek")
    assert rows["questions.s2.3"]["skipped_because"] == "Geen tijd"
    assert rows["questions.s2.3"]["level"] is None


def test_a_row_for_each_question_round_role_and_level_says_how_many_chose_it(workshop):
    """Of both rounds, all people first; also where nobody chose it; together they are all votes."""
    first, second = votes([2, 2, 3], [4, 4, None]), votes([3, 3, 3], [3, 3, 3])
    rows = table(opened(workshop(held(SECRET, first, second)))["Stemmen"])

    counts = {(row["round"], row["group"], row["level_name"]): row["people"] for row in rows.values()}
    assert len(rows) == 2 * 3 * 6
    assert counts[1, "Iedereen", "Basis"] == counts[1, "Finance", "Basis"] == 2
    assert counts[1, "Legal", "Weet ik niet"] == 1
    assert counts[1, "Legal", "Voorloper"] == 0
    assert (rows["votes.s1.3.1.2.unknown"]["level"], rows["votes.s1.3.1.2.4"]["level"]) == (None, 4)
    assert [sum(n for (number, group, _), n in counts.items() if (number, group) == (1, who))
            for who in ("Iedereen", "Finance", "Legal")] == [6, 3, 3]  # fmt: skip


def test_the_figures_of_each_round_stand_beside_each_other(workshop):
    """Median, middle half, consensus, the roles that differ, and where people want to be: as they were shown."""
    question = held(SECRET, votes([2, 2, 3], [4, 4, 4, None], ambition=5), votes([3] * 3, [3] * 4))
    shown = question.rounds[0].shown

    rows = table(opened(workshop(question))["Cijfers per stemming"])

    first, second = rows["figures.s1.3.1"], rows["figures.s1.3.2"]
    assert (first["people"], first["unknown"], first["median"]) == (7, 1, shown.median)
    assert (first["low"], first["high"]) == shown.middle_half
    assert first["consensus"] == round(shown.consensus, 2)
    apart = [first[name] for name in ("lower", "lower_median", "higher", "higher_median")]
    assert apart == ["Finance", 2, "Legal", 4]
    assert (first["ambition"], first["ambitions"]) == (5, 7)
    assert (second["median"], second["consensus"], second["lower"], second["ambition"]) == (3, 1, None, None)


def test_how_many_said_where_they_want_to_be_stands_only_beside_what_they_said(workshop):
    """Where so few said it that the room did not see it, the file does not tell how few."""
    cast = [replace(vote, ambition=5 if place < 2 else None) for place, vote in enumerate(votes([2, 2, 3], [4, 4, 4]))]

    [row] = table(opened(workshop(held(SECRET, cast)))["Cijfers per stemming"]).values()

    assert (row["ambition"], row["ambitions"]) == (None, None)


def test_roles_stand_only_where_the_room_saw_them(workshop):
    """Small roles share a pool or none shows, and how many of a role voted is nowhere."""
    made = workshop(held(SECRET, votes([2, 2, 3, 3], [4])))
    groups = [row["group"] for row in table(opened(made)["Stemmen"]).values()]
    pooled = held(SECRET, [*votes([2, 2, 3]), *(Vote(f"q{n}", f"rol {n}", 1) for n in range(3))])

    assert set(groups) == {"Iedereen"}
    assert 77 not in [cell.value for sheet in opened(made) for row in sheet.iter_rows() for cell in row]
    shown = {row["group"] for row in table(opened(workshop(pooled))["Stemmen"]).values()}
    assert shown == {"Iedereen", "Finance", "Andere rollen"}


def test_a_round_that_was_never_shown_is_not_in_it(workshop):
    """Not even as a row."""
    book = opened(workshop(held(SECRET, votes([2, 2]), None)))

    assert {row["round"] for row in table(book["Stemmen"]).values()} == {1}
    assert list(table(book["Cijfers per stemming"])) == ["figures.s1.3.1"]


def test_reasons_of_an_anonymous_workshop_tell_nothing_of_who_gave_them(workshop):
    """No level, no role and no name, not even as a column."""
    made = workshop(held(SECRET, votes([2, 2, 3], [4, 4, 4], reason="Omdat")))
    sheet = opened(made)["Redenen"]

    assert [cell.value for cell in sheet[1]][1:] == ["id", "title", "round", "reason"]
    assert [row["reason"] for row in table(sheet).values()] == ["Omdat"] * 6
    texts = [str(cell.value) for one in opened(made) for row in one.iter_rows() for cell in row]
    assert not any("Naam" in text for text in texts if text != "Naam van het niveau")


def test_reasons_of_a_workshop_by_name_say_who_gave_them(workshop):
    """With level, role and name; who did not know is said so."""
    rows = table(
        opened(workshop(held(OPEN, votes([None, 2], [4], reason="Omdat")), anonymous=False))["Redenen"]
    ).values()

    assert [(row["level"], row["level_name"], row["role"], row["name"]) for row in rows] == [
        (None, "Weet ik niet", "Finance", "Naam 0"), (2, "Basis", "Finance", "Naam 1"),
        (4, "Geborgd", "Legal", "Naam 2"),
    ]  # fmt: skip


def test_actions_and_the_parking_lot_stand_with_the_question_they_came_up_at(workshop):
    """What was parked at no question has none."""
    parked = (OnHold("1", "s1.3", "De brief"), OnHold("2", None, "De koffie"))
    book = opened(workshop(held(SECRET, actions=("Bel eerst", "Schrijf daarna")), parked=parked))

    assert [(row["id"], row["action"]) for row in table(book["Acties"]).values()] == [
        ("s1.3", "Bel eerst"), ("s1.3", "Schrijf daarna")
    ]  # fmt: skip
    assert [(row["id"], row["text"]) for row in table(book["Parkeerplaats"]).values()] == [
        ("s1.3", "De brief"), (None, "De koffie")
    ]  # fmt: skip


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()])
def test_no_text_of_a_person_becomes_a_formula_or_a_link(workshop, text):
    """In every place where people type: a text cell, protected against becoming a formula when someone edits it."""
    cast = [Vote(f"p{n}", text, 2, reason=text, name=text) for n in range(3)]
    outcome = Outcome(level=2, dissent=text, agreed_by=text, skipped_because=text)
    question = held(OPEN, cast, outcome=outcome, notes=text, actions=(text,))
    made = workshop(question, anonymous=False, people={text: 3}, parked=(OnHold("1", "s1.3", text),))

    book = opened(made, organisation=text)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    risky = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
    assert all(cell.quotePrefix for cell in risky)
    if text.startswith(("=", "+", "-", "@")):
        assert len(risky) >= 10


def test_the_same_workshop_gives_the_same_bytes_and_another_does_not(workshop):
    """At any moment."""
    made = workshop(held(SECRET, votes([1, 2])))

    assert written(made) == written(made)
    assert written(made) != written(replace(made, people={"Finance": 5}))


def test_it_is_not_taken_for_answers(workshop):
    """Who imports it is told that this is another workbook."""
    with pytest.raises(BadInput, match=r"no workbook of Peilstok"):
        read_workbook(written(workshop()), "workshop.xlsx", QUESTIONNAIRE)
