"""The improvement plan says what the assessment says, in both languages, on the same bytes every time."""

import hashlib
import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from PIL import Image

from i18n.words import words_in
from model.loading import CONTENT
from model.report import ReportDetails
from pipeline import assess_by
from reports.improvement_plan import improvement_plan
from tests.closed_assessments import EARLIER, with_earlier_version

CHAPTERS = {
    "nl": [
        "Samenvatting voor het bestuur",
        "Profiel",
        "Waar u staat, en waarom",
        "De wet",
        "Het plan",
        "Bijlage: alle antwoorden",
    ],
    "en": [
        "Summary for the board",
        "Profile",
        "Where you stand, and why",
        "The law",
        "The plan",
        "Appendix: all answers",
    ],
}


def outline_of(pdf):
    """The titles of the bookmarks at the top."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return [item.title for item in outline.root]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_chapter_is_in_the_outline_and_in_the_contents(example_plans, pages_of, language):
    """A reader finds each chapter by bookmark and by the table of contents, with its page."""
    pdf = example_plans[language]
    outline, pages = outline_of(pdf), pages_of(pdf)

    assert outline[:6] == CHAPTERS[language]
    for title in CHAPTERS[language]:
        number = int(re.search(rf"{re.escape(title)} (\d+)", pages[1])[1])
        assert title in pages[number - 1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_and_action_is_told_in_the_readers_language(example_plans, assessed, pages_of, language):
    """Each criterion with the statement of its level, and each action of the plan, stands in the report."""
    text = " ".join(pages_of(example_plans[language]))
    assessment, questionnaire = assessed(language=language)

    for id_ in questionnaire.scopes["core"]:
        criterion, answer = questionnaire.criteria[id_], assessment.answers.answers[id_]
        assert criterion.question in text
        assert f"{criterion.title} ({id_})" in text
        if answer.level:
            assert criterion.levels[answer.level - 1] in text
    for entry in assessment.plan:
        assert entry.do in text


def test_the_cover_and_the_colophon_say_who_when_and_from_what(example_plans, assessed, pages_of):
    """Status, date, names and the content's digest are there; the date is in words."""
    pages = pages_of(example_plans["nl"])
    assessment, _ = assessed()

    for words in ("Concept", "22 november 2026", "Łukasz Żółć", "Şebnem Yılmaz", "Vertrouwelijk"):
        assert words in pages[0]
        assert words in pages[-1]
    assert assessment.digest in pages[-1].replace(" ", "")
    assert "geen juridisch advies" in pages[-1]


def test_a_final_report_says_so(plan, pages_of):
    """The status on the cover is the one that was chosen."""
    assert "Final" in pages_of(plan(status="final"))[0]


def test_a_closed_assessment_says_so_with_its_date(plan, pages_of, example_plans):
    """On the cover and in the colophon; an open one says nothing of it."""
    pages = pages_of(plan(lambda data: data.update(closed="2026-12-03"), "nl"))

    assert "Afgesloten op 3 december 2026" in " ".join(pages[0].split())
    assert "Afgesloten op 3 december 2026" in " ".join(pages[-1].split())
    assert not any("Afgesloten" in page for page in pages_of(example_plans["nl"]))


def test_answers_to_an_earlier_version_say_so(assessed, pages_of, example_plans):
    """On the cover and in the colophon, where the version of the questionnaire is today's."""
    assessment, questionnaire = assessed(language="nl")
    earlier = assessment.answers.model_copy(update={"version": EARLIER})
    found = assess_by(with_earlier_version(questionnaire), earlier)
    pages = pages_of(improvement_plan(found, questionnaire, ReportDetails(), words_in("nl")))
    line = f"Beantwoord met de vragen van versie {EARLIER}; hier geteld met die van versie 2026.1"

    assert line in pages[0]
    assert line in pages[-1]
    assert not any("hier geteld" in page for page in pages_of(example_plans["nl"]))


def test_the_contributions_add_up_to_the_score(example_plans, assessed, pages_of):
    """The levels beside the questions sum to exactly what the overall score divides."""
    overall = assessed()[0].maturity.overall
    parts = re.findall(r"Contributes (\d)/(\d+)", " ".join(pages_of(example_plans["en"])))

    assert {int(answered) for _, answered in parts} == {overall.answered}
    assert len(parts) == overall.answered
    assert sum(int(level) for level, _ in parts) / overall.answered == overall.score


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_summary_is_one_page(example_plans, pages_of, language):
    """The board's summary fills one page, the profile starts on the next."""
    pages = pages_of(example_plans[language])
    summary, profile = CHAPTERS[language][:2]

    number = next(n for n, page in enumerate(pages) if summary in page and n > 1)
    assert profile in pages[number + 1].split(".")[0]


def test_the_summary_stays_one_page_with_two_hundred_endless_actions(plan, pages_of):
    """However much was typed, what the board gets first is one page."""

    def change(data):
        own = {"do": "Lang " * 900, "effort_days": 1000, "owner": "W" * 5000, "start": "2026Q4"}
        data["plan"] = {"own": [own] * 200}
        data["answers"] = {}
        data["organisation"]["name"] = "W" * 5000

    pages = pages_of(plan(change))

    assert "Summary for the board" in pages[2]
    assert "Per theme" in pages[3]


def test_dropped_and_pulled_in_actions_are_marked(plan, assessed, pages_of):
    """What the user left out is listed, and what another action needs says why it is there."""

    def change(data):
        data["plan"] = {"actions": {"s1.1-3": {"dropped": True}}}
        data["answers"] = {"s1.1": {"level": 2, "target": 3}}
        data["answers"] |= {"s5.4": {"level": 3, "target": 4}, "s6.4": {"level": 2}}

    assessment, questionnaire = assessed(change)
    text = " ".join(pages_of(plan(change)))

    assert any(entry.pulled_in for entry in assessment.plan)
    assert "Added because another action needs it first." in text
    assert f"{questionnaire.criteria['s1.1'].title} (3 · Set up):" in text


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "0 of 30"),
        ({"not_applicable": "We have no customers in arrears."}, "No question applies to this organisation"),
        ({"level": 5}, "Nothing stands out"),
        ({"unknown": True}, "30 questions were answered with “I don't know”"),
    ],
)
def test_a_plan_can_be_made_of_any_answers(plan, questionnaires, pages_of, answers, says):
    """Nothing answered, nothing applicable, all at the top, nothing known: each gives a whole report."""

    def change(data):
        data["plan"] = {}
        data["answers"] = dict.fromkeys(questionnaires["nl"].scopes["core"], answers) if answers else {}

    pages = pages_of(plan(change))

    assert says in pages[2]
    assert "There are no actions" in " ".join(pages)


def test_the_same_input_gives_the_same_bytes(plan, example_plans):
    """Also in another process with other hash seeds, time zone and working directory."""
    code = (
        f"import sys; sys.path.insert(0, {str(CONTENT.parent)!r})\n"
        "import hashlib\n"
        "from model.loading import CONTENT, load\n"
        "from model.report import ReportDetails\nfrom model.submission import read_answers\n"
        "from model.wording import worded\nfrom pipeline import assess\nfrom i18n.words import words_in\n"
        "from reports.improvement_plan import improvement_plan\n"
        "q = load()['en']; path = CONTENT / 'social-collection' / 'example.yaml'\n"
        "file = read_answers(path.read_bytes(), path.name, q); q = worded(q, file.organisation.customer)\n"
        "pdf = improvement_plan(assess(q, file), q, ReportDetails(), words_in('en'))\n"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    environment = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd="/", check=True
    )

    assert hashlib.sha256(plan()).hexdigest() == other.stdout.strip()
    assert plan() != example_plans["en"], "other details give another report"


def test_reports_made_at_the_same_time_do_not_mix(plan):
    """Four people who press the button together each get their own report, the same as alone."""
    names = ["Łódź", "Юлия", "😀", "Zwolle"]

    def make(name):
        return plan(lambda data: data["organisation"].update(name=name))

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(make, names))

    assert together == [make(name) for name in names]


def test_the_file_is_dated_by_the_assessment_and_not_by_the_clock(example_plans):
    """Properties and metadata carry the day of the answers."""
    with pikepdf.open(io.BytesIO(example_plans["en"])) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")
        assert b"2026-11-22T00:00:00Z" in pdf.Root.Metadata.read_bytes()


def image(kind):
    """A small picture of this kind."""
    output = io.BytesIO()
    Image.new("RGB", (300, 100), "#884400").save(output, kind)
    return output.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_shown_with_its_words(plan, kind):
    """A logo stands on the cover and has a text alternative."""
    pdf = plan(logo=image(kind))

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages[0].get_images()) == 1
        figures = [str(o.Alt) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    assert "Logo of Voorbeeld Energie (fictief)" in figures


@pytest.mark.parametrize(
    "logo",
    [b"", b"no image", b"\x89PNG\r\n\x1a\nbroken", image("PNG")[:60], image("JPEG")[:200], b"<svg onload='x()'/>"],
)
def test_a_broken_logo_is_left_out(plan, logo):
    """What can't be read as a picture costs nothing but the picture."""
    assert plan(logo=logo) == plan()
