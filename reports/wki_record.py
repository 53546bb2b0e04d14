"""The written record of Wki 13, sixth paragraph: per rule how it is met, by whom, with what evidence, and when."""

from collections.abc import Mapping, Sequence

from i18n.words import Words
from model.assessment import Assessment
from model.questionnaire import Questionnaire
from model.report import ReportDetails
from reports import style
from reports.flowables import WritingLines
from reports.metadata import DocumentDetails
from reports.pages import RunningLines, build
from reports.record_entries import RecordEntry, record_entries
from reports.report import Report
from reports.story import Column, Story
from reports.texts import shorten

LONGEST = 300
LABELS = 150.0
SIGNING = 260.0


def wki_record(assessment: Assessment, questionnaire: Questionnaire, details: ReportDetails, words: Words) -> bytes:
    """The record as a tagged PDF to sign; the same input gives the same bytes.

    :raises BadInput: the organisation does not collect for others, or the assessment is without the law.
    """
    report = Report(assessment, questionnaire, details, words)
    topics = record_entries(assessment, questionnaire)
    story = Story()
    story.first_page("page")
    _write_front(story, report, topics)
    for topic, entries in topics.items():
        _write_topic(story, report, questionnaire.topics[topic], entries)
    _write_signature(story, report)
    _ = words.gettext
    name, title = shorten(report.organisation, 120), record_title(words)
    lines = RunningLines(
        above_left=report.organisation,
        above_right=details.confidentiality,
        below_left=f"{title} · {report.status}",
        page_of=_("Page {page} of {pages}"),
    )
    return build(story, DocumentDetails(f"{title} – {name}", words.language, assessment.answers.on, name), lines)


def record_title(words: Words) -> str:
    """What the record is called."""
    return words.gettext("Record under article 13(6) of the Wki")


def what_it_is(words: Words) -> list[str]:
    """What a reader must know of the record."""
    _ = words.gettext
    return [
        _(
            "The Wki asks everyone who collects for others to write down how the work follows article 13, first to "
            "fifth paragraph. This record does so rule by rule, with what the Bki and the Rki add."
        ),
        _("Everything stands here according to your own answers. It is a self-assessment and no legal advice."),
    ]


def record_facts(report: Report) -> list[tuple[str, str]]:
    """What the record was made from, as name and value; what is empty is left out."""
    words, _ = report.words, report.words.gettext
    facts = [
        *report.identity,
        (_("State of the law that was read"), words.month(report.questionnaire.law_read_on)),
        (_("Digest of the content"), report.assessment.digest),
    ]
    return [(label, value) for label, value in facts if value.strip()]


def count_described(topics: Mapping[str, Sequence[RecordEntry]]) -> tuple[int, int]:
    """How many rules are described, and how many there are."""
    entries = [entry for of_topic in topics.values() for entry in of_topic]
    return sum(bool(entry.how) for entry in entries), len(entries)


def _write_front(story: Story, report: Report, topics: Mapping[str, Sequence[RecordEntry]]) -> None:
    words, _ = report.words, report.words.gettext
    story.heading(1, record_title(words))
    story.text(report.organisation, style.LEAD_STRONG)
    described, count = count_described(topics)
    text = words.ngettext(
        "{described} of {count} rule is described.", "{described} of {count} rules are described.", count
    )
    story.text(text.format(described=described, count=count), style.LEAD)
    for sentence in what_it_is(words):
        story.text(sentence)
    columns = [Column(_("What"), LABELS), Column(_("Value"), style.TEXT_WIDTH - LABELS)]
    facts = [(label, shorten(value, LONGEST)) for label, value in record_facts(report)]
    story.table(columns, facts, headed=False)
    story.heading(2, _("Per topic"))
    columns = [
        Column(_("Topic"), style.TEXT_WIDTH - 160),
        Column(_("Rules"), 80, number=True),
        Column(_("Described"), 80, number=True),
    ]
    rows = [
        (report.questionnaire.topics[topic], str(len(entries)), str(sum(bool(entry.how) for entry in entries)))
        for topic, entries in topics.items()
    ]
    story.table(columns, rows)


def _write_topic(story: Story, report: Report, title: str, entries: Sequence[RecordEntry]) -> None:
    story.room(190)
    story.heading(2, title)
    for entry in entries:
        _write_entry(story, report, entry)


def _write_entry(story: Story, report: Report, entry: RecordEntry) -> None:
    words, _ = report.words, report.words.gettext
    judged, answer = entry.judged, entry.judged.answer
    story.room(105)
    story.heading(3, " · ".join([report.questionnaire.cite(judged.norm), *report.law.marks(judged.norm)]), listed=False)
    story.text(judged.norm.text, style.SMALL)
    verdict = _("Not applicable") if judged.is_set_aside else words.verdict(judged.verdict.verdict)
    story.text(verdict, style.SMALL, lead=_("According to your answers:"))
    if answer.in_bulk:
        story.text(_("Answered together with other rules, not one by one."), style.SMALL)
    if entry.how:
        story.text(entry.how, lead=_("Reason:") if judged.is_set_aside else _("How:"))
    else:
        story.text(_("Not yet described."), style.MISSING, lead=_("How:"))
    absent = _("Not filled in.") if entry.how and not judged.is_set_aside else ""
    for lead, value in (
        (_("By whom:"), answer.by or ""),
        (_("Written on:"), words.date(answer.on) if answer.on else ""),
    ):
        if value or absent:
            story.text(value or absent, style.SMALL, lead=lead)
    story.named_bullets(_("Evidence:"), answer.evidence)
    if absent and not answer.evidence:
        story.text(absent, style.SMALL, lead=_("Evidence:"))
    story.space(4)


def _write_signature(story: Story, report: Report) -> None:
    """Lines to fill in by hand; the name of who approved it stands above its line."""
    _ = report.words.gettext
    story.room(SIGNING)
    story.heading(2, _("Signature"))
    story.text(_("I have read this record. It says how we work."))
    approved_by = report.details.approved_by
    for label, value in ((_("Name"), approved_by), (_("Role"), ""), (_("Date"), "")):
        story.text(f"{label}: {value}" if value.strip() else label, style.NOTE)
        story.add(WritingLines(1))
    story.text(_("Signature"), style.NOTE)
    story.space(36)
    story.add(WritingLines(1))
