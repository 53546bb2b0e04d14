"""Gaps and verdicts to a plan: which actions, in which order (design 4)."""

from collections.abc import Iterable, Mapping

from model.answers import Answer, PlanChanges
from model.assessment import Gap, Law, Need, NeedState, PlanEntry
from model.questionnaire import Criterion, Norm, Questionnaire


def draft_plan(
    questionnaire: Questionnaire,
    gaps: Iterable[Gap],
    law: Law | None,
    answers: Mapping[str, Answer],
    applicable: tuple[str, ...],
) -> tuple[PlanEntry, ...]:
    """The actions that close the gaps, one step per level, and those of duties not met.

    Duties come first, the one with the least effort before others. Then the highest impact per day of effort, ties by
    effort, then by the questionnaire's order; but what an action needs first comes before it, and is added when no gap
    asks for it.
    """
    levels = {id_: answers[id_].level for id_ in applicable if id_ in answers}
    wanted = {_step(gap.criterion, level) for gap in gaps for level in range(gap.level + 1, gap.target + 1)}
    draft = _Draft(questionnaire, levels, applicable, wanted, law)
    for norm in sorted(
        _open_duties(questionnaire, law), key=lambda norm: norm.action.effort_days if norm.action else 0
    ):
        draft.add_norm(norm)
    order = {id_: number for number, id_ in enumerate(questionnaire.criteria)}

    def rank(step: tuple[str, int]) -> tuple[float, int, int, int]:
        action = questionnaire.criteria[step[0]].actions[step[1]]
        return (-action.impact / action.effort_days, action.effort_days, order[step[0]], step[1])

    for step in sorted(draft.steps, key=rank):
        draft.add_step(*step)
    return tuple(draft.entries)


def _step(criterion: str, level: int) -> tuple[str, int]:
    return (criterion, level)


def _open_duties(questionnaire: Questionnaire, law: Law | None) -> list[Norm]:
    norms = law.norms if law else {}
    return [
        questionnaire.norms[id_]
        for id_, verdict in norms.items()
        if verdict.verdict == "not_met" and questionnaire.norms[id_].kind == "duty"
    ]


class _Draft:
    """The plan in the making: every step at most once, what it needs before it."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        levels: Mapping[str, int | None],
        applicable: tuple[str, ...],
        steps: set[tuple[str, int]],
        law: Law | None,
    ) -> None:
        self.questionnaire = questionnaire
        self.levels = levels
        self.applicable = applicable
        self.steps = steps
        self.law = law
        self.done: set[tuple[str, int]] = set()
        self.entries: list[PlanEntry] = []

    def add_norm(self, norm: Norm) -> None:
        action = norm.action
        if action is not None:
            self.entries.append(
                PlanEntry(
                    norm.id, None, None, (norm.id,), action.do, action.effort_days, action.lead_weeks, action.owner, 3
                )
            )

    def add_step(self, id_: str, level: int) -> None:
        """Adds the steps that this one stands on (the levels below, and what it needs), then this one."""
        if (id_, level) in self.done:
            return
        self.done.add((id_, level))
        criterion = self.questionnaire.criteria[id_]
        current = self.levels.get(id_) or level - 1
        if level - 1 > current:
            self.add_step(id_, level - 1)
        action = criterion.actions[level]
        needs = tuple(self._need(needed, at) for needed, at in (action.needs or {}).items())
        for need in needs:
            if need.state == "planned":
                self.add_step(need.criterion, need.level)
        self.entries.append(self._entry(criterion, level, needs))

    def _entry(self, criterion: Criterion, level: int, needs: tuple[Need, ...]) -> PlanEntry:
        action = criterion.actions[level]
        return PlanEntry(
            id=f"{criterion.id}-{level}",
            criterion=criterion.id,
            reaches=level,
            norms=self._norms_met_by(criterion.id, level),
            do=action.do,
            effort_days=action.effort_days,
            lead_weeks=action.lead_weeks,
            owner=action.owner,
            impact=action.impact,
            needs=needs,
            pulled_in=(criterion.id, level) not in self.steps,
        )

    def _need(self, id_: str, level: int) -> Need:
        state: NeedState
        if id_ not in self.applicable:
            state = "outside"
        elif (current := self.levels.get(id_)) is None:
            state = "unknown"
        else:
            state = "reached" if current >= level else "planned"
        return Need(id_, level, state)

    def _norms_met_by(self, id_: str, level: int) -> tuple[str, ...]:
        """The norms not met now that look at this criterion at this level."""
        verdicts = self.law.norms if self.law else {}
        return tuple(
            norm_id
            for norm_id, verdict in verdicts.items()
            if verdict.verdict == "not_met" and self.questionnaire.norms[norm_id].met_when.get(id_) == level
        )


def apply_changes(entries: Iterable[PlanEntry], changes: PlanChanges) -> tuple[PlanEntry, ...]:
    """The plan with the user's owners, starts and statuses, without dropped actions, own actions at the end."""
    changed = []
    for entry in entries:
        change = changes.actions.get(entry.id)
        if change is None:
            changed.append(entry)
        elif not change.dropped:
            changed.append(_changed(entry, change.owner or entry.owner, change.start, change.status))
    own = (
        _changed(
            PlanEntry(f"own-{number}", None, None, (), action.do, action.effort_days, 0, action.owner, 0, own=True),
            action.owner,
            action.start,
            action.status,
        )
        for number, action in enumerate(changes.own, 1)
    )
    return (*changed, *own)


def dropped_from(entries: Iterable[PlanEntry], changes: PlanChanges) -> tuple[PlanEntry, ...]:
    """The actions that the user dropped."""
    return tuple(entry for entry in entries if entry.id in changes.actions and changes.actions[entry.id].dropped)


def _changed(entry: PlanEntry, owner: str, start: str | None, status: str) -> PlanEntry:
    return PlanEntry(
        **{**vars(entry), "owner": owner, "start": start or "", "start_is_set": start is not None, "status": status}
    )
