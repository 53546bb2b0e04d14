"""An assessment as a workbook (XLSX): the scores, every answer, the plan and the profile, to keep and to read back."""

import math
from collections.abc import Iterator

from i18n.words import Words
from model.assessment import Assessment, Score
from model.questionnaire import Questionnaire
from reports.answer_sheets import add_criteria, add_long_evidence, add_norms, add_profile, profile_values
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_lists, add_table, packed
from reports.law_findings import judged_norms
from reports.plan_sheet import add_plan
from reports.report import answered_before
from reports.verdict_sheets import add_verdicts


def workbook(assessment: Assessment, questionnaire: Questionnaire, words: Words) -> bytes:
    """The workbook as a file, in the language of questionnaire and words; `read_workbook` takes it back.

    The same assessment gives the same bytes.
    """
    file = assessment.answers
    form = Form(questionnaire, words)
    about = f"{file.organisation.name} · {words.date(file.on)}"
    _add_scores(form, assessment, about)
    add_criteria(form, _criteria(assessment, questionnaire), file.answers, assessment.maturity.applicable, about)
    add_long_evidence(form, file.answers)
    norms = _norms(assessment, questionnaire)
    if norms:
        add_norms(form, norms, file.answers)
    add_verdicts(form, assessment)
    add_plan(form, assessment)
    add_profile(form, profile_values(file, questionnaire), locked=False)
    _add_colophon(form, assessment)
    add_lists(form)
    return packed(form, f"{questionnaire.title} · {about}", file.on)


def _criteria(assessment: Assessment, questionnaire: Questionnaire) -> list[str]:
    """The criteria of the scope in order, then those that were answered outside it."""
    scope = questionnaire.scopes[assessment.answers.scope]
    others = (id_ for id_ in questionnaire.criteria if id_ in assessment.answers.answers and id_ not in scope)
    return [*scope, *others]


def _norms(assessment: Assessment, questionnaire: Questionnaire) -> list[str]:
    """By topic, the norms that are asked; and those with an answer, which is kept also without the law."""
    answers = assessment.answers.answers
    asked = {one.norm.id for one in judged_norms(assessment, questionnaire) if one.is_asked}
    order = list(questionnaire.topics)
    norms = [norm for norm in questionnaire.norms.values() if norm.id in asked or norm.id in answers]
    return [norm.id for norm in sorted(norms, key=lambda norm: order.index(norm.topic))]


def _add_scores(form: Form, assessment: Assessment, caption: str) -> None:
    _ = form.words.gettext
    columns = [
        Column("part", _("Part"), 16),
        Column("name", _("Name"), 44),
        Column("score", _("Score"), 10, "score"),
        Column("low", _("At least"), 10, "score"),
        Column("high", _("At most"), 10, "score"),
        Column("level_name", _("Name of the level"), 16),
        Column("answered", _("Questions with a level"), 14, "count"),
        Column("applicable", _("Questions that count"), 14, "count"),
    ]
    rows = list(_score_rows(assessment, form.questionnaire, form.words))
    add_table(form, Table("scores", _("Scores"), caption, columns, rows))


def _score_rows(assessment: Assessment, questionnaire: Questionnaire, words: Words) -> Iterator[Row]:
    _ = words.gettext
    maturity = assessment.maturity
    if maturity.overall:
        yield "scores.overall", {"part": _("Overall"), **_figures(maturity.overall, questionnaire)}
    for id_, score in maturity.themes.items():
        names = {"part": _("Theme"), "name": questionnaire.theme(id_).title}
        yield f"scores.themes.{id_}", {**names, **_figures(score, questionnaire)}
    category_names = {str(id_): name for id_, name in questionnaire.categories.items()}
    for id_, score in maturity.categories.items():
        names = {"part": _("Category"), "name": category_names[id_]}
        yield f"scores.categories.{id_}", {**names, **_figures(score, questionnaire)}


def _figures(score: Score, questionnaire: Questionnaire) -> dict[str, Value]:
    return {
        "score": _cut(score.score),
        "low": _cut(score.low),
        "high": _cut(score.high),
        "level_name": questionnaire.levels[score.level - 1].name if score.level else None,
        "answered": score.answered,
        "applicable": score.applicable,
    }


def _cut(score: float | None) -> float | None:
    """One decimal as everywhere in Peilstok: a spreadsheet would show 2.96 as 3.0, a level that was not reached."""
    return None if score is None else math.floor(score * 10 + 1e-9) / 10


def _add_colophon(form: Form, assessment: Assessment) -> None:
    questionnaire, words = form.questionnaire, form.words
    _ = words.gettext
    facts = {
        _("Questionnaire"): f"{questionnaire.title} ({assessment.questionnaire_id})",
        _("Version of the questionnaire"): assessment.version,
        **({_("Answered"): before} if (before := answered_before(assessment, words)) else {}),
        _("Digest of the content"): assessment.digest,
        _("Version of the calculation"): assessment.engine,
        _("Date of the assessment"): words.date(assessment.answers.on),
        **({_("Closed for good on"): words.date(assessment.answers.closed)} if assessment.answers.closed else {}),
        _("State of the law that was read"): words.month(questionnaire.law_read_on),
        _("Levels with evidence or review"): words.share(assessment.maturity.evidence_share),
        _("How the score is computed"): _(
            "The score is the mean of the levels (1–5) of all questions that apply and have a level. Every question"
            " counts the same. “At least” counts what is missing as level 1, “at most” as level 5. Scores are cut to"
            " one decimal and never rounded up. What does not apply is left out."
        ),
        _("About the wording"): questionnaire.wording_note,
        _("What this is"): _(
            "A self-assessment, according to your own answers. It is no legal advice and no proof that you keep to"
            " the law."
        ),
        _("Change and import"): _(
            "You can change the yellow cells in this file and import it into Peilstok. Leave the hidden row, the"
            " hidden column and the hidden sheet as they are."
        ),
    }
    columns = [Column("subject", _("Subject"), 34), Column("text", _("Details"), 100)]
    rows: list[Row] = [(f"colophon.{n}", {"subject": s, "text": t}) for n, (s, t) in enumerate(facts.items(), 1)]
    add_table(form, Table("colophon", _("Colophon"), _("About this file"), columns, rows))
