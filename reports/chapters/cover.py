"""The cover: what this is, of whom, how far it has come; and behind it the contents with the five levels."""

import io

from reportlab.lib.utils import ImageReader

from reports import style
from reports.flowables import Picture
from reports.report import Report, answered_before
from reports.story import Column, Story
from reports.tagging import Node, text_attribute
from reports.texts import clean, shorten

LOGO_WIDTH, LOGO_HEIGHT = 170.0, 62.0
BELOW_LOGO = 62.0
LONGEST = 150


def write_cover(story: Story, report: Report) -> None:
    """The cover page. Long texts are cut here; the colophon has them whole."""
    _ = report.words.gettext
    if not _add_logo(story, report):
        story.space(LOGO_HEIGHT + BELOW_LOGO)
    story.heading(1, report.title, listed=False, kind=style.COVER_TITLE)
    story.text(report.questionnaire.title, style.COVER_NAME)
    story.space(14)
    story.text(shorten(report.organisation, LONGEST), style.COVER_NAME)
    story.next_frame()
    facts = [
        (_("Status"), report.status),
        (_("Confidentiality"), report.details.confidentiality),
        (_("Date"), report.words.date(report.assessment.answers.on)),
        (_("Closed for good on"), report.closed),
        (_("Answered"), answered_before(report.assessment, report.words)),
        (_("Scope"), _("{scope}, {count} questions").format(scope=report.scope, count=_asked(report))),
        (_("Filled in by"), report.details.filled_in_by),
        (_("Approved by"), report.details.approved_by),
    ]
    rows = [
        (((label, style.COVER_LABEL),), ((shorten(value, LONGEST), style.COVER_VALUE),))
        for label, value in facts
        if value.strip()
    ]
    story.table([Column("", 130), Column("", style.TEXT_WIDTH - 130)], rows, headed=False)
    story.space(12)
    story.text(_("Made with Peilstok from your own answers. This is a self-assessment, no legal advice."), style.NOTE)


def write_contents(story: Story, report: Report) -> None:
    """The table of contents, and what the five levels mean."""
    _ = report.words.gettext
    story.page()
    story.heading(1, _("Contents"), listed=False)
    story.contents()
    story.space(8)
    story.heading(2, _("The five levels"), listed=False)
    levels = report.questionnaire.levels
    columns = [Column(_("Level"), 120), Column(_("What it means"), style.TEXT_WIDTH - 120)]
    rows = [(report.level(number), level.meaning) for number, level in enumerate(levels, 1)]
    story.table(columns, rows, headed=False)


def _asked(report: Report) -> str:
    scope = report.assessment.answers.scope
    return report.words.number(len(report.questionnaire.scopes[scope]))


def _add_logo(story: Story, report: Report) -> bool:
    """Adds the logo and returns whether it could be read; what is no PNG or JPEG after all is left out."""
    logo = report.details.logo
    if logo is None or not logo.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return False
    try:
        image = ImageReader(io.BytesIO(logo))
        width, height = image.getSize()
        image.getRGBData()  # type: ignore[no-untyped-call]  # reads the whole picture, so that damage shows here
    except Exception:  # noqa: BLE001  a damaged image fails in many ways, and none may cost the report
        return False
    scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height)
    alternative = report.words.gettext("Logo of {organisation}").format(organisation=shorten(report.organisation, 80))
    node = Node("Figure", story.root, text_attribute("Alt", clean(alternative)))
    story.add(Picture(image, (width * scale, height * scale), node))
    story.space(LOGO_HEIGHT - height * scale + BELOW_LOGO)
    return True
