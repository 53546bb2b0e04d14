"""What people see in a workbook, read with openpyxl as any other program would."""

import io
import zipfile
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po
from openpyxl import load_workbook
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from i18n.words import CATALOGUES, words_in
from model.answers import AnswersFile
from model.submission import check_answers
from model.wording import worded
from pipeline import asked_norms, assess
from reports.blank_workbook import blank_workbook
from reports.workbook import workbook
from tests.answers_strategies import EXAMPLE, HOSTILE, QUESTIONNAIRE, QUESTIONNAIRES


def opened(file: AnswersFile = EXAMPLE, language: str = "nl") -> Book:
    """The workbook of these answers, opened."""
    questionnaire = worded(QUESTIONNAIRES[language], file.organisation.customer)
    return load_workbook(io.BytesIO(workbook(assess(questionnaire, file), questionnaire, words_in(language))))


def blank(scope: str = "core", language: str = "nl", *, law: bool = False) -> Book:
    """The blank questionnaire, opened."""
    questionnaire = worded(QUESTIONNAIRES[language], "klant")
    return load_workbook(io.BytesIO(blank_workbook(questionnaire, scope, words_in(language), law=law)))


def table(sheet: Worksheet) -> dict[str, dict[str, object]]:
    """The rows by key, their cells by column key."""
    keys = [cell.value for cell in sheet[1]]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return {str(row[0]): dict(zip(keys[1:], row[1:], strict=True)) for row in rows}


def file_with(**changes: object) -> AnswersFile:
    """The example with other data."""
    data = {**EXAMPLE.model_dump(mode="json", exclude_defaults=True), **changes}
    return check_answers(data, "changed", QUESTIONNAIRE)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("nl", "Scores|Antwoorden|Controlevragen wet|Uitkomst wet|Oordeel per regel|Plan|Profiel|Colofon|lists"),
        ("en", "Scores|Answers|Checks of the law|Legal outcome|Verdicts|Plan|Profile|Colophon|lists"),
    ],
)
def test_the_sheets_are_named_in_the_language(language, titles):
    """The workbook has its sheets in the order in which people read them; only the lists are hidden."""
    book = opened(language=language)

    assert "|".join(book.sheetnames) == titles
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == ["lists"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_titles_fit_a_workbook(language):
    """Every sheet there can be has a title that Excel takes."""
    file = file_with(law=True, answers={"s1.1": {"level": 1, "evidence": ["a\nb"]}})
    titles = [*opened(file, language).sheetnames, *blank(language=language, law=True).sheetnames]

    assert len(titles) == 10 + 5
    assert all(len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_the_scores_are_those_of_the_assessment_and_never_rounded_up():
    """Overall, each theme and each category stand there with one decimal, cut as on the page."""
    questionnaire = worded(QUESTIONNAIRE, "klant")
    assessment = assess(questionnaire, EXAMPLE)
    maturity = assessment.maturity
    assert maturity.overall
    almost = replace(maturity.overall, score=2.96, low=2.999, high=3.0)
    close = replace(assessment, maturity=replace(maturity, overall=almost))

    rows = table(load_workbook(io.BytesIO(workbook(close, questionnaire, words_in("nl"))))["Scores"])

    overall = rows["scores.overall"]
    assert (overall["score"], overall["low"], overall["high"]) == (2.9, 2.9, 3.0)
    assert overall["answered"] == maturity.overall.answered
    assert len(rows) == 1 + len(maturity.themes) + len(maturity.categories)
    assert rows["scores.themes.s1"]["name"] == "Voorkomen"


def test_every_criterion_of_the_scope_has_its_row_in_order():
    """A row for each criterion, answered or not, then those answered outside the scope."""
    file = file_with(scope="quick", answers={"s1.1": {"level": 3}})

    rows = table(opened(file)["Antwoorden"])

    assert list(rows) == [f"answers.{id_}" for id_ in (*QUESTIONNAIRE.scopes["quick"], "s1.1")]
    assert rows["answers.s1.1"]["counted"] == "nee"
    assert rows["answers.s1.3"]["counted"] == "ja"


def test_an_answer_stands_there_in_words():
    """Level with its name and statement, ambition, note, evidence on lines, assurance."""
    answer = {"level": 3, "target": 4, "note": "Let op", "evidence": ["a", "b"], "assurance": "reviewed"}

    row = table(opened(file_with(answers={"s1.3": answer, "w1": {"unknown": True}}))["Antwoorden"])["answers.s1.3"]

    assert (row["level"], row["level_name"], row["target"], row["note"]) == (3, "Ingericht", 4, "Let op")
    assert row["statement"] == worded(QUESTIONNAIRE, "klant").criteria["s1.3"].levels[2]
    assert row["evidence"] == "a\nb"
    assert row["assurance"] == "nagekeken"


def test_the_word_for_the_customer_is_the_organisations_own():
    """No placeholder is left, and a housing association reads about tenants."""
    book = opened(file_with(organisation={"name": "Thuis", "customer": "huurder"}))

    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert any("huurder" in text for text in texts)
    assert not any("{customer" in text.lower() for text in texts)


def test_the_plan_has_every_action_with_owner_and_quarters():
    """The plan's actions in order, the dropped ones, and a row for an action of one's own."""
    file = file_with(plan={"actions": {"s4.5-3": {"owner": "Marit", "start": "2027Q2"}, "s6.3-2": {"dropped": True}}})
    assessment = assess(worded(QUESTIONNAIRE, "klant"), file)

    rows = table(opened(file)["Plan"])

    assert [row["number"] for row in rows.values()][: len(assessment.plan)] == list(range(1, len(assessment.plan) + 1))
    changed = rows["plan.actions.s4.5-3"]
    assert (changed["owner"], changed["start"], changed["status"], changed["dropped"]) == (
        "Marit",
        "2027Q2",
        "open",
        "nee",
    )
    assert rows["plan.actions.s6.3-2"]["dropped"] == "ja"
    assert rows["plan.actions.s6.3-2"]["number"] is None
    assert set(QUESTIONNAIRE.departments.values()) >= {
        r["owner"] for k, r in rows.items() if k not in ("plan.actions.s4.5-3", "None")
    }


def test_the_colophon_says_what_it_was_made_with():
    """Version, digest, engine, date and how the score is computed."""
    texts = [row["text"] for row in table(opened()["Colofon"]).values()]

    assert {"2026.1", QUESTIONNAIRE.digest, "22 november 2026", QUESTIONNAIRE.wording_note} <= set(texts)
    assert any("gemiddelde" in str(text) for text in texts)


def test_the_colophon_says_when_it_was_closed():
    """With its date; of an open one nothing."""
    closed = {row["subject"]: row["text"] for row in table(opened(file_with(closed="2026-12-03"))["Colofon"]).values()}
    still_open = {row["subject"] for row in table(opened()["Colofon"]).values()}

    assert closed["Afgesloten op"] == "3 december 2026"
    assert closed.keys() - still_open == {"Afgesloten op"}


def test_norms_stand_on_a_sheet_of_their_own_when_the_law_is_part_of_it():
    """With the law, every norm that may bind this profile has a row, by topic; without, only those with an answer."""
    file = file_with(answers={"bki-4.2.1": {"check": "no"}})
    asked = asked_norms(QUESTIONNAIRE, file)
    assert "bki-4.2.1" not in asked  # an energy supplier; its answer is kept all the same
    rows = table(opened(file)["Controlevragen wet"])
    assert set(rows) == {f"answers.{id_}" for id_ in (*asked, "bki-4.2.1")}
    topics = [row["topic"] for row in rows.values()]
    assert topics == sorted(topics, key=list(QUESTIONNAIRE.topics.values()).index)
    rows = table(opened(file_with(law=False, answers={"bki-4.2.1": {"check": "no"}}))["Controlevragen wet"])
    assert [(key, row["check"]) for key, row in rows.items()] == [("answers.bki-4.2.1", "nee")]


def test_how_a_norm_is_met_stands_beside_its_answer():
    """By whom, on which day, and that it was answered together with others."""
    answer = {"check": "yes", "note": "Zo", "by": "Hoofd incasso", "on": "2026-10-12", "in_bulk": True}

    row = table(opened(file_with(answers={"avg-1": answer}))["Controlevragen wet"])["answers.avg-1"]

    assert (row["check"], row["note"], row["by"], row["in_bulk"]) == ("ja", "Zo", "Hoofd incasso", "ja")
    assert str(row["on"])[:10] == "2026-10-12"


def test_the_legal_outcome_and_every_verdict_have_their_sheets():
    """The outcome according to the answers with its counts, and per rule the verdict with what it rests on."""
    file = file_with(answers={"avg-2": {"check": "no"}, "nvvk-1": {"not_applicable": "Geen convenant"}})
    law = assess(worded(QUESTIONNAIRE, "klant"), file).law
    assert law

    book = opened(file)

    outcome = {str(row["subject"]): row["text"] for row in table(book["Uitkomst wet"]).values()}
    assert str(outcome["Uitkomst"]).startswith("Volgens uw antwoorden: niet")
    assert [outcome[name] for name in ("Voldaan", "Niet voldaan", "Niet te zeggen", "Geldt niet voor u")] == [
        str(law.counts[name]) for name in ("met", "not_met", "cannot_tell", "not_bound")
    ]
    verdicts = table(book["Oordeel per regel"])
    assert set(verdicts) == {f"verdicts.{id_}" for id_ in asked_norms(QUESTIONNAIRE, file)}
    assert verdicts["verdicts.avg-2"]["verdict"] == "Niet voldaan"
    assert str(verdicts["verdicts.avg-2"]["because"]).endswith("Nee.")
    assert verdicts["verdicts.avg-1"]["read_on"] == "niet nagelezen in de wet"


def test_nothing_legal_is_said_without_the_law():
    """Without the legal check and its answers there is no sheet about it."""
    titles = opened(file_with(law=False, answers={})).sheetnames

    assert not {"Controlevragen wet", "Uitkomst wet", "Oordeel per regel"} & set(titles)


def test_a_blank_questionnaire_has_the_checks_when_the_law_is_asked():
    """Every duty and practice with its check and nothing filled in."""
    rows = table(blank(law=True)["Controlevragen wet"])

    asked = {id_ for id_, norm in QUESTIONNAIRE.norms.items() if norm.kind != "context" and norm.valid_to is None}
    assert {key.removeprefix("answers.") for key in rows} == asked
    assert all(row["question"] for row in rows.values())
    assert {row[name] for row in rows.values() for name in ("check", "note", "by", "on", "in_bulk")} == {None}
    assert table(blank(law=True)["Profiel"])["law"]["value"] == "ja"
    assert "Controlevragen wet" not in blank().sheetnames


def test_no_text_of_a_person_becomes_a_formula_or_a_link():
    """Everything people typed is a text cell, protected against becoming a formula when someone edits it."""
    texts = [text for text in HOSTILE if text.strip()]
    owners = [" ".join(text.split()) for text in texts]
    answers = {
        id_: {"level": 1, "note": text, "evidence": [text]}
        for id_, text in zip(QUESTIONNAIRE.criteria, texts, strict=False)
    }
    reasons = {
        id_: {"not_applicable": text} for id_, text in zip(QUESTIONNAIRE.criteria, reversed(texts), strict=False)
    }
    own = [{"do": text, "effort_days": 1, "owner": owner} for text, owner in zip(texts, owners, strict=True)]
    for given, name in ((answers, "=1+1"), (reasons, "#N/A")):
        book = opened(file_with(organisation={"name": name}, answers=given, plan={"own": own}))

        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]

        assert {cell.data_type for cell in cells} == {"s"}
        risky = [cell for cell in cells if cell.value.startswith(("=", "+", "-", "@"))]
        assert len(risky) >= 10
        assert all(cell.quotePrefix for cell in risky)
        assert not any(cell.hyperlink for cell in cells)


def test_a_character_that_no_workbook_can_hold_does_not_stop_an_export():
    """Text that XML can't carry, which only content could bring in, is shown as a replacement character."""
    questionnaire = replace(QUESTIONNAIRE, wording_note="a\x00b\ud800c\x1fd")

    content = workbook(assess(questionnaire, EXAMPLE), questionnaire, words_in("nl"))

    texts = [row["text"] for row in table(load_workbook(io.BytesIO(content))["Colofon"]).values()]
    assert "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c\N{REPLACEMENT CHARACTER}d" in texts


@pytest.mark.parametrize("scope", ["quick", "core"])
def test_a_blank_questionnaire_shows_the_levels_and_holds_no_answers(scope):
    """Every criterion of the scope, with its five levels in full, and nothing filled in."""
    rows = table(blank(scope)["Antwoorden"])

    assert list(rows) == [f"answers.{id_}" for id_ in QUESTIONNAIRE.scopes[scope]]
    for key, row in rows.items():
        criterion = worded(QUESTIONNAIRE, "klant").criteria[key.removeprefix("answers.")]
        assert all(statement in str(row["levels"]) for statement in criterion.levels)
        assert {row[name] for name in ("level", "unknown", "not_applicable", "note", "evidence", "assurance")} == {None}


def test_a_blank_questionnaire_offers_what_can_be_chosen():
    """Levels, yes and no, sectors and sizes are drop-downs over exactly the values there are."""
    book = blank()
    lists = table(book["lists"])
    answers, profile = book["Antwoorden"], book["Profiel"]
    columns = {cell.value: cell.column_letter for cell in answers[1]}

    rules = {str(rule.sqref): rule.formula1 for rule in answers.data_validations.dataValidation if rule.type == "list"}
    facts = [rule.formula1 for rule in profile.data_validations.dataValidation if rule.type == "list"]

    assert rules[f"{columns['level']}4:{columns['level']}33"] == '"1,2,3,4,5"'
    sheet, cells = rules[f"{columns['unknown']}4:{columns['unknown']}33"].split("!")
    assert [cell.value for (cell,) in book[sheet][cells.replace("$", "")]] == ["ja", "nee"]
    sectors = [row["label"] for key, row in lists.items() if key.startswith("organisation.sector.")]
    offered = [[cell.value for (cell,) in book["lists"][rule.split("!")[1].replace("$", "")]] for rule in facts]
    assert sectors in offered
    assert len(facts) == len(QUESTIONNAIRE.profile.facts) + 2  # scope and the word for a customer


def test_a_blank_questionnaire_is_locked_but_for_what_is_to_be_filled_in():
    """Headers and questions can't be overwritten by accident; there is no password in the way."""
    sheet = blank()["Antwoorden"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    free = {key for key, column in columns.items() if not sheet.cell(4, column).protection.locked}

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert free == {"level", "unknown", "not_applicable", "target", "note", "evidence", "assurance"}
    assert sheet.freeze_panes == "C4"


def test_the_warning_against_personal_data_stands_beside_the_notes():
    """The header says it and the cell repeats it, in both workbooks."""
    for book in (opened(), blank()):
        sheet = book["Antwoorden"]
        column = {cell.value: cell.column_letter for cell in sheet[1]}["note"]
        prompts = [rule.prompt for rule in sheet.data_validations.dataValidation if str(rule.sqref).startswith(column)]

        assert "geen gegevens van klanten" in sheet[f"{column}3"].value
        assert "geen gegevens van klanten" in prompts[0]


def test_a_sheet_prints_on_paper():
    """Every sheet is as wide as the page, with its headers on each page."""
    for sheet in (*opened(), *blank()):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet["B3"].alignment.wrap_text


def test_nothing_in_the_file_points_outside():
    """No link, no connection, no macro: only the parts of a plain workbook."""
    questionnaire = worded(QUESTIONNAIRE, "klant")
    archive = zipfile.ZipFile(io.BytesIO(workbook(assess(questionnaire, EXAMPLE), questionnaire, words_in("nl"))))

    relations = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
    assert b"External" not in relations
    assert not [name for name in archive.namelist() if "vba" in name or "externalLink" in name or "connections" in name]


def test_every_dutch_sentence_keeps_its_places_for_values():
    """A translation has exactly the placeholders of its English key, so that filling it in can't fail."""
    for path in CATALOGUES.glob("nl*.po"):
        with path.open("rb") as source:
            for message in read_po(source):
                if message.id and isinstance(message.id, str) and message.string:
                    assert places(message.string) == places(message.id), message.id


def places(text: str) -> set[str]:
    """The names between braces."""
    return {part.split("}")[0] for part in text.split("{")[1:]}
