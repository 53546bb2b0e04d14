"""The sheets of a workbook that say where the organisation stands with the law: the outcome, and every verdict."""

from model.assessment import VERDICTS, Assessment, Law
from model.questionnaire import Norm
from reports.keyed_sheets import Column, Form, Row, Table, add_table
from reports.law_findings import Judged, norms_to_show, shown_law
from reports.law_words import LawWords


def add_verdicts(form: Form, assessment: Assessment) -> None:
    """Adds both sheets; nothing when the law was not asked for."""
    law = shown_law(assessment)
    if law is None:
        return
    law_words = LawWords(assessment, form.questionnaire, form.words)
    _add_outcome(form, assessment, law, law_words)
    _add_norms(form, assessment, law_words)


def _add_outcome(form: Form, assessment: Assessment, law: Law, law_words: LawWords) -> None:
    words, _ = form.words, form.words.gettext
    facts = [
        (_("Outcome"), law_words.outcome(law)),
        *((words.verdict(verdict), words.number(law.counts[verdict])) for verdict in VERDICTS),
        (_("Not applicable"), law_words.set_aside(law)),
        (_("Date of the assessment"), words.date(assessment.answers.on)),
        (_("State of the law that was read"), words.month(form.questionnaire.law_read_on)),
        (_("What this is"), _("This is a self-assessment and no legal advice.")),
        *((_("Contradiction"), law_words.contradiction(one)) for one in assessment.contradictions),
    ]
    rows: list[Row] = [(f"outcome.{n}", {"subject": s, "text": t}) for n, (s, t) in enumerate(facts, 1)]
    columns = [Column("subject", _("Subject"), 34), Column("text", _("Details"), 100)]
    caption = _("The law, by your answers")
    add_table(form, Table("outcome", _("Legal outcome"), caption, columns, rows))


def _add_norms(form: Form, assessment: Assessment, law_words: LawWords) -> None:
    _ = form.words.gettext
    columns = [
        Column("id", _("No."), 14),
        Column("topic", _("Topic"), 20),
        Column("article", _("Article"), 26),
        Column("kind", _("Kind"), 12),
        Column("text", _("What it asks"), 60),
        Column("verdict", _("Verdict"), 14),
        Column("because", _("Why"), 44),
        Column("valid_from", _("Holds since"), 16),
        Column("read_on", _("Read in the law"), 16),
    ]
    rows: list[Row] = [
        (
            f"verdicts.{judged.norm.id}",
            {
                "id": judged.norm.id,
                "topic": form.questionnaire.topics[judged.norm.topic],
                "article": law_words.questionnaire.cite(judged.norm),
                "kind": _("Duty") if judged.norm.kind == "duty" else _("Good practice"),
                "text": judged.norm.text,
                "verdict": form.words.verdict(judged.verdict.verdict),
                "because": law_words.why(judged),
                "valid_from": form.words.date(judged.norm.valid_from),
                "read_on": _read(form, judged),
            },
        )
        for judged in norms_to_show(assessment, form.questionnaire)
    ]
    caption = _("What your answers say about each rule")
    add_table(form, Table("verdicts", _("Verdicts"), caption, columns, rows))


def _read(form: Form, judged: Judged) -> str:
    norm: Norm = judged.norm
    if judged.is_unverified:
        return form.words.gettext("not verified in the law's text")
    return form.words.month(norm.source.read_on)
