"""Assessments as rows of text: what a page shows as a table."""

from collections.abc import Mapping, Sequence

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.assessment import Assessment, Score
from model.contributions import Contribution
from model.questionnaire import Questionnaire

Row = dict[str, str]


def score_rows(
    scores: Mapping[str, Score], names: Mapping[str, str], ambition: Mapping[str, float], words: Words
) -> list[Row]:
    """Score, range, ambition and how many were answered, per group."""
    _ = words.gettext
    return [
        {
            _("Subject"): names[group],
            _("Score"): words.score(score.score),
            _("Lowest–highest"): f"{words.score(score.low)}–{words.score(score.high)}",
            _("Ambition"): words.score(ambition.get(group)),
            _("Answered"): _("{done} of {all}").format(done=score.answered, all=score.applicable),
        }
        for group, score in scores.items()
    ]


def contribution_rows(assessment: Assessment, questionnaire: Questionnaire, words: Words) -> list[Row]:
    """What every counted criterion adds to the score: its level as points, over the number that has a level."""
    _ = words.gettext
    answers = assessment.answers.answers
    counted = [(id_, level) for id_ in assessment.maturity.applicable if (level := _level(answers, id_)) is not None]
    rows = [
        {
            _("Question"): f"{id_} {questionnaire.criteria[id_].title}",
            _("Level"): f"{level} {questionnaire.levels[level - 1].name}",
            _("Contribution"): f"{level} / {len(counted)}",
        }
        for id_, level in counted
    ]
    total = sum(level for _id, level in counted)
    overall = assessment.maturity.overall
    if counted and overall is not None:
        rows.append(
            {
                _("Question"): _("Together"),
                _("Level"): _("{total} points").format(total=total),
                _("Contribution"): f"{total} / {len(counted)} = {words.score(overall.score)}",
            }
        )
    return rows


def missing_rows(assessment: Assessment, questionnaire: Questionnaire, words: Words) -> list[Row]:
    """The applicable criteria without a level, and those set aside, with why."""
    _ = words.gettext
    answers = assessment.answers.answers
    rows = []
    for id_ in questionnaire.scopes[assessment.answers.scope]:
        answer = answers.get(id_, UNANSWERED)
        if id_ in assessment.maturity.applicable and answer.level is None:
            reason = _("I don't know") if answer.unknown else _("Not answered yet")
        elif answer.not_applicable is not None and id_ not in assessment.maturity.applicable:
            reason = _("Not applicable: {reason}").format(reason=answer.not_applicable)
        elif id_ not in assessment.maturity.applicable:
            reason = _("Does not concern you, by your profile")
        else:
            continue
        rows.append({_("Question"): f"{id_} {questionnaire.criteria[id_].title}", _("Why it does not count"): reason})
    return rows


def contributed_rows(sent: Contribution, questionnaire: Questionnaire, words: Words) -> list[Row]:
    """The level and the ambition of every question in a contribution, in the questionnaire's order."""
    _ = words.gettext
    names = {number: f"{number} {level.name}" for number, level in enumerate(questionnaire.levels, 1)}
    return [
        {
            _("Question"): f"{id_} {criterion.title}",
            _("Level"): names.get(sent.levels.get(id_, 0), "–"),
            _("Ambition"): names.get(sent.targets.get(id_, 0), "–"),
        }
        for id_, criterion in questionnaire.criteria.items()
        if id_ in sent.levels or id_ in sent.targets
    ]


def peer_rows(
    names: Mapping[str, str],
    cells: Mapping[str, Sequence[str]],
    mine: Mapping[str, float],
    places: Mapping[str, str],
    words: Words,
) -> list[Row]:
    """My score and place per subject, and what is shown of the others: number, band, middle one, half and interval."""
    _ = words.gettext
    heads = (_("Number"), _("Band"), _("Middle one"), _("Middle half"), _("Interval (95%)"))
    return [
        {
            _("Subject"): name,
            _("You"): words.number(mine[id_]) if id_ in mine else "–",
            _("Your place"): places.get(id_, "–"),
            **dict(zip(heads, cells[id_], strict=True)),
        }
        for id_, name in names.items()
    ]


def extremes(assessment: Assessment, count: int = 3) -> tuple[list[str], list[str]]:
    """The ids of the strongest and of the weakest criteria, at most `count` each; none when all have one level."""
    answers = assessment.answers.answers
    levels = {id_: level for id_ in assessment.maturity.applicable if (level := _level(answers, id_)) is not None}
    if not levels:
        return [], []
    strongest = [id_ for id_ in sorted(levels, key=lambda id_: -levels[id_]) if levels[id_] > min(levels.values())]
    top = strongest[:count]
    weakest = [id_ for id_ in sorted(levels, key=levels.__getitem__) if top and levels[id_] < levels[top[-1]]]
    return top, weakest[:count]


def _level(answers: Mapping[str, Answer], id_: str) -> int | None:
    return answers[id_].level if id_ in answers else None
