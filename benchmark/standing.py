"""What is sent, where one stands, what to look at again. Stands in for the part that is made beside this one."""

import math
from collections import Counter

from model.assessment import Assessment
from model.contributions import Contribution, Item
from model.places import Place, Signals
from model.questionnaire import Questionnaire
from model.releases import Group, Release


def contribution_of(questionnaire: Questionnaire, assessment: Assessment) -> Contribution:
    """All that is sent of an assessment."""
    answers, facts = assessment.answers.answers, assessment.answers.organisation.facts
    of = [id_ for id_ in assessment.maturity.applicable if not questionnaire.criteria[id_].sensitive]
    scores = {"overall": assessment.maturity.overall, **assessment.maturity.themes}
    return Contribution(
        sector=str(facts.get("sector", "")),
        size_class=str(facts.get("size_class", "")),
        scope=assessment.answers.scope,
        version=assessment.version,
        digest=assessment.digest,
        levels={id_: level for id_ in of if id_ in answers and (level := answers[id_].level)},
        targets={id_: target for id_ in of if id_ in answers and (target := answers[id_].target)},
        scores={id_: math.floor(score.score * 2) for id_, score in scores.items() if score and score.score},
        assurance_share=assessment.maturity.evidence_share or 0.0,
    )


def place(release: Release, contribution: Contribution, item: Item, group: Group) -> Place:
    """Where what one sent stands in a group."""
    figure, mine = release.figures.get(item, {}).get(group), contribution.values()[item] / 2
    if figure is None:
        return Place("hidden")
    if figure.quartiles is None:
        return Place("below" if mine < figure.band[0] else "above" if mine > figure.band[1] else "in")
    first, middle, third = figure.quartiles
    if mine < first:
        return Place("lower than most")
    if mine > third:
        return Place("higher than most")
    return Place("lower" if mine < middle else "higher" if mine > middle else "in the middle")


def signals(assessment: Assessment) -> Signals:
    """What to look at again."""
    answers = assessment.answers.answers.values()
    levels = Counter(answer.level for answer in answers if answer.level)
    most = max(levels.values(), default=0) / max(levels.total(), 1)
    aside = sum(answer.not_applicable is not None for answer in answers)
    return Signals(aside / max(len(answers), 1), most, len(assessment.contradictions),
                   assessment.maturity.evidence_share or 0.0)  # fmt: skip
