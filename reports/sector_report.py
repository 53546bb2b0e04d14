"""State of the sector: what a release of the benchmark shows of all who contributed, and what it can't show."""

from i18n.words import Words
from model.questionnaire import Questionnaire
from model.releases import Release
from reports import style
from reports.benchmark_words import fictional_mark, hash_note, number_of, organisations, release_facts, rules
from reports.metadata import DocumentDetails
from reports.pages import RunningLines, build
from reports.sector_tables import write_criteria, write_scope, write_steps
from reports.story import Column, Story
from reports.texts import shorten

LONGEST = 150
SCOPES = ("quick", "core", "full")


def sector_report(release: Release, sha256: str, questionnaire: Questionnaire, words: Words) -> bytes:
    """The report as a tagged PDF; the same release gives the same bytes. `sha256` is that of the release's file."""
    _ = words.gettext
    story = Story()
    _write_cover(story, release, sha256, words)
    _write_reading(story, release, words)
    for scope in SCOPES:
        write_scope(story, release, scope, questionnaire, words)
    write_criteria(story, release, questionnaire, words)
    write_steps(story, release, questionnaire, words)
    _write_colophon(story, release, sha256, questionnaire, words)
    title, name = report_title(words), shorten(release.association, 120)
    lines = RunningLines(
        above_left=f"{release.association} · {release.edition}",
        above_right=_("Fictional") if release.fictional else "",
        below_left=title,
        page_of=_("Page {page} of {pages}"),
    )
    details = DocumentDetails(f"{title} – {name}", words.language, release.closed_on, name)
    return build(story, details, lines)


def report_title(words: Words) -> str:
    """What the report is called."""
    return words.gettext("State of the sector")


def _write_cover(story: Story, release: Release, sha256: str, words: Words) -> None:
    _, number = words.gettext, number_of(release)
    story.space(124)
    story.heading(1, report_title(words), listed=False, kind=style.COVER_TITLE)
    story.text(shorten(release.association, LONGEST), style.COVER_NAME)
    story.space(14)
    story.text(_("Edition {name}").format(name=shorten(release.edition, LONGEST)), style.COVER_NAME)
    story.next_frame()
    if release.fictional:
        story.text(fictional_mark(words), style.LEAD_STRONG)
    facts = [
        (_("Closed on"), words.date(release.closed_on)),
        (_("Version of the questionnaire"), release.version),
        (_("Took part"), organisations(number, words) if number else _("Too few to show anything")),
        (_("SHA-256 of the release"), f"{sha256[:32]} {sha256[32:]}"),
    ]
    rows = [(((label, style.COVER_LABEL),), ((text, style.COVER_VALUE),)) for label, text in facts]
    story.table([Column("", 150), Column("", style.TEXT_WIDTH - 150)], rows, headed=False)
    story.space(12)
    story.text(_("Made with Peilstok from what organisations answered about themselves. It is no ranking."), style.NOTE)


def _write_reading(story: Story, release: Release, words: Words) -> None:
    _ = words.gettext
    story.page()
    story.heading(1, _("Contents"), listed=False)
    story.contents()
    story.space(20)
    story.heading(1, _("How to read this report"))
    story.bullets(
        [
            _("Levels and scores go from 1 to 5. They are what organisations answered about themselves."),
            _("Put all organisations in a row, from low to high. The middle one stands in the middle of that row."),
            _("The band says between which two levels the middle one lies."),
            _("The middle half is from one quarter of the row to three quarters of it: the quartiles."),
            _("Deciles divide the row in ten equal parts."),
            _(
                "The interval says where the middle of all such organisations lies, also of those who did not take "
                "part, if these are like them. It holds in 95 of 100 such cases."
            ),
            _("Scores of the quick scan, the core set and the full set are never put together."),
            _("Small is fewer than 10,000 customers a year, large more than 250,000, medium-sized what lies between."),
            _("“With evidence” are organisations that have evidence for at least half of their levels."),
        ]
    )
    story.heading(2, _("What is not shown, and why"), in_contents=False)
    story.bullets(rules(words))
    if not release.figures:
        story.text(_("In this edition too few organisations took part. So nothing is shown."), style.LEAD_STRONG)


def _write_colophon(story: Story, release: Release, sha256: str, questionnaire: Questionnaire, words: Words) -> None:
    _ = words.gettext
    story.space(14)
    story.room(330)
    story.heading(1, _("About this report"))
    columns = [Column(_("What"), 150), Column(_("Value"), style.TEXT_WIDTH - 150)]
    facts = [*release_facts(release, questionnaire, words), (_("SHA-256 of the release"), sha256)]
    story.table(columns, [(label, shorten(text, 300)) for label, text in facts], headed=False)
    story.bullets(
        [
            _("The figures were computed once, when the edition closed. They never change."),
            hash_note(words),
            _("Organisations answered about themselves. Nobody checked all answers."),
            questionnaire.wording_note,
        ]
    )
    if release.fictional:
        story.text(fictional_mark(words), style.BODY)
