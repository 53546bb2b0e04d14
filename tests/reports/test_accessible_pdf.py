"""The PDFs can be read aloud: two checkers find no error, and the structure is what a listener needs."""

import io
import itertools
from datetime import date

import outloud
import pdfua
import pikepdf
import pytest

from i18n.words import words_in
from reports.blank_questionnaire import blank_questionnaire
from reports.sector_report import sector_report
from reports.workshop_report import workshop_report
from tests.releases import release
from tests.reports.workshops import workshop_minutes


def blank(questionnaires, language):
    """The blank questionnaire of the core set."""
    return blank_questionnaire(questionnaires[language], "core", words_in(language))


def workshop(questionnaires, language, text=""):
    """The report of a workshop; with text, by name."""
    minutes = workshop_minutes(text, anonymous=not text)
    return workshop_report(minutes, questionnaires[language], words_in(language), date(2026, 11, 22))


def sector(questionnaires, language, **changes):
    """The state of a fictional sector."""
    made = release(questionnaires[language], **changes)
    return sector_report(made, "0" * 64, questionnaires[language], words_in(language))


def hostile(data):
    """Changes the answers to text in other alphabets, with markup, over more than a page."""
    data["organisation"]["name"] = "Łódź <b> & </para> 😀 漢字"
    data["answers"]["s1.1"] = {"level": 1, "target": 5, "note": "Юлия\n" * 400, "evidence": ["https://example.org/x"]}


def empty(data):
    """Takes all answers out."""
    data["answers"], data["plan"] = {}, {}


def without_law(data):
    """Leaves the legal check out."""
    data["law"] = False


def hostile_record(data):
    """Describes how a rule is met in the same text, and by someone with that name."""
    hostile(data)
    note, name = "Юлия </para> <b>\n" * 250, "Łódź <b> & 😀 漢字"
    data["answers"]["wki-13.1"] = {
        "check": "yes",
        "note": note,
        "by": name,
        "evidence": ["https://example.org/x", "<i>"],
    }
    data["answers"]["bki-2.2.1"] = {"not_applicable": note}


@pytest.fixture(scope="module")
def documents(plan, plan_over_time, agency, record, example_plans, questionnaires):
    """The documents that are checked, by name."""
    return {
        "plan nl": example_plans["nl"],
        "plan en": example_plans["en"],
        "plan of hostile text": plan(hostile),
        "plan without answers": plan(empty),
        "plan of an agency": plan(agency),
        "plan without law": plan(without_law),
        "plan over time": plan_over_time(),
        "record nl": record(language="nl", approved_by="Şebnem Yılmaz"),
        "record en": record(),
        "record of hostile text": record(hostile_record, approved_by="<b> & 😀" * 40),
        "blank nl": blank(questionnaires, "nl"),
        "blank en": blank(questionnaires, "en"),
        "sector nl": sector(questionnaires, "nl"),
        "sector of hostile text": sector(questionnaires, "en", association="Łódź </para> <b> & 😀 漢字" * 20),
        "workshop nl": workshop(questionnaires, "nl"),
        "workshop of hostile text": workshop(questionnaires, "en", " Łódź </para> <b> & 😀 漢字" * 20),
    }


NAMES = [
    *("plan nl", "plan en", "plan of hostile text", "plan without answers", "blank nl", "blank en"),
    *("plan of an agency", "plan without law", "plan over time", "record nl", "record en", "record of hostile text"),
    *("workshop nl", "workshop of hostile text", "sector nl", "sector of hostile text"),
]


@pytest.mark.parametrize("name", NAMES)
def test_the_checkers_find_no_error(documents, tmp_path, name):
    """`pdfua` (PDF/UA-1) finds nothing at all, `outloud` no error, and both could read the file."""
    path = tmp_path / "report.pdf"
    path.write_bytes(documents[name])

    formal = pdfua.validate(path)
    aloud = outloud.check(str(path))

    assert [finding.message for finding in formal.findings] == []
    assert aloud.error is None or aloud.error == ""
    assert aloud.stats["tagged"]
    assert aloud.errors == 0, aloud


def test_the_checkers_would_notice(documents, tmp_path):
    """The same file without its structure tree fails both, so the test above can fail."""
    path = tmp_path / "report.pdf"
    with pikepdf.open(io.BytesIO(documents["plan en"])) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)

    assert pdfua.validate(path).findings
    assert outloud.check(str(path)).errors


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_embedded(documents, name):
    """No font is left to the reader's machine, not even one that no letter uses."""
    with pikepdf.open(io.BytesIO(documents[name])) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor, font.BaseFont


def elements(pdf):
    """Every structure element with its kind, from the top down."""

    def walk(element):
        if isinstance(element, pikepdf.Array):
            for kid in element:
                yield from walk(kid)
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            yield from walk(element.get("/K", pikepdf.Array()))

    return list(walk(pdf.Root.StructTreeRoot.K))


def kinds(kid):
    """The kinds of the elements right below one."""
    if isinstance(kid, pikepdf.Array):
        return [kind for one in kid for kind in kinds(one)]
    return [str(kid.S)] if isinstance(kid, pikepdf.Dictionary) and "/S" in kid else []


@pytest.mark.parametrize("name", NAMES)
def test_headings_descend_one_step_at_a_time(documents, name):
    """A listener who walks the headings misses no level, and the first is the title."""
    with pikepdf.open(io.BytesIO(documents[name])) as pdf:
        levels = [int(str(e.S)[2]) for e in elements(pdf) if str(e.S) in ("/H1", "/H2", "/H3")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_tables_are_regular_and_their_heads_say_what_they_head(documents, name):
    """Every row has as many cells as the first, also where a table runs over pages; heads are not told twice."""
    with pikepdf.open(io.BytesIO(documents[name])) as pdf:
        every = elements(pdf)
        tables = [e for e in every if e.S == "/Table"]
        assert tables
        for table in tables:
            rows = [kinds(row.K) for row in table.K]
            assert {len(row) for row in rows} == {len(rows[0])}
            assert all(row[0] == "/TH" for row in rows)
            assert sum("/TD" not in row for row in rows) <= 1
        assert all(e.A.Scope in ("/Row", "/Column") for e in every if e.S == "/TH")


def test_figures_have_words_and_a_place(documents):
    """Each chart says what it shows and where the same figures stand."""
    with pikepdf.open(io.BytesIO(documents["plan without law"])) as pdf:
        figures = [e for e in elements(pdf) if e.S == "/Figure"]

        assert len(figures) == 4
        assert all(len(str(figure.Alt)) > 30 for figure in figures)
        assert all(len(figure.A.BBox) == 4 for figure in figures)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("plan nl", "nl"),
        ("plan en", "en"),
        ("blank nl", "nl"),
        ("blank en", "en"),
        ("record nl", "nl"),
        ("record en", "en"),
    ],
)
def test_language_title_and_tab_order_are_set(documents, name, language):
    """A screen reader speaks the right language and shows the title; tabbing follows the structure."""
    with pikepdf.open(io.BytesIO(documents[name])) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert len(str(pdf.docinfo["/Title"])) > 15
        assert all(page.Tabs == "/S" for page in pdf.pages)
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
