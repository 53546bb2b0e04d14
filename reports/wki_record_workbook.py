"""The written record of Wki 13, sixth paragraph, as a workbook (XLSX): the same as `wki_record`, to work on."""

from collections.abc import Mapping, Sequence

from i18n.words import Words
from model.assessment import Assessment
from model.questionnaire import Questionnaire
from model.report import ReportDetails
from reports.answer_sheets import add_long_evidence, split_evidence
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_table, packed
from reports.record_entries import RecordEntry, record_entries
from reports.report import Report
from reports.wki_record import count_described, record_facts, record_title, what_it_is


def wki_record_workbook(
    assessment: Assessment, questionnaire: Questionnaire, details: ReportDetails, words: Words
) -> bytes:
    """The record as a workbook; the same input gives the same bytes.

    :raises BadInput: the organisation does not collect for others, or the assessment is without the law.
    """
    topics = record_entries(assessment, questionnaire)
    report = Report(assessment, questionnaire, details, words)
    form = Form(questionnaire, words)
    _add_record(form, report, topics)
    shown = {entry.judged.norm.id: entry.judged.answer for entries in topics.values() for entry in entries}
    add_long_evidence(form, shown)
    _add_signature(form, report)
    return packed(form, f"{record_title(words)} · {report.organisation}", assessment.answers.on)


def _add_record(form: Form, report: Report, topics: Mapping[str, Sequence[RecordEntry]]) -> None:
    _ = form.words.gettext
    columns = [
        Column("topic", _("Topic"), 18),
        Column("article", _("Article"), 18),
        Column("text", _("What it asks"), 46),
        Column("verdict", _("According to your answers"), 14),
        Column("how", _("How"), 46),
        Column("by", _("By whom"), 20),
        Column("evidence", _("Evidence"), 30),
        Column("on", _("Written on"), 14),
        Column("in_bulk", _("Answered together with others"), 12),
    ]
    rows: list[Row] = [
        (f"record.{entry.judged.norm.id}", _values(report, entry)) for entries in topics.values() for entry in entries
    ]
    described, count = count_described(topics)
    about = _("{described} of {count} rules").format(described=described, count=count)
    caption = f"{record_title(form.words)} · {report.organisation} · {_('Described')}: {about}"
    add_table(form, Table("record", _("Record"), caption, columns, rows))


def _values(report: Report, entry: RecordEntry) -> dict[str, Value]:
    _ = report.words.gettext
    judged, answer = entry.judged, entry.judged.answer
    return {
        "topic": report.questionnaire.topics[judged.norm.topic],
        "article": report.questionnaire.cite(judged.norm),
        "text": judged.norm.text,
        "verdict": _("Not applicable") if judged.is_set_aside else report.words.verdict(judged.verdict.verdict),
        "how": entry.how or _("Not yet described."),
        "by": answer.by,
        "evidence": split_evidence(answer.evidence)[0],
        "on": report.words.date(answer.on) if answer.on else None,
        "in_bulk": _("yes") if answer.in_bulk else None,
    }


def _add_signature(form: Form, report: Report) -> None:
    """What it was made from, and the cells to sign in."""
    _ = form.words.gettext
    facts = [*record_facts(report), *((_("What this is"), text) for text in what_it_is(form.words))]
    rows: list[Row] = [(f"facts.{n}", {"subject": s, "text": t}) for n, (s, t) in enumerate(facts, 1)]
    signed = {_("Name"): report.details.approved_by, _("Role"): "", _("Signed on"): "", _("Signature"): ""}
    rows += [(f"signature.{n}", {"subject": s, "text": t or None}) for n, (s, t) in enumerate(signed.items(), 1)]
    columns = [Column("subject", _("Subject"), 34), Column("text", _("Details"), 100)]
    add_table(form, Table("signature", _("Signature"), record_title(form.words), columns, rows))
