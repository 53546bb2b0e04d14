"""What is unusual about answers, told to who gives them before they are sent: to look again, never an accusation.

What is usual is our own choice until a few editions have shown it; the reason stands beside each.
"""

from collections.abc import Mapping
from itertools import groupby

from model.answers import UNANSWERED
from model.assessment import Assessment
from model.contributions import Signal, SignalName
from model.expressions import holds
from model.questionnaire import Questionnaire

USUAL: Mapping[SignalName, tuple[float, float]] = {
    # The profile already leaves out what does not apply; what remains seldom touches more than one in five.
    "not_applicable": (0.0, 0.2),
    # Levels spread over about three of the five; two in three on one level is more than most themes have in common.
    "same_level": (0.0, 0.67),
    # Of ninety answers, two in five on the same level, eight alike in a row happen once in thirty by chance.
    "longest_run": (0, 7),
    # One or two are a matter of reading a question otherwise.
    "contradictions": (0, 2),
    # Who has no evidence at all relies on memory; more is always fine.
    "evidence": (0.1, 1.0),
    # An action takes months, so that a mean of more than half a level a year is a lot.
    "jump": (-0.5, 0.5),
}


def signals(
    questionnaire: Questionnaire, assessment: Assessment, before: Mapping[str, int] | None = None
) -> tuple[Signal, ...]:
    """What can be told of these answers; `before` are the levels of the time before, of questions that mean the same.

    Shares and runs are absent without any level, the jump without a question that was answered both times.
    """
    answers = assessment.answers.answers
    facts = questionnaire.profile.complete(assessment.answers.organisation.facts)
    asked = [
        id_
        for id_ in questionnaire.scopes[assessment.answers.scope]
        if holds(questionnaire.criteria[id_].applies_when, facts) is not False
    ]
    set_aside = sum(answers.get(id_, UNANSWERED).not_applicable is not None for id_ in asked)
    levels = {id_: level for id_ in assessment.maturity.applicable if (level := answers.get(id_, UNANSWERED).level)}
    values: dict[SignalName, float] = {}
    if asked:
        values["not_applicable"] = set_aside / len(asked)
    if levels:
        given = list(levels.values())
        values["same_level"] = max(given.count(level) for level in given) / len(given)
        values["longest_run"] = max(len(list(run)) for _, run in groupby(given))
        values["evidence"] = sum(answers[id_].assurance != "stated" for id_ in levels) / len(levels)
    if assessment.law is not None:
        values["contradictions"] = len(assessment.contradictions)
    moved = [level - before[id_] for id_, level in levels.items() if id_ in before] if before else []
    if moved:
        values["jump"] = sum(moved) / len(moved)
    return tuple(Signal(name, values[name], usual) for name, usual in USUAL.items() if name in values)
