"""What the plan brought: the actions that were done, and whether their questions reached the level they were for."""

from collections.abc import Mapping

from history.alike import Same, renamed
from history.moves import Named
from model.answers import PlanChanges
from model.trends import DoneAction, Progress


def progress(
    plans: tuple[PlanChanges, PlanChanges], before: Named, after: Named, same: Same, order: Mapping[str, str]
) -> Progress:
    """The actions done between two assessments, by the questions in this order.

    Those are the actions marked as done in the later plan and not yet in the earlier one. An action that was done
    then already counts too when its level was not there yet: what it brings can only show now. The action of a
    question that means something else by now is left out.
    """
    then, now = map(_done, plans)
    levels = renamed(before.levels, same)
    steps = [step for id_ in now - then if (step := _step(id_, order)) is not None]
    for id_ in then:
        step = _step(id_, order)
        if step is not None and levels.get(step[0], 5) < step[1]:
            steps.append(step)
    others = sum(_step(id_, order) is None for id_ in now - then)
    place = {id_: number for number, id_ in enumerate(order)}
    return Progress(
        tuple(
            DoneAction(id_, after.titles.get(id_, id_), level, levels.get(id_), after.levels.get(id_))
            for id_, level in sorted(steps, key=lambda step: (place[step[0]], step[1]))
        ),
        others + max(0, _own(plans[1]) - _own(plans[0])),
    )


def _done(plan: PlanChanges) -> set[str]:
    return {id_ for id_, change in plan.actions.items() if change.status == "done" and not change.dropped}


def _own(plan: PlanChanges) -> int:
    return sum(action.status == "done" for action in plan.own)


def _step(id_: str, criteria: Mapping[str, str]) -> tuple[str, int] | None:
    """The question and the level of an action such as s1.3-4; None of a rule's action."""
    criterion, _dash, level = id_.rpartition("-")
    return (criterion, int(level)) if criterion in criteria else None
