"""The phrases in which page and report tell how scores moved over time: each number says on what it rests."""

from dataclasses import dataclass

from i18n.words import Words
from model.questionnaire import Questionnaire
from model.trends import Effects, Move, MoveKind, Period, Point, Progress, Reason, Trend


@dataclass(frozen=True)
class TrendWords:
    """One trend in words, in the language of questionnaire and words."""

    trend: Trend
    questionnaire: Questionnaire
    words: Words

    def when(self, point: Point) -> str:
        """The day of an assessment, and whether it is still open."""
        day = self.words.date(point.reported.on)
        return day if point.closed_at else self.words.gettext("{date}, still open").format(date=day)

    def assessment(self, point: Point) -> str:
        """The same with its scope and version."""
        text = self.words.gettext("{when}: {scope}, version {version}")
        scope = self.words.scope(point.scope).lower()
        return text.format(when=self.when(point), scope=scope, version=point.reported.version)

    def period(self, number: int) -> str:
        """From which day to which."""
        before, after = self.ends(number)
        return self.words.gettext("From {before} to {after}").format(before=self.when(before), after=self.when(after))

    def ends(self, number: int) -> tuple[Point, Point]:
        """The points around this period."""
        return self.trend.points[number], self.trend.points[number + 1]

    def scored(self, score: float | None, count: int) -> str:
        """A score and the number of questions that it rests on; a dash without score."""
        if score is None:
            return "–"
        text = self.words.ngettext("{score} on {count} question", "{score} on {count} questions", count)
        return text.format(score=self.words.score(score), count=count)

    def three_numbers(self) -> list[tuple[str, str]]:
        """What each of the three numbers is, as name and explanation."""
        _ = self.words.gettext
        alike = self.words.ngettext(
            "only the question that means the same in every assessment, applies to you and has a level each time: "
            "{count} question. This number you can compare.",
            "only the questions that mean the same in every assessment, apply to you and have a level each time: "
            "{count} questions. These numbers you can compare.",
            len(self.trend.common),
        )
        if not self.trend.common:
            alike = _("there is no number, because no question has a level in every assessment and means the same.")
        today = _("the same answers, counted with the questions of version {version}.")
        return [
            (_("As reported"), _("what each assessment said then, with the questions of then. It never changes.")),
            (_("With today's questions"), today.format(version=self.trend.version)),
            (_("Like for like"), alike.format(count=len(self.trend.common))),
        ]

    def slopes(self) -> str:
        """The chart of the themes for who can't see it: how many went which way since the last time, and which down."""
        _ = self.words.gettext
        before, after = (point.alike_themes for point in self.trend.points[-2:])
        titles = {theme.id: theme.title for theme in self.questionnaire.themes}
        down = [titles[id_] for id_ in before if after[id_].total < before[id_].total]
        up = sum(after[id_].total > before[id_].total for id_ in before)
        text = _("Themes since the last time, like for like: {up} up, {same} the same, {down} down.")
        said = text.format(up=up, same=len(before) - up - len(down), down=len(down))
        which = _("Down: {titles}.").format(titles=", ".join(down))
        return f"{said} {which}" if down else said

    def signs(self) -> str:
        """What the signs in that chart mean."""
        return self.words.gettext("A triangle shows the direction since the last time. A dashed line goes down.")

    def parts(self, effects: Effects) -> list[tuple[str, str]]:
        """The three parts of the difference in a reported score, each as name and change."""
        _ = self.words.gettext
        shown = effects.shown
        names = (_("The questionnaire changed"), _("You moved"), _("Other questions"))
        return [(name, self.words.change(shown[part + 1] - shown[part])) for part, name in enumerate(names)]

    def waterfall(self, effects: Effects) -> str:
        """The chart of these parts for who can't see it."""
        text = self.words.gettext("The reported score went from {before} to {after}.")
        before, after = (self.words.hundredths(number) for number in (effects.shown[0], effects.shown[-1]))
        parts = "; ".join(f"{name}: {change}" for name, change in self.parts(effects))
        return f"{text.format(before=before, after=after)} {parts}."

    def explained(self, number: int, effects: Effects) -> list[tuple[str, str]]:
        """What each part is and what it rests on, as name and explanation."""
        _ = self.words.gettext
        before, after = self.ends(number)
        if before.reported.version == after.reported.version:
            questionnaire = _("both assessments have the questions of version {version}.")
        else:
            questionnaire = _("what other questions make of the same answers. Nothing changed in your work by this.")
        moved = self.words.ngettext(
            "the difference on the {count} question with a level in both, which means the same.",
            "the difference on the {count} questions with a level in both, which mean the same.",
            effects.common,
        )
        if not effects.common:
            moved = _("no question has a level in both and means the same, so it can't be told how you moved.")
        rest = _(
            "the rest: questions with a level in only one of the two. They changed, you answered them first now, they "
            "do not apply, or they are not in the scope."
        )
        explained = (questionnaire.format(version=after.reported.version), moved.format(count=effects.common), rest)
        return [(name, text) for (name, _change), text in zip(self.parts(effects), explained, strict=True)]

    def kind(self, kind: MoveKind) -> str:
        """What became of a question's level."""
        _ = self.words.gettext
        return {"down": _("Down"), "up": _("Up"), "same": _("Stayed the same"), "new": _("New"), "gone": _("Gone")}[
            kind
        ]

    def questions(self, count: int) -> str:
        """So many questions."""
        return self.words.ngettext("{count} question", "{count} questions", count).format(count=count)

    def counts(self, period: Period) -> str:
        """How many questions moved in each way."""
        kinds: tuple[MoveKind, ...] = ("down", "up", "same", "new", "gone")
        found = [move.kind for move in period.moves]
        return " · ".join(f"{self.kind(kind)}: {found.count(kind)}" for kind in kinds)

    def reason(self, move: Move) -> str:
        """Why a level stands on one side only."""
        _ = self.words.gettext
        if move.reason == "no_level":
            return _("the first level for this question") if move.kind == "new" else _("no level any more that counts")
        reasons: dict[Reason | None, str] = {
            "new": _("a new question"),
            "retired": _("no longer asked"),
            "changed": _("the question changed, so the levels can't be compared"),
            "split": _("the question was split, so the levels can't be compared"),
            "merged": _("questions were merged, so the levels can't be compared"),
        }
        return reasons[move.reason]

    def progress(self, progress: Progress) -> str:
        """How many actions were done, how many brought their level, and by how much their questions went up or down."""
        _ = self.words.gettext
        if not progress.done and not progress.others:
            return _("No action of the plan was marked as done in this time.")
        said = []
        if progress.done:
            done = self.words.ngettext(
                "{count} action on a question was done; {reached} reached the level that it was for.",
                "{count} actions on questions were done; {reached} of them reached the level that they were for.",
                len(progress.done),
            )
            said.append(done.format(count=len(progress.done), reached=progress.reached))
            levels = self.words.ngettext("{count} level", "{count} levels", abs(progress.gained))
            if progress.gained > 0:
                text = _("Together their questions went up by {levels}.")
            elif progress.gained < 0:
                text = _("Together their questions went down by {levels}.")
            else:
                text = _("Together their questions went neither up nor down.")
            said.append(text.format(levels=levels.format(count=abs(progress.gained))))
        if progress.others:
            text = self.words.ngettext(
                "{count} other action was done, which has no level to reach: of a rule, or your own.",
                "{count} other actions were done, which have no level to reach: of rules, or your own.",
                progress.others,
            )
            said.append(text.format(count=progress.others))
        return " ".join(said)

    def of_its_own_date(self) -> str:
        """By which law each outcome was judged."""
        return self.words.gettext(
            "Each assessment is judged by the law of its own date, as it was reported then. "
            "So an outcome can change because the law did."
        )
