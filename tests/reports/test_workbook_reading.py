"""A filled-in or damaged workbook, read."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.drawing.image import Image as Picture
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as PictureFile

from i18n.words import words_in
from model.answers import AnswersFile
from model.errors import BadInput
from model.submission import check_answers
from model.wording import worded
from pipeline import assess
from reports.blank_workbook import blank_workbook
from reports.workbook import workbook
from reports.workbook_reading import read_workbook
from tests.answers_strategies import EXAMPLE, QUESTIONNAIRE, QUESTIONNAIRES

NL = worded(QUESTIONNAIRE, "klant")
FULL = workbook(assess(NL, EXAMPLE), NL, words_in("nl"))
BLANK = blank_workbook(NL, "core", words_in("nl"))
Change = Callable[[Book], Any]


def moment(day: str) -> datetime.datetime:
    """What a spreadsheet makes of a typed date."""
    return datetime.datetime.fromisoformat(day)


def sheet_of(book: Book, marker: str) -> Worksheet:
    """The sheet with this marker."""
    return next(sheet for sheet in book if sheet["A1"].value == f"peilstok:{marker}")


def fill(book: Book, marker: str, key: str, column: str, value: object) -> str:
    """Types a value into the cell of this row and column, and says which cell that is."""
    sheet = sheet_of(book, marker)
    row = next(cell.row for cell in sheet["A"] if cell.value == key)
    place = next(cell.column for cell in sheet[1] if cell.value == column)
    sheet.cell(row, place).value = value
    return sheet.cell(row, place).coordinate


def changed(content: bytes, *changes: Change) -> bytes:
    """The workbook after someone changed it in a spreadsheet program and saved it."""
    book = load_workbook(io.BytesIO(content))
    for change in changes:
        change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def answering(key: str, column: str, value: object) -> Change:
    """Fills in one cell of the answers."""
    return lambda book: fill(book, "answers", f"answers.{key}", column, value)


def profiling(key: str, value: object) -> Change:
    """Fills in one cell of the profile."""
    return lambda book: fill(book, "profile", key, "value", value)


def planning(key: str, column: str, value: object) -> Change:
    """Fills in one cell of the plan."""
    return lambda book: fill(book, "plan", f"plan.actions.{key}", column, value)


def sentences(content: bytes) -> list[str]:
    """What a person reads when this workbook is refused."""
    with pytest.raises(BadInput) as refused:
        read_workbook(content, "a.xlsx", QUESTIONNAIRE)
    return [str(mistake) for mistake in refused.value.mistakes]


def rewritten(content: bytes, **parts: bytes | None) -> bytes:
    """The workbook with some of its parts replaced, or left out."""
    source = zipfile.ZipFile(io.BytesIO(content))
    every = {name: source.read(name) for name in source.namelist()}
    every |= {name: part for name, part in parts.items() if part is not None}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in every.items():
            if parts.get(name, b"") is not None:
                target.writestr(name, part)
    return out.getvalue()


def part_of(content: bytes, name: str) -> bytes:
    """One part of a workbook."""
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def profile_part() -> str:
    """The name of the part that holds the sheet with the profile."""
    parts = [name for name in zipfile.ZipFile(io.BytesIO(FULL)).namelist() if name.startswith("xl/worksheets/sheet")]
    return next(name for name in parts if b"peilstok:profile" in part_of(FULL, name))


@pytest.mark.parametrize(("language", "yes"), [("nl", None), ("en", "yes")])
def test_a_blank_questionnaire_that_was_filled_in_is_read(language, yes):
    """What people fill in on the form is exactly what comes out, in either language."""
    content = blank_workbook(worded(QUESTIONNAIRES[language], "klant"), "core", words_in(language))
    label = yes or next(row[3] for row in load_workbook(io.BytesIO(content))["lists"].values if row[0] == "yes_no.true")

    file = read_workbook(
        changed(
            content,
            profiling("organisation.name", "Ons Bedrijf"),
            profiling("on", moment("2026-12-01")),
            profiling("organisation.has_staff", label),
            profiling("organisation.goes_to_court", False),
            profiling("organisation.sector", "energy"),
            answering("s1.1", "level", 3),
            answering("s1.1", "target", "4"),
            answering("s1.1", "note", "Regel 1\r\nRegel 2"),
            answering("s1.1", "evidence", "een \n\n twee"),
            answering("s1.3", "unknown", label),
            answering("k1", "not_applicable", "Wij rekenen geen kosten"),
            answering("k2", "note", 2026),
            answering("v1", "level", 2.0),
        ),
        "a.xlsx",
        QUESTIONNAIRE,
    )

    assert file == check_answers(
        {
            "questionnaire": "social-collection",
            "version": "2026.1",
            "scope": "core",
            "on": "2026-12-01",
            "organisation": {"name": "Ons Bedrijf", "has_staff": True, "goes_to_court": False, "sector": "energy"},
            "answers": {
                "s1.1": {"level": 3, "target": 4, "note": "Regel 1\nRegel 2", "evidence": ["een", "twee"]},
                "s1.3": {"unknown": True},
                "k1": {"not_applicable": "Wij rekenen geen kosten"},
                "k2": {"note": "2026"},
                "v1": {"level": 2},
            },
        },
        "expected",
        QUESTIONNAIRE,
    )


def checking(key: str, column: str, value: object) -> Change:
    """Fills in one cell of the checks of the law."""
    return lambda book: fill(book, "norms", f"answers.{key}", column, value)


def test_the_checks_of_a_blank_questionnaire_are_read():
    """How a norm is met, by whom, on which day and whether it was answered together with others."""
    content = blank_workbook(NL, "quick", words_in("nl"), law=True)

    file = read_workbook(
        changed(
            content,
            profiling("organisation.name", "Ons Bureau"),
            profiling("on", moment("2026-12-01")),
            checking("wki-13.1", "check", "ja"),
            checking("wki-13.1", "note", "Iedereen heeft een diploma."),
            checking("wki-13.1", "by", "Hoofd incasso"),
            checking("wki-13.1", "on", moment("2026-11-30")),
            checking("bki-4.2.1", "check", "Weet ik niet"),
            checking("bki-4.2.1", "on", "30-11-2026"),
            checking("bki-4.2.1", "in_bulk", "ja"),
            checking("bki-5.2", "by", "  "),
        ),
        "a.xlsx",
        QUESTIONNAIRE,
    )

    assert file.law
    assert {id_: answer.model_dump(exclude_defaults=True, mode="json") for id_, answer in file.answers.items()} == {
        "wki-13.1": {"check": "yes", "note": "Iedereen heeft een diploma.", "by": "Hoofd incasso", "on": "2026-11-30"},
        "bki-4.2.1": {"check": "unknown", "on": "2026-11-30", "in_bulk": True},
    }


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [("by", "Jan\nPiet", "more than one line"), ("on", "morgen", "that is no date"), ("in_bulk", "x", "choose one of")],
)
def test_a_wrong_cell_beside_a_check_is_one_mistake(column, value, says):
    """Names of one line, dates that exist, yes or no."""
    [found] = sentences(changed(FULL, checking("avg-1", column, value)))

    assert says in found


@pytest.mark.parametrize("typed", ["2026-12-01", "1-12-2026", " 01-12-2026 ", datetime.date(2026, 12, 1)])
def test_a_date_may_be_a_date_or_typed_text(typed):
    """The Dutch way of writing a date is taken as well as the international one."""
    content = changed(BLANK, profiling("organisation.name", "X"), profiling("on", typed))

    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE).on == datetime.date(2026, 12, 1)


def test_a_workbook_that_counts_days_from_1904_has_the_right_date():
    """Old workbooks from a Mac count from another day."""
    content = changed(
        BLANK,
        lambda book: setattr(book, "epoch", moment("1904-01-01")),
        profiling("organisation.name", "X"),
        profiling("on", moment("2026-12-01")),
    )

    assert b'date1904="1"' in part_of(content, "xl/workbook.xml")
    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE).on == datetime.date(2026, 12, 1)


def test_changes_in_the_plan_are_read():
    """Owner, start, status and "not in the plan" can be changed, and an action of one's own added."""

    def add_own(book):
        sheet = sheet_of(book, "plan")
        columns = {cell.value: cell.column for cell in sheet[1]}
        for key, value in {"do": "Zelf bedacht", "effort_days": 3, "owner": "Marit", "start": "2027Q3"}.items():
            sheet.cell(sheet.max_row, columns[key]).value = value

    departments = {row[2]: row[3] for row in load_workbook(io.BytesIO(FULL))["lists"].values if row[1] == "department"}
    content = changed(
        FULL,
        planning("s4.5-3", "owner", departments["it"]),
        planning("s1.3-4", "start", "2028Q1"),
        planning("s2.3-4", "dropped", True),
        planning("s6.3-2", "status", "open"),
        add_own,
    )

    plan = read_workbook(content, "a.xlsx", QUESTIONNAIRE).plan

    assert plan.actions["s4.5-3"].owner == "it"
    assert plan.actions["s4.5-3"].status == "started"
    assert plan.actions["s1.3-4"].model_dump(exclude_defaults=True) == {"start": "2028Q1"}
    assert plan.actions["s2.3-4"].dropped
    assert plan.actions["s6.3-2"].status == "open"
    assert plan.own[:-1] == EXAMPLE.plan.own
    assert plan.own[-1].model_dump(exclude_defaults=True) == {
        "do": "Zelf bedacht",
        "effort_days": 3,
        "owner": "Marit",
        "start": "2027Q3",
    }


def test_renamed_sheets_and_sorted_rows_are_read_all_the_same():
    """No label carries meaning: sheets may be renamed, rows moved, other sheets and columns added."""

    def shuffle(book):
        sheet = sheet_of(book, "answers")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), 4):
            for place, value in enumerate(row, 1):
                sheet.cell(number, place).value = value
        sheet.cell(5, sheet.max_column + 3).value = "Eigen aantekening"
        sheet.title = "Iets anders"
        book.create_sheet("Mijn blad")["A1"] = "=1+1"

    assert read_workbook(changed(FULL, shuffle), "a.xlsx", QUESTIONNAIRE) == EXAMPLE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (answering("s1.1", "level", 7), "cell E4: found 7; a whole number from 1 to 5 belongs here."),
        (answering("s1.1", "level", 0), "cell E4: found 0; a whole number from 1 to 5 belongs here."),
        (answering("s1.1", "level", 2.5), "cell E4: found 2.5; a whole number from 1 to 5 belongs here."),
        (answering("s1.1", "level", True), "cell E4: found true; a whole number from 1 to 5 belongs here."),
        (answering("s1.1", "level", "drie"), 'cell E4: found "drie"; a whole number from 1 to 5 belongs here.'),
        (answering("s1.1", "level", "²"), 'cell E4: found "²"; a whole number from 1 to 5 belongs here.'),
        (
            answering("s1.1", "level", moment("2026-01-03")),
            "cell E4: found 2026-01-03; a whole number from 1 to 5 belongs here.",
        ),
        (answering("s1.1", "level", "=1+2"), "cell E4: this is a formula (=1+2). Type the text or the number itself."),
        (
            answering("s1.1", "target", "=WEBSERVICE(1)"),
            "cell J4: this is a formula (=WEBSERVICE(1)). Type the text or the number itself.",
        ),
        (answering("s1.1", "note", "=1+1"), "cell K4: this is a formula (=1+1). Type the text or the number itself."),
        (answering("s1.1", "note", 2.5), "cell K4: found 2.5 where text belongs. Type an apostrophe (') before it."),
        (answering("s1.1", "note", True), "cell K4: found true where text belongs. Type an apostrophe (') before it."),
        (
            answering("s1.1", "note", moment("2026-01-03")),
            "cell K4: found 2026-01-03 where text belongs. Type an apostrophe (') before it.",
        ),
        (answering("s1.1", "assurance", "zeker"), 'cell M4: found "zeker"; choose one of: '),
        (answering("s1.1", "unknown", "misschien"), 'cell H4: found "misschien"; choose one of: '),
        (profiling("on", None), "cell C8: this cell is empty. Fill it in."),
        (profiling("on", True), "cell C8: found true; a date belongs here, such as 2026-11-22."),
        (profiling("organisation.name", "  "), "cell C9: this cell is empty. Fill it in."),
        (
            profiling("organisation.sector", "Ruimtevaart"),
            'cell C11: found "Ruimtevaart"; choose one of: Energie, Drinkwater,',
        ),
        (planning("s4.5-3", "status", "bijna"), 'found "bijna"; choose one of: '),
        (
            planning("s4.5-3", "as_written", "[1]"),
            "the hidden cell of this action was changed. Use the file that Peilstok made.",
        ),
        (
            planning("s4.5-3", "as_written", "{"),
            "the hidden cell of this action was changed. Use the file that Peilstok made.",
        ),
    ],
)
def test_a_mistake_in_a_cell_is_named_with_its_cell(change, sentence):
    """The sentence names the file, the sheet and the cell, and says what belongs there."""
    [found] = sentences(changed(FULL, change))

    assert found.startswith("a.xlsx, sheet ")
    assert sentence in found


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            answering("s1.1", "unknown", True),
            "a.xlsx: answers.s1.1 has more than one of level, unknown, not_applicable and check. Keep one.",
        ),
        (answering("s1.1", "note", "x" * 5001), "a.xlsx: answers.s1.1.note is too long; at most 5000 characters."),
        (profiling("on", "2026-02-30"), 'a.xlsx: on is "2026-02-30"; that is no date. Write it as 2026-11-22.'),
        (profiling("on", "vandaag"), 'a.xlsx: on is "vandaag"; that is no date. Write it as 2026-11-22.'),
        (
            profiling("on", moment("1999-01-01")),
            'a.xlsx: on is "1999-01-01"; the year must lie between 2000 and 2099.',
        ),
        (
            profiling("version", "2019.1"),
            'a.xlsx: version is "2019.1"; this installation has "2026.1". Use a file made for that.',
        ),
        (profiling("version", None), "a.xlsx: the key version is missing. Add it."),
        (
            planning("s4.5-3", "start", "volgend jaar"),
            'a.xlsx: plan.actions.s4.5-3.start is "volgend jaar"; that is no quarter. Write it as 2027Q1.',
        ),
    ],
)
def test_the_rules_of_an_answers_file_hold_for_a_workbook(change, sentence):
    """What no answers file may say, no workbook may say either."""
    assert sentences(changed(FULL, change)) == [sentence]


def test_another_version_is_the_only_thing_said_about_an_old_workbook():
    """Its other differences are no mistakes of whoever brings it."""
    content = changed(FULL, profiling("version", "2019.1"), answering("s1.1", "level", 9))

    assert len(sentences(content)) == 1


def test_blank_cells_and_blank_rows_are_no_answers():
    """A cell with only spaces was cleared by someone, not answered; a row without key and text is nothing."""
    content = changed(
        FULL,
        answering("s1.1", "level", "  "),
        answering("s1.1", "assurance", " "),
        answering("s1.1", "note", None),
        answering("s1.1", "target", None),
        lambda book: setattr(sheet_of(book, "profile")["C60"], "value", " "),
    )

    assert "s1.1" in EXAMPLE.answers
    with pytest.raises(BadInput, match="row 60: this row belongs to no question"):
        read_workbook(content, "a.xlsx", QUESTIONNAIRE)
    content = changed(content, lambda book: setattr(sheet_of(book, "profile")["C60"], "value", None))
    assert "s1.1" not in read_workbook(content, "a.xlsx", QUESTIONNAIRE).answers


def test_evidence_on_its_own_sheet_must_belong_to_an_answer():
    """A line added to the sheet with more evidence can't be guessed to belong to the row above."""
    file = file_with_long_evidence()
    content = workbook(assess(NL, file), NL, words_in("nl"))

    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE) == file
    [found] = sentences(changed(content, lambda book: setattr(sheet_of(book, "evidence")["C9"], "value", "Los")))
    assert "row 9: this row belongs to no question" in found


def file_with_long_evidence() -> AnswersFile:
    """The example with evidence of two lines."""
    data = EXAMPLE.model_dump(mode="json", exclude_defaults=True)
    data["answers"] = {"s1.1": {"level": 1, "evidence": ["een", "twee\nregels"]}}
    return check_answers(data, "long", QUESTIONNAIRE)


@pytest.mark.filterwarnings("ignore:Cell C8 is marked as a date")
def test_a_number_that_is_no_date_is_told_with_its_cell():
    """A cell made up as a date, with a number beyond all dates in it, is a mistake of that cell only."""
    name = profile_part()
    part = part_of(FULL, name)
    serial = b"<v>46348</v>"
    assert part.count(serial) == 1

    [found] = sentences(rewritten(FULL, **{name: part.replace(serial, b"<v>9999999999</v>")}))

    assert "cell C8: this is a formula (#VALUE!)." in found


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (b't="e"><v>#N/A</v>', "this is a formula (#N/A)."),
        (b'><f t="array" ref="C8">SUM(A1:A9)</f><v>6</v>', "this is a formula (=SUM(A1:A9))."),
        (b'><f t="shared" si="0" ref="C8:C9">A1+1</f>', "this is a formula (=A1+1)."),
        (b't="d"><v>12:30:00</v>', "found 12:30:00; a date belongs here"),
        (b"><v>0.5</v>", "found 0.5; a date belongs here"),
        (b"><v>1e400</v>", "found inf; a date belongs here"),
        (b"><v>12345678901234567</v>", "found 1.2345678901234568e+16; a date belongs here"),
        (b't="b"><v>1</v>', "found true; a date belongs here"),
    ],
)
def test_what_is_no_date_is_told_with_its_cell(cell, sentence):
    """Formulas of all kinds, errors, times and numbers are told as what they are."""
    name = profile_part()
    part = part_of(FULL, name)
    written = re.search(rb'<c r="C8"[^>]*><v>46348</v>', part)

    [found] = sentences(rewritten(FULL, **{name: part.replace(written[0], b'<c r="C8" ' + cell)}))

    assert f"cell C8: {sentence}" in found


def test_a_number_too_long_to_be_exact_is_no_text():
    """A spreadsheet keeps fifteen digits; a longer number typed as text would come back as another one."""
    [found] = sentences(changed(FULL, answering("s1.1", "note", 12345678901234567890)))

    assert "found 1.234567890123457e+19 where text belongs. Type an apostrophe (') before it." in found


def test_a_date_in_the_newer_notation_is_read():
    """Some programs write a date as text of its own kind instead of a number."""
    name = profile_part()
    part = part_of(FULL, name).replace(b't="n"><v>46348</v>', b't="d"><v>2026-12-24T00:00:00</v>')

    assert read_workbook(rewritten(FULL, **{name: part}), "a.xlsx", QUESTIONNAIRE).on == datetime.date(2026, 12, 24)


@pytest.mark.parametrize("broken", [False, True])
def test_a_picture_on_a_sheet_is_not_opened(broken):
    """A picture, whatever is in it, does not stop the reading."""
    png = io.BytesIO()
    PictureFile.new("RGB", (9, 9)).save(png, "PNG")
    content = changed(FULL, lambda book: sheet_of(book, "answers").add_image(Picture(png), "B5"))
    if broken:
        content = rewritten(content, **{"xl/media/image1.png": b"\x89PNG broken"})

    assert part_of(content, "xl/drawings/drawing1.xml")
    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE) == EXAMPLE


def test_a_rare_way_of_packing_is_refused():
    """Only the two ways of packing that workbooks use are unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("xl/workbook.xml", b"<a/>")

    assert sentences(out.getvalue()) == ["a.xlsx: this is no workbook (.xlsx), or it is damaged."]


def test_every_mistake_is_told():
    """Three wrong cells are three sentences."""
    content = changed(FULL, answering("s1.1", "level", 9), answering("s1.3", "level", 9), profiling("law", "soms"))

    assert len(sentences(content)) == 3


def remove(marker: str) -> Change:
    """Removes a sheet."""
    return lambda book: book.remove(sheet_of(book, marker))


def rekey(marker: str, old: str, new: str | None) -> Change:
    """Changes the hidden key of a row."""
    return lambda book: setattr(next(c for c in sheet_of(book, marker)["A"] if c.value == old), "value", new)


def drop_column(marker: str, key: str) -> Change:
    """Removes a column."""
    return lambda book: sheet_of(book, marker).delete_cols(
        next(c.column for c in sheet_of(book, marker)[1] if c.value == key)
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (remove("answers"), "this is no workbook of Peilstok, or a sheet of it is missing."),
        (remove("profile"), "this is no workbook of Peilstok, or a sheet of it is missing."),
        (remove("lists"), "this is no workbook of Peilstok, or a sheet of it is missing."),
        (lambda book: book.copy_worksheet(sheet_of(book, "answers")), "stands here twice. Remove the copy."),
        (drop_column("answers", "note"), "the hidden row 1 lacks note. Was a column removed?"),
        (drop_column("plan", "as_written"), "the hidden row 1 lacks as_written."),
        (rekey("answers", "answers.s1.1", None), "row 4: this row belongs to no question. Remove what stands in it."),
        (
            rekey("answers", "answers.s1.1", "answers.s1.3"),
            "row 5: this question stands here twice. Remove one of the two rows.",
        ),
        (
            rekey("answers", "answers.s1.1", "answers.s9.9"),
            "a.xlsx: s9.9 is no criterion or norm of this questionnaire.",
        ),
        (rekey("profile", "scope", "scope.x"), "this row belongs to no question."),
        (rekey("profile", "organisation.name", "organisation"), "this row belongs to no question."),
        (rekey("profile", "organisation.sector", "organisation.secotr"), "this row belongs to no question."),
        (rekey("plan", "plan.actions.s4.5-3", "plan.actions.s9.9-3"), "plan.actions names s9.9-3, which is no action."),
    ],
)
def test_a_workbook_out_of_shape_is_refused(change, sentence):
    """Sheets, columns and keys that are gone, doubled or unknown are told, never guessed."""
    assert any(sentence in found for found in sentences(changed(FULL, change)))


def bomb(name: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook of a few hundred kilobytes that unpacks to a hundred megabytes."""
    return rewritten(FULL, **{name: b"<a>" + b" " * 100_000_000 + b"</a>"})


def with_answers(part: bytes) -> bytes:
    """The workbook with another sheet of answers."""
    return rewritten(FULL, **{"xl/worksheets/sheet2.xml": part})


def with_rows(rows: bytes) -> bytes:
    """The workbook with other rows on the sheet of answers, which claims to have as many as there can be."""
    start = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    )
    return with_answers(start + b"<sheetData>" + rows + b"</sheetData></worksheet>")


def with_sheets(number: int) -> bytes:
    """The workbook with as many sheets more, which are all the first sheet of answers."""
    workbook_part = part_of(FULL, "xl/workbook.xml")
    sheet = re.search(rb"<sheet [^>]*Antwoorden[^>]*/>", workbook_part)[0]
    more = b"".join(sheet.replace(b"Antwoorden", b"%d" % n) for n in range(number))
    return rewritten(FULL, **{"xl/workbook.xml": workbook_part.replace(b"</sheets>", more + b"</sheets>")})


def claiming_less(content: bytes) -> bytes:
    """The workbook with a directory that claims that the styles are ten bytes."""
    start = content.index(b"xl/styles.xml", content.index(b"PK\x01\x02")) - 46
    return content[: start + 24] + (10).to_bytes(4, "little") + content[start + 28 :]


DTD = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (b"s1.1: {level: 3}", "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (b"PK\x03\x04" + b"\x00" * 100, "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (FULL[:-100], "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (FULL[: len(FULL) // 2], "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (
            b"\xd0\xcf\x11\xe0" + b"\x00" * 100,
            "a.xlsx: this is an old workbook (.xls) or it is locked with a password.",
        ),
        (b"PK" + b"\x00" * 50_000_000, "a.xlsx: the file is larger than 5 MB, which is the most that can be read."),
        (bomb(), "a.xlsx: unpacked, this workbook is too large to be a questionnaire."),
        (bomb("xl/styles.xml"), "a.xlsx: unpacked, this workbook is too large to be a questionnaire."),
        (bomb("xl/media/image1.png"), "a.xlsx: unpacked, this workbook is too large to be a questionnaire."),
        (
            rewritten(FULL, **{"xl/workbook.xml": DTD + part_of(FULL, "xl/workbook.xml")}),
            "a.xlsx: this workbook holds instructions",
        ),
        (rewritten(FULL, **{"docProps/core.xml": LAUGHS + b"<x>&b;</x>"}), "a.xlsx: this workbook holds instructions"),
        (
            rewritten(FULL, **{"xl/styles.xml": DTD.decode().encode("utf-16")}),
            "a.xlsx: this workbook holds instructions",
        ),
        (
            rewritten(FULL, **{"xl/styles.xml": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-'}),
            "a.xlsx: this workbook holds instructions",
        ),
        (
            rewritten(FULL, **{"xl/workbook.xml": None}),
            "a.xlsx: this workbook can't be read. Open it, save it as .xlsx and try again.",
        ),
        (rewritten(FULL, **{"[Content_Types].xml": None}), "a.xlsx: this workbook can't be read."),
        (rewritten(FULL, **{"xl/workbook.xml": b"<a><b></a>"}), "a.xlsx: this workbook can't be read."),
        (
            rewritten(FULL, **{"xl/workbook.xml": b"<b>" * 100_000 + b"</b>" * 100_000}),
            "a.xlsx: this workbook can't be read.",
        ),
        (with_answers(b"<a" + b"<b>" * 100_000), "a.xlsx: this workbook can't be read."),
        (with_answers(b"<b>" * 100_000 + b"</b>" * 100_000), "a.xlsx: this is no workbook of Peilstok"),
        (with_rows(b'<row><c r="A1"><v>abc</v></c></row>'), "a.xlsx: this workbook can't be read."),
        (with_rows(b'<row><c r="1A"><v>1</v></c></row>'), "a.xlsx: this workbook can't be read."),
        (with_rows(b'<row><c r="A1" t="s"><v>5</v></c></row>'), "a.xlsx: this workbook can't be read."),
        (with_rows(b'<row r="x"/>'), "a.xlsx: this workbook can't be read."),
        (with_rows(b"<row>" + b"<c/>" * 300_000 + b"</row>"), "a.xlsx: unpacked, this workbook is too large"),
        (with_rows(b'<row s="1" customFormat="1"/>' * 1_000_000), "a.xlsx: unpacked, this workbook is too large"),
        (with_sheets(30), "a.xlsx: unpacked, this workbook is too large"),
        (with_sheets(10), "a.xlsx: sheet 0 stands here twice."),
        (claiming_less(FULL), "a.xlsx: this is no workbook (.xlsx), or it is damaged."),
        (
            changed(FULL, remove("answers"), remove("profile"), remove("lists")),
            "a.xlsx: this is no workbook of Peilstok",
        ),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else str(len(value)),
)
def test_damaged_and_dangerous_files_are_refused_with_one_sentence(content, sentence):
    """Whatever is handed in, a person reads one sentence, and nothing is unfolded, fetched or half read."""
    [found] = sentences(content)

    assert found.startswith(sentence)


def test_an_empty_workbook_is_refused():
    """A workbook of someone else's is no questionnaire."""
    saved = io.BytesIO()
    Book().save(saved)

    assert sentences(saved.getvalue())[0].startswith("a.xlsx: this is no workbook of Peilstok")


def test_a_merged_range_of_all_cells_costs_nothing():
    """Instructions that make other readers run out of memory are not followed."""
    name = "xl/worksheets/sheet2.xml"
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    content = rewritten(FULL, **{name: part_of(FULL, name).replace(b"</worksheet>", merged)})

    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE) == EXAMPLE


@pytest.mark.parametrize(
    "last", [b'<row r="1048576" s="1"/>', b'<row r="999999999999"/>', b'<row r="40000" s="1"/>' * 90_000]
)
def test_rows_without_end_are_no_rows(last):
    """A sheet that says it has all rows and columns, with empty rows as far as a workbook goes and beyond, is read."""
    part = part_of(FULL, "xl/worksheets/sheet2.xml")
    hostile = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part)
    assert hostile != part
    cell = b'<row r="900"><c r="XFD900" t="inlineStr"><is><t>ver weg</t></is></c></row>'
    content = with_answers(hostile.replace(b"</sheetData>", cell + last + b"</sheetData>"))

    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE) == EXAMPLE


def test_a_damaged_part_that_holds_no_answers_does_not_matter():
    """The name of who made the file is not read."""
    content = rewritten(FULL, **{"docProps/core.xml": b"<a", "docProps/app.xml": None, "_rels/.rels": None})

    assert read_workbook(content, "a.xlsx", QUESTIONNAIRE) == EXAMPLE


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("damage", [b"", b"<a/>", b"x", slice(-40), slice(40, None), slice(0, None, 2)], ids=repr)
@pytest.mark.parametrize("name", zipfile.ZipFile(io.BytesIO(FULL)).namelist())
def test_a_damaged_part_never_ends_in_anything_but_a_sentence(name, damage):
    """Whichever part is empty, cut off or something else: it is read all the same or refused."""
    part = part_of(FULL, name)[damage] if isinstance(damage, slice) else damage

    found = outcome(rewritten(FULL, **{name: part}))

    assert found == "read" or found.startswith("a.xlsx")


def outcome(content: bytes) -> str:
    """Whether this workbook is read; else the sentences that people read."""
    try:
        read_workbook(content, "a.xlsx", QUESTIONNAIRE)
    except BadInput as refused:
        return str(refused)
    return "read"
