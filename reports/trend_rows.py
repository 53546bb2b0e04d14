"""Scores over time as rows of text, by the heads of their columns: tables for page and report."""

from collections.abc import Sequence

from model.assessment import VERDICTS, Score
from model.trends import Effects, Move, MoveKind, Progress
from reports.trend_words import TrendWords

Row = dict[str, str]


def score_rows(told: TrendWords) -> list[Row]:
    """The three numbers of every assessment, the oldest first, each with the questions that it rests on."""
    _ = told.words.gettext
    return [
        {
            _("Assessment"): told.assessment(point),
            _("As reported"): _scored(told, point.reported.overall),
            _("With today's questions"): _scored(told, point.anew.overall),
            _("Like for like"): told.scored(point.alike.score, point.alike.count) if point.alike else "–",
        }
        for point in told.trend.points
    ]


def theme_rows(told: TrendWords) -> list[Row]:
    """The same per theme: a row for every assessment in which one of the numbers can be told."""
    _ = told.words.gettext
    rows = []
    for theme in told.questionnaire.themes:
        for point in told.trend.points:
            alike = point.alike_themes.get(theme.id)
            reported, anew = point.reported.themes.get(theme.id), point.anew.themes.get(theme.id)
            if any(score and score.answered for score in (reported, anew)):
                row = {_("Theme"): theme.title, _("Assessment"): told.words.short_date(point.reported.on)}
                row |= {_("As reported"): _scored(told, reported), _("With today's questions"): _scored(told, anew)}
                rows.append({**row, _("Like for like"): told.scored(alike.score, alike.count) if alike else "–"})
    return rows


def effect_rows(told: TrendWords, number: int, effects: Effects) -> list[Row]:
    """From the score reported before to the one reported after, part by part."""
    _ = told.words.gettext
    before, after = told.ends(number)
    reported, score, change = _("Reported on {date}"), _("Score"), _("Change")
    shown = [told.words.hundredths(one) for one in effects.shown]
    rows = [{_("Part"): reported.format(date=told.when(before)), change: "", score: shown[0]}]
    parts = zip(told.parts(effects), shown[1:], strict=True)
    rows += [{_("Part"): name, change: changed, score: then} for (name, changed), then in parts]
    return [*rows, {_("Part"): reported.format(date=told.when(after)), change: "", score: shown[-1]}]


def move_rows(told: TrendWords, moves: Sequence[Move], kind: MoveKind) -> list[Row]:
    """The moves of this kind by theme, each with the level before and after, and why one of them is missing."""
    _ = told.words.gettext
    titles = {theme.id: theme.title for theme in told.questionnaire.themes}
    rows = []
    for move in moves:
        if move.kind != kind:
            continue
        row = {
            _("Question"): f"{move.criterion} {move.title}",
            _("Theme"): titles[move.theme] if move.theme else "–",
            _("Before"): _level(move.before),
            _("After"): _level(move.after),
        }
        rows.append({**row, _("Why"): told.reason(move)} if move.reason else row)
    return rows


def progress_rows(told: TrendWords, progress: Progress) -> list[Row]:
    """Every action that was done, the level it was for, and the level of its question before and after."""
    _ = told.words.gettext
    return [
        {
            _("Action"): f"{action.criterion} {action.title}",
            _("Was for level"): str(action.reaches),
            _("Before"): _level(action.before),
            _("After"): _level(action.after),
            _("Reached"): _("Can't tell") if action.after is None else _("Yes") if action.is_reached else _("No"),
        }
        for action in progress.done
    ]


def law_rows(told: TrendWords) -> list[Row]:
    """The legal outcome of every assessment with its counts, as reported then; dashes where the law was not asked."""
    words, _ = told.words, told.words.gettext
    return [
        {
            _("Assessment"): told.when(point),
            _("Outcome"): words.verdict(point.reported.outcome) if point.reported.outcome else "–",
            _("Rules"): " · ".join(
                f"{words.verdict(verdict)}: {point.reported.counts[verdict]}"
                for verdict in VERDICTS
                if verdict in point.reported.counts
            )
            or "–",
        }
        for point in told.trend.points
    ]


def _scored(told: TrendWords, score: Score | None) -> str:
    return told.scored(score.score, score.answered) if score else "–"


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)
