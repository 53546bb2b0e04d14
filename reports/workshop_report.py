"""The report of a workshop: who was there, what was chosen before and after the conversation, and what was agreed."""

from datetime import date

from i18n.words import Words
from model.questionnaire import Questionnaire
from model.votes import Agreement, Revealed
from model.workshops import Minutes, Question, Workshop
from reports import style
from reports.metadata import DocumentDetails
from reports.pages import RunningLines, build
from reports.story import Column, Story
from reports.texts import shorten
from reports.workshop_words import change, dots, figures, groups, index, level_name, status

LABELS, GROUP, LONGEST = 150.0, 110.0, 300
# From what AC2 the sentence changes: the benchmarks of Landis and Koch, taken together by two.
SOME, MUCH = 0.4, 0.8


def workshop_report(minutes: Minutes, questionnaire: Questionnaire, words: Words, on: date) -> bytes:
    """The report as a tagged PDF, made on this day; the same input gives the same bytes."""
    _ = words.gettext
    workshop, story = minutes.workshop, Story()
    story.first_page("page")
    story.heading(1, report_title(words))
    story.text(minutes.organisation, style.LEAD_STRONG)
    _write_setup(story, workshop, words)
    _write_people(story, workshop, words)
    story.heading(2, _("How far you agreed"))
    story.text(agreement_in_words(minutes.agreement, words))
    _write_overview(story, workshop, questionnaire, words)
    for number, question in enumerate(workshop.questions, start=1):
        _write_question(story, number, question, questionnaire, words)
    _write_left(story, workshop, questionnaire, words)
    name, title = shorten(minutes.organisation, 120), report_title(words)
    lines = RunningLines(
        above_left=minutes.organisation, above_right="", below_left=title, page_of=_("Page {page} of {pages}")
    )
    return build(story, DocumentDetails(f"{title} – {name}", words.language, on, name), lines)


def report_title(words: Words) -> str:
    """What the report is called."""
    return words.gettext("Report of the workshop")


def setup_facts(workshop: Workshop, words: Words) -> list[tuple[str, str]]:
    """When it was and how it was set up, as name and value."""
    _, setup = words.gettext, workshop.setup
    by_name = _("Anonymous: the group saw no names") if setup.anonymous else _("By name: the group saw who chose what")
    facts = [
        (_("Opened on"), words.date(workshop.opened_at.astimezone().date()) if workshop.opened_at else ""),
        (
            _("Closed on"),
            words.date(workshop.closed_at.astimezone().date()) if workshop.closed_at else _("Not closed yet"),
        ),
        (_("Voting"), by_name),
        (_("Beforehand"), _("People could vote beforehand") if setup.beforehand else ""),
        (_("Time"), _("{count} minutes").format(count=setup.minutes)),
        (_("Roles show from"), _("{count} people").format(count=setup.floor)),
    ]
    return [(name, value) for name, value in facts if value]


def agreement_in_words(agreement: Agreement | None, words: Words) -> str:
    """What the agreement over all questions says, or why nothing can be said of it."""
    _ = words.gettext
    if agreement is None:
        return _("This can't be told: on fewer than two questions at least two people chose a level.")
    if agreement.low >= MUCH:
        meaning = _("You saw most questions alike.")
    elif agreement.high < SOME:
        meaning = _("You saw most questions differently. That is what the conversation was for.")
    elif agreement.low < SOME and agreement.high >= MUCH:
        meaning = _("With so few questions it can't be told how far you agreed over all: that can be little or much.")
    else:
        meaning = _("On some questions you saw the same, on others not.")
    figure = _(
        "Over {count} questions the agreement is {value}; the 95% interval goes from {low} to {high}. 1 is complete "
        "agreement, 0 is what chance would give (Gwet's AC2 with quadratic weights, on the last vote of each question)."
    )
    return f"{meaning} " + figure.format(
        count=agreement.questions, value=index(agreement.value, words),
        low=index(agreement.low, words), high=index(agreement.high, words),
    )  # fmt: skip


def _write_setup(story: Story, workshop: Workshop, words: Words) -> None:
    _ = words.gettext
    columns = [Column(_("What"), LABELS), Column(_("Value"), style.TEXT_WIDTH - LABELS)]
    story.table(columns, setup_facts(workshop, words), headed=False)


def _write_people(story: Story, workshop: Workshop, words: Words) -> None:
    _ = words.gettext
    story.heading(2, _("Who was there"))
    rows = [(shorten(role, LONGEST), str(people)) for role, people in sorted(workshop.people.items())]
    rows.append((_("Together"), str(sum(workshop.people.values()))))
    columns = [Column(_("Role"), style.TEXT_WIDTH - 80), Column(_("People"), 80, number=True)]
    story.table(columns, rows, headed=False)


def _write_overview(story: Story, workshop: Workshop, questionnaire: Questionnaire, words: Words) -> None:
    """All questions on one table, for who reads no further."""
    _ = words.gettext
    story.room(150)
    story.heading(2, _("The questions"))
    columns = [
        Column(_("Question"), style.TEXT_WIDTH - 290),
        Column(_("What came of it"), 110),
        Column(_("Level"), 100),
        Column(_("Consensus"), 80, number=True),
    ]
    rows = []
    for number, question in enumerate(workshop.questions, start=1):
        outcome, shown = question.outcome, question.last_shown
        level = level_name(questionnaire, outcome.level, words) if outcome and outcome.level else "–"
        alike = index(shown.consensus, words) if shown and shown.consensus is not None else "–"
        title = questionnaire.criteria[question.item].title
        rows.append((f"{number}. {title}", status(question, words), level, alike))
    story.table(columns, rows)


def _write_question(story: Story, number: int, question: Question, questionnaire: Questionnaire, words: Words) -> None:
    _, criterion = words.gettext, questionnaire.criteria[question.item]
    rounds = [(one.number, one.shown) for one in question.rounds if one.shown is not None]
    story.room(240 if rounds else 80)
    story.heading(2, f"{number}. {criterion.title}")
    story.text(criterion.question)
    for place, (of_round, shown) in enumerate(rounds):
        if place:  # the first stays with the question
            story.room(160)
        if len(rounds) > 1:
            story.heading(3, _("Vote {number}").format(number=of_round), listed=False)
        _write_round(story, shown, questionnaire, words)
    if len(rounds) > 1:
        changed = change(rounds[-2], rounds[-1], words)
        if changed:
            story.space(4)
            story.text(changed, style.SMALL)
    _write_outcome(story, question, questionnaire, words)
    if question.notes:
        story.text(question.notes, lead=_("Notes:"))
    story.named_bullets(_("Actions:"), question.actions)


def _write_round(story: Story, shown: Revealed, questionnaire: Questionnaire, words: Words) -> None:
    """A row for each group that may be shown, a column for each level."""
    _ = words.gettext
    by_role = groups(shown, words) if len(shown.roles) > 1 else []
    width = (style.TEXT_WIDTH - GROUP) / 6
    # A name stands below its number and a count beside its last dots: the columns are too narrow for one line.
    heads = [*(f"{number}\n{level.name}" for number, level in enumerate(questionnaire.levels, 1)), _("I don't know")]
    rows = [
        (
            shorten(name, LONGEST),
            *(dots(people).replace(" (", "\xa0(") for people in (*counted.levels, counted.unknown)),
        )
        for name, counted in [(_("All"), shown.total), *by_role]
    ]
    story.table([Column(_("Group"), GROUP), *(Column(head, width) for head in heads)], rows)
    for sentence in figures(shown, words):
        story.text(sentence, style.SMALL)
    for level, names in shown.names:
        story.text(", ".join(names), style.SMALL, lead=f"{level_name(questionnaire, level, words)}:")
    reasons = []
    for reason in shown.reasons:
        who = ", ".join(part for part in (reason.name, reason.role) if part)
        place = "" if reason.level == "hidden" else f"{level_name(questionnaire, reason.level, words)}: "
        reasons.append(f"{place}“{reason.text}”" + (f" ({who})" if who else ""))
    story.named_bullets(_("Reasons:"), reasons)


def _write_outcome(story: Story, question: Question, questionnaire: Questionnaire, words: Words) -> None:
    _, outcome = words.gettext, question.outcome
    story.space(4)
    if outcome is None:
        story.text(status(question, words), style.MISSING)
        return
    if outcome.level is None:
        story.text(outcome.skipped_because or _("No reason was given."), lead=_("Skipped:"))
        return
    story.text(questionnaire.criteria[question.item].levels[outcome.level - 1],
               lead=_("Agreed: {level}").format(level=level_name(questionnaire, outcome.level, words)))  # fmt: skip
    if outcome.ambition:
        story.text(level_name(questionnaire, outcome.ambition, words), lead=_("In two years:"))
    for lead, said in ((_("Agreed by:"), outcome.agreed_by), (_("Sees it otherwise:"), outcome.dissent)):
        if said:
            story.text(said, lead=lead)


def _write_left(story: Story, workshop: Workshop, questionnaire: Questionnaire, words: Words) -> None:
    """What is to be done, and what is to be taken up another time."""
    _ = words.gettext
    actions = [(action, question.item) for question in workshop.questions for action in question.actions]
    story.room(120)
    story.heading(2, _("Actions"))
    story.bullets([_with_title(action, item, questionnaire) for action, item in actions])
    if not actions:
        story.text(_("No actions were noted."))
    story.heading(2, _("Parking lot"))
    story.bullets([_with_title(one.text, one.item, questionnaire) for one in workshop.parked])
    if not workshop.parked:
        story.text(_("Nothing was parked."))


def _with_title(text: str, item: str | None, questionnaire: Questionnaire) -> str:
    return f"{text} ({questionnaire.criteria[item].title})" if item else text
