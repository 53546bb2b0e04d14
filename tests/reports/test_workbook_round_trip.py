"""What goes into a workbook comes out of it again."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from i18n.words import words_in
from model.answers import AnswersFile
from model.submission import check_answers, export_json
from model.wording import worded
from pipeline import assess
from reports.keyed_sheets import read_text, write
from reports.workbook import workbook
from reports.workbook_reading import read_workbook
from tests.answers_strategies import EXAMPLE, HOSTILE, QUESTIONNAIRE, QUESTIONNAIRES, answers_files


def made(file: AnswersFile, language: str = "nl") -> bytes:
    """The workbook of these answers."""
    questionnaire = worded(QUESTIONNAIRES[language], file.organisation.customer)
    return workbook(assess(questionnaire, file), questionnaire, words_in(language))


def file_with(**changes: object) -> AnswersFile:
    """The example with other data."""
    data = {**EXAMPLE.model_dump(mode="json", exclude_defaults=True), **changes}
    return check_answers(data, "changed", QUESTIONNAIRE)


def as_excel_saves_it(content: bytes) -> bytes:
    """The same workbook with its texts in a list of their own, where Excel keeps them."""
    strings: list[str] = []

    def shared(match: re.Match[str]) -> str:
        strings.append(match[2])
        return f'<c{match[1]} t="s"><v>{len(strings) - 1}</v></c>'

    source = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: source.read(name).decode() for name in source.namelist()}
    for name, part in parts.items():
        if name.startswith("xl/worksheets/"):
            filled = re.sub(
                r'<c((?: [rs]="[^"]*")*) t="inlineStr"\s*/>', r'<c\1 t="inlineStr"><is><t></t></is></c>', part
            )
            parts[name] = re.sub(
                r'<c((?: [rs]="[^"]*")*) t="inlineStr"><is><t[^>]*?(?:/>|>([^<]*)</t>)</is></c>',
                lambda match: shared(match) if match[2] is not None else match[0],
                filled,
            )
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in strings)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    )
    part_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part_type}"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, part in parts.items():
            target.writestr(name, part)
    assert len(strings) > 200
    return out.getvalue()


@settings(deadline=None, max_examples=60)
@given(answers_files)
def test_any_answers_come_back_as_they_were(file: AnswersFile) -> None:
    """Whatever was answered, noted or changed in the plan: the same answers and the same exported bytes come back."""
    back = read_workbook(made(file), "answers.xlsx", QUESTIONNAIRE)

    assert back == file
    assert export_json(back) == export_json(file)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_example_comes_back_from_either_language(language: str) -> None:
    """The labels are in one language, the answers are not."""
    assert read_workbook(made(EXAMPLE, language), "answers.xlsx", QUESTIONNAIRE) == EXAMPLE
    assert read_workbook(made(EXAMPLE, language), "answers.xlsx", QUESTIONNAIRES["en"]) == EXAMPLE


@pytest.mark.parametrize("save", [bytes, as_excel_saves_it], ids=["as we write it", "as Excel saves it"])
def test_hostile_text_comes_back_to_the_letter(save: Callable[[bytes], bytes]) -> None:
    """Notes, reasons, evidence, names and owners come back as typed, whatever a spreadsheet would make of them.

    One text does not come back from Excel: openpyxl drops x005F_ from the list of texts, wherever it stands.
    """
    texts = [text for text in HOSTILE if save is bytes or "x005F_" not in text]
    ids = list(QUESTIONNAIRE.criteria)
    answers = {
        ids[number % len(ids)]: {"not_applicable": text + "x", "note": text, "evidence": [text[:4999] + "x"] * 3}
        for half in (texts[:30], texts[30:])
        for number, text in enumerate(half)
    }
    notes = {f"{id_}": {"note": text} for id_, text in zip(ids, texts, strict=False)}
    names = [" ".join(text.split())[:5000] for text in texts if text.strip()]
    own = [{"do": text, "effort_days": 1, "owner": text} for text in names]
    changes = {f"{id_}-3": {"owner": name} for id_, name in zip(ids, names, strict=False)}
    for given_answers in (answers, notes):
        file = file_with(answers={k: cut(v) for k, v in given_answers.items()}, plan={"own": own, "actions": changes})

        assert read_workbook(save(made(file)), "a.xlsx", QUESTIONNAIRE) == file


def cut(answer: dict[str, object]) -> dict[str, object]:
    """The answer with its texts no longer than they may be."""
    return {key: value[:5000] if isinstance(value, str) else value for key, value in answer.items()}


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("_x005FDa41\n"), max_size=40))
def test_any_text_with_underscores_is_read_as_it_was(text: str) -> None:
    """What stands in a workbook for a written-out _x0041_ is read as exactly that."""
    cell = Cell(Workbook().create_sheet())

    write(cell, text)

    assert read_text(str(cell.value or "")) == text


def test_the_line_ends_of_excel_are_lines() -> None:
    """Excel writes the first half of a Windows line end out."""
    assert read_text("een_x000D_\ntwee\r\ndrie\rvier _x000D_") == "een\ntwee\ndrie\nvier _x000D_"


def test_fifty_long_pieces_of_evidence_come_back() -> None:
    """A quarter of a million characters do not fit in one cell, and are kept all the same."""
    file = file_with(
        answers={"s1.1": {"level": 1, "evidence": ["é" * 5000] * 50}, "s1.3": {"evidence": ["a", "b\nc", "d"]}}
    )

    assert read_workbook(made(file), "a.xlsx", QUESTIONNAIRE) == file


@pytest.mark.parametrize(
    "name", [text for text in HOSTILE if text.strip() and "\n" not in text and "\t" not in text][::4]
)
def test_a_hostile_name_comes_back_to_the_letter(name: str) -> None:
    """The organisation's name, which also stands above the sheets and in the properties, comes back as typed."""
    file = file_with(organisation={"name": name})

    assert read_workbook(made(file), "a.xlsx", QUESTIONNAIRE) == file


def test_answers_outside_the_scope_and_checks_of_norms_come_back() -> None:
    """A quick scan keeps the core answers that were given before, and the checks of the law."""
    asked = [id_ for id_, norm in QUESTIONNAIRE.norms.items() if norm.kind != "context"]
    norms = {
        id_: {"check": "partly", "note": "deels", "by": "Jo", "on": "2026-11-01", "in_bulk": True} for id_ in asked
    }
    answers = {"s1.1": {"level": 5}, **norms}
    file = file_with(scope="quick", law=False, answers=answers)

    assert "s1.1" not in QUESTIONNAIRE.scopes["quick"]
    assert read_workbook(made(file), "a.xlsx", QUESTIONNAIRE) == file


def test_an_empty_note_and_an_empty_change_come_back() -> None:
    """Empty is something else than absent, and stays so."""
    file = file_with(
        answers={"s1.1": {"note": ""}, "s1.3": {}},
        plan={"actions": {"s4.5-3": {}, "k1-5": {}, "bki-4.2.1": {"dropped": True}}},
    )

    assert export_json(read_workbook(made(file), "a.xlsx", QUESTIONNAIRE)) == export_json(file)


def test_a_quarter_that_was_computed_does_not_come_back_as_chosen() -> None:
    """The sheet shows when each action starts; only a start that the user set is the user's after reading back."""
    back = read_workbook(made(file_with(plan={})), "a.xlsx", QUESTIONNAIRE)

    assert back.plan.actions == {}


def test_the_same_answers_give_the_same_bytes() -> None:
    """Nothing of the moment of making is in the file."""
    first, second = made(EXAMPLE), made(EXAMPLE)

    assert first == second
    dates = {entry.date_time[:3] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert dates == {(1980, 1, 1)}
    assert b"2026-11-22T00:00:00Z" in zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml")


def test_other_answers_give_other_bytes() -> None:
    """One note more makes another file."""
    assert made(EXAMPLE) != made(file_with(answers={"s1.1": {"note": "x"}}))
