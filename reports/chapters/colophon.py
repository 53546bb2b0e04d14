"""The colophon: what this report was made from, how the score is computed, and what it is not."""

from reports import style
from reports.law_findings import shown_law
from reports.report import Report
from reports.story import Column, Story
from reports.texts import clean, shorten

ITS_HEIGHT = 480
LONGEST = 300


def write_colophon(story: Story, report: Report) -> None:
    """The end of the report, kept on one page."""
    _ = report.words.gettext
    assessment, questionnaire = report.assessment, report.questionnaire
    story.space(14)
    story.room(ITS_HEIGHT if shown_law(report.assessment) is None else ITS_HEIGHT + 150)
    story.heading(1, _("About this report"))
    facts = [
        *report.identity,
        (_("Scope"), report.scope),
        (_("State of the law that was read"), _state_of_the_law(report)),
        (_("Digest of the content"), assessment.digest),
        (_("Version of the calculation"), assessment.engine),
    ]
    columns = [Column(_("What"), 150), Column(_("Value"), style.TEXT_WIDTH - 150)]
    given = [(label, value) for label, value in facts if value.strip()]
    story.table(columns, [(label, shorten(value, LONGEST)) for label, value in given], headed=False)
    for label, value in given:
        if shorten(value, LONGEST) != " ".join(clean(value).split()):
            story.text(value, lead=_("{label}, in full:").format(label=label))
    _write_calculation(story, report)
    _write_judgement(story, report)
    story.heading(2, _("What to know"), in_contents=False)
    story.bullets(
        [
            _("This is a self-assessment. It says what you answered, and it is no legal advice."),
            questionnaire.wording_note,
            _("The digest identifies the exact questions and rules. With the same answers they give the same report."),
        ]
    )


def _write_calculation(story: Story, report: Report) -> None:
    _ = report.words.gettext
    story.heading(2, _("How the score is computed"), in_contents=False)
    story.bullets(
        [
            _("The score is the mean of the levels, from 1 to 5. Every question counts the same."),
            _("What is not applicable does not count at all."),
            _("What is not answered, or answered with “I don't know”, is left out of the score and shown as missing."),
            _("The lowest and highest possible score count what is missing as 1 and as 5."),
            _("The name of the level is that of the highest level fully reached: 2.9 is level 2."),
            _("Scores are cut to one decimal, never rounded up."),
            _("The ambition of a group is the mean of the levels you want to reach, or already have."),
        ]
    )


def _state_of_the_law(report: Report) -> str:
    return report.words.month(report.questionnaire.law_read_on) if shown_law(report.assessment) else ""


def _write_judgement(story: Story, report: Report) -> None:
    _ = report.words.gettext
    if shown_law(report.assessment) is None:
        return
    story.heading(2, _("How the law is judged"), in_contents=False)
    story.bullets(
        [
            _("Every rule that binds you is judged by itself, by your answer to its check."),
            _("Without that answer, the levels of other questions decide, where the rule names them."),
            _("The worst verdict over the duties is the outcome. Good practices do not count in it."),
            _("A duty that was not verified in the law's text counts as “can't tell” when it is not met."),
            _("A rule that you set aside as not applicable, with your reason, does not bind you."),
        ]
    )
