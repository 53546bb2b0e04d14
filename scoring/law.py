"""Answers to verdicts: what they say about each norm, and the outcome that no average can hide (design 4)."""

from collections.abc import Mapping
from datetime import date

from model.answers import UNANSWERED, Answer
from model.assessment import VERDICTS, Contradiction, Law, Verdict, VerdictName
from model.expressions import Facts, holds
from model.questionnaire import Norm, Questionnaire


def judge(
    questionnaire: Questionnaire,
    facts: Facts,
    answers: Mapping[str, Answer],
    applicable: tuple[str, ...],
    on: date,
) -> Law:
    """The verdict of every duty and practice on this day, and the outcome over the duties."""
    levels = {id_: answers[id_].level for id_ in applicable if id_ in answers}
    norms = [norm for norm in questionnaire.norms.values() if norm.kind != "context"]
    verdicts = {norm.id: verdict(norm, facts, answers.get(norm.id, UNANSWERED), levels, on) for norm in norms}
    duties = [norm for norm in norms if norm.kind == "duty"]
    return Law(
        outcome=outcome([_weight(norm, verdicts[norm.id]) for norm in duties]),
        set_aside=sum(verdicts[norm.id].because == ("not_applicable",) for norm in norms),
        counts={name: sum(v.verdict == name for v in verdicts.values()) for name in VERDICTS},
        norms=verdicts,
        complete=questionnaire.law_complete,
        later=tuple(n.id for n in norms if n.valid_from > on and holds(n.binds, facts) is not False),
    )


def may_bind(norm: Norm, facts: Facts, on: date) -> bool:
    """Whether to ask about this norm: it is judged at all, holds on this day, and the profile does not rule it out."""
    return norm.kind != "context" and _holds_on(norm, on) and holds(norm.binds, facts) is not False


def _holds_on(norm: Norm, on: date) -> bool:
    return norm.valid_from <= on and (norm.valid_to is None or on <= norm.valid_to)


def verdict(norm: Norm, facts: Facts, answer: Answer, levels: Mapping[str, int | None], on: date) -> Verdict:
    """The verdict of one norm; the order of the cases is the rule (design 4, "verdict").

    `levels` holds the levels of the applicable criteria in scope; None or absent means that there is none.
    """
    if not _holds_on(norm, on):
        return Verdict("not_bound", ("dates",))
    bound = holds(norm.binds, facts)
    if bound is False:
        return Verdict("not_bound", ("profile",))
    if answer.not_applicable is not None and norm.not_applicable_when is not None:
        return Verdict("not_bound", ("not_applicable",))
    if answer.check == "yes":
        return Verdict("met", ("check",))
    if bound is None:
        return Verdict("cannot_tell", ("profile",))
    if answer.check in ("partly", "no"):
        return Verdict("not_met", ("check",))
    return _by_criteria(norm, levels)


def _by_criteria(norm: Norm, levels: Mapping[str, int | None]) -> Verdict:
    reached = {id_: levels.get(id_) for id_ in norm.met_when}
    if not reached or None in reached.values():
        return Verdict("cannot_tell", tuple(reached) or ("check",))
    below = tuple(id_ for id_, required in norm.met_when.items() if (reached[id_] or 0) < required)
    return Verdict("not_met", below) if below else Verdict("met", tuple(reached))


def outcome(verdicts: list[VerdictName]) -> VerdictName:
    """The worst of the duties' verdicts.

    >>> outcome(["met"] * 99 + ["not_met"])
    'not_met'
    """
    for worst in ("not_met", "cannot_tell", "met"):
        if worst in verdicts:
            return worst
    return "not_bound"


def _weight(norm: Norm, verdict_: Verdict) -> VerdictName:
    """The verdict as it counts in the outcome: nobody fails on a norm that was not verified in the law's text."""
    unverified = norm.source.checked == "unverified" and verdict_.verdict == "not_met"
    return "cannot_tell" if unverified else verdict_.verdict


def contradictions(
    questionnaire: Questionnaire, answers: Mapping[str, Answer], law: Law, applicable: tuple[str, ...]
) -> tuple[Contradiction, ...]:
    """Each check on a binding norm that says other than the criteria of its `met_when`.

    That is a yes with a lower level, or a no with every level reached.
    """
    return tuple(
        contradiction
        for id_, judged in law.norms.items()
        if judged.verdict != "not_bound"
        for contradiction in _contradictions(questionnaire.norms[id_], answers, applicable)
    )


def _contradictions(norm: Norm, answers: Mapping[str, Answer], applicable: tuple[str, ...]) -> list[Contradiction]:
    check = answers.get(norm.id, UNANSWERED).check
    if check not in ("yes", "no"):
        return []
    found = [
        Contradiction(norm.id, check, id_, level, required)
        for id_, required in norm.met_when.items()
        if id_ in applicable and (level := answers.get(id_, UNANSWERED).level) is not None
    ]
    below = [contradiction for contradiction in found if contradiction.level < contradiction.required]
    if check == "yes":
        return below
    return found if len(found) == len(norm.met_when) and not below else []
