"""What an organisation sends to an edition: levels, targets and scores, and nothing that was written."""

from collections.abc import Sequence

from model.answers import Answer
from model.assessment import Assessment
from model.contributions import Contribution
from model.errors import BadInput, Mistake
from model.questionnaire import Questionnaire


def contribution(questionnaire: Questionnaire, assessment: Assessment) -> Contribution:
    """What this assessment sends: of the criteria that apply and have a level, without the sensitive ones.

    A theme has a score when at least half of its questions that apply have a level, so that it means something.

    :raises BadInput: the profile has no sector or size class, or no question has a level.
    """
    file = assessment.answers
    facts = file.organisation.facts
    asked = [id_ for id_ in assessment.maturity.applicable if not questionnaire.criteria[id_].sensitive]
    given = {id_: answer for id_ in asked if (answer := file.answers.get(id_)) and answer.level is not None}
    mistakes = [
        *([] if "sector" in facts else [Mistake("Choose a sector in the profile: peers are compared by it.")]),
        *([] if "size_class" in facts else [Mistake("Choose a size in the profile: peers are compared by it.")]),
        *([] if given else [Mistake("No question has a level yet. Answer some questions first.")]),
    ]
    if mistakes:
        raise BadInput(mistakes)
    levels = {id_: answer.level for id_, answer in given.items() if answer.level is not None}
    groups = {"overall": asked}
    for id_ in asked:
        groups.setdefault(questionnaire.criteria[id_].theme, []).append(id_)
    scores = {group: _score([levels.get(id_) for id_ in ids]) for group, ids in groups.items()}
    return Contribution(
        sector=str(facts["sector"]),
        size_class=str(facts["size_class"]),
        scope=file.scope,
        version=assessment.version,
        digest=assessment.digest,
        levels=levels,
        targets={id_: answer.target for id_, answer in given.items() if answer.target is not None},
        scores={group: score for group, score in scores.items() if score is not None},
        assurance_share=_assured(list(given.values())),
    )


def _score(levels: Sequence[int | None]) -> int | None:
    """The mean in half points, cut down; None when fewer than half have a level."""
    given = [level for level in levels if level is not None]
    return 2 * sum(given) // len(given) if given and 2 * len(given) >= len(levels) else None


def _assured(answers: Sequence[Answer]) -> float:
    return sum(answer.assurance != "stated" for answer in answers) / len(answers)
