"""The improvement plan: one assessment as a PDF that a board can be handed."""

from i18n.words import Words
from model.assessment import Assessment
from model.questionnaire import Questionnaire
from model.report import ReportDetails
from model.trends import Trend
from reports.chapters.actions import write_plan
from reports.chapters.appendix import write_appendix
from reports.chapters.colophon import write_colophon
from reports.chapters.cover import write_contents, write_cover
from reports.chapters.law import write_law
from reports.chapters.profile import write_profile
from reports.chapters.standing import write_standing
from reports.chapters.summary import write_summary
from reports.chapters.trend import write_trend
from reports.metadata import DocumentDetails
from reports.pages import RunningLines, build
from reports.report import Report
from reports.story import Story
from reports.texts import shorten


def improvement_plan(
    assessment: Assessment,
    questionnaire: Questionnaire,
    details: ReportDetails,
    words: Words,
    trend: Trend | None = None,
) -> bytes:
    """The plan as a tagged PDF; the same input gives the same bytes.

    `questionnaire` is in the language of the report and in the organisation's own word for its customers. With a
    `trend` of more than one assessment there is a chapter about it.
    """
    report = Report(assessment, questionnaire, details, words)
    story = Story()
    write_cover(story, report)
    write_contents(story, report)
    write_summary(story, report)
    write_profile(story, report)
    write_standing(story, report)
    write_law(story, report)
    write_trend(story, report, trend)
    write_plan(story, report)
    write_appendix(story, report)
    write_colophon(story, report)
    return build(story, _details(report), _lines(report))


def _details(report: Report) -> DocumentDetails:
    name = shorten(report.organisation, 120)
    language, on = report.words.language, report.assessment.answers.on
    return DocumentDetails(f"{report.title} – {name}", language, on, name)


def _lines(report: Report) -> RunningLines:
    return RunningLines(
        above_left=report.organisation,
        above_right=report.details.confidentiality,
        below_left=f"{report.title} · {report.questionnaire.title} · {report.status}",
        page_of=report.words.gettext("Page {page} of {pages}"),
    )
