"""THE STRAIGHT LINE: answers and a questionnaire to an assessment. Pages, terminal and reports all start here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from benchmark import release as releases
from benchmark.contribution import contribution as contribution_of
from benchmark.place import place
from benchmark.signals import signals
from benchmark.verification import breaches
from history.carrying import carry, same_question
from history.trend import Moment, result_from, trend_of
from model.answers import Answer, AnswersFile
from model.assessment import Assessment
from model.contributions import Contribution, Counts, Edition, StepCounts
from model.expressions import holds
from model.milestones import Carried, Milestone
from model.questionnaire import Norm, Questionnaire
from model.releases import Release
from model.trends import Trend
from model.votes import Revealed, Vote
from model.workshops import Minutes, Setup, Workshop
from planning.plan import apply_changes, draft_plan, dropped_from
from planning.quarters import between, later, quarter_of
from planning.roadmap import schedule, starts_too_early
from scoring.gaps import find_gaps
from scoring.law import contradictions, judge, may_bind
from scoring.maturity import is_asked, measure
from workshop.agenda import Topic, agenda, gaps_first, impact, minutes_each, move, that_fit
from workshop.agreement import agreement
from workshop.clock import clock
from workshop.disclosure import reveal, voted_by_role
from workshop.prompts import prompts

__all__ = [
    "ENGINE",
    "Proposal",
    "Topic",
    "agenda_of",
    "asked_criteria",
    "asked_norms",
    "assess",
    "assess_by",
    "between",
    "breaches",
    "clock",
    "contribution_of",
    "draw",
    "explained_norms",
    "is_provider",
    "later",
    "levels_now",
    "make_release",
    "minutes",
    "minutes_each",
    "move",
    "place",
    "prompts",
    "proposed",
    "quarter_of",
    "same_question",
    "sensitive",
    "signals",
    "starts_too_early",
    "suggested_reason",
    "that_fit",
    "topics",
    "trend",
    "voted_by_role",
]

# How criteria are proposed for a workshop: of the whole scope, of one theme, by their gaps, or as the law asks them.
Proposal: TypeAlias = Literal["scope", "theme", "gaps", "law"]
ENGINE = "1"  # goes up when the same answers to the same questionnaire can give another result


def assess(questionnaire: Questionnaire, answers_file: AnswersFile) -> Assessment:
    """All that follows from the answers: scores, verdicts, contradictions, gaps and the plan with its roadmap."""
    answers = answers_file.answers
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    maturity = measure(questionnaire, answers_file.scope, facts, answers)
    law = judge(questionnaire, facts, answers, maturity.applicable, answers_file.on) if answers_file.law else None
    gaps = find_gaps(answers, maturity.applicable)
    draft = draft_plan(questionnaire, gaps, law, answers, maturity.applicable)
    changes = answers_file.plan
    plan = schedule(apply_changes(draft, changes), answers_file.on, changes.days_a_quarter)
    return Assessment(
        answers=answers_file,
        engine=ENGINE,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        answered_version=answers_file.version,
        digest=questionnaire.digest,
        maturity=maturity,
        law=law,
        contradictions=contradictions(questionnaire, answers, law, maturity.applicable) if law else (),
        gaps=gaps,
        plan=plan,
        dropped=dropped_from(draft, changes),
    )


def carried(questionnaire: Questionnaire, answers_file: AnswersFile) -> dict[str, Carried]:
    """What comes along to this version of the answers to an earlier one, by today's id, to be confirmed.

    Nothing when no steps lead here from that version.
    """
    if answers_file.version not in _versions(questionnaire):
        return {}
    asked = {*questionnaire.criteria, *(norm.id for norm in questionnaire.norms.values() if norm.kind != "context")}
    coming = carry(answers_file.answers, answers_file.version, questionnaire.steps, asked)
    return {id_: one for id_, one in coming.items() if _may_stand(questionnaire, id_, one.answer)}


def _versions(questionnaire: Questionnaire) -> set[str]:
    """The version itself and the earlier ones that steps lead from."""
    return {questionnaire.version, *(step.before for step in questionnaire.steps)}


def _may_stand(questionnaire: Questionnaire, id_: str, answer: Answer) -> bool:
    """Whether today's version takes this answer: not every norm can be set aside that once could."""
    norm = questionnaire.norms.get(id_)
    return norm is None or answer.not_applicable is None or norm.not_applicable_when is not None


def assess_anew(questionnaire: Questionnaire, answers_file: AnswersFile) -> Assessment:
    """What the answers to an earlier version come to under this one, on the day of those answers."""
    answers = {id_: one.answer for id_, one in carried(questionnaire, answers_file).items()}
    coming = answers_file.model_copy(update={"version": questionnaire.version, "answers": answers})
    return replace(assess(questionnaire, coming), answered_version=answers_file.version)


def levels_now(questionnaire: Questionnaire, earlier: Contribution) -> dict[str, int]:
    """What was sent to an earlier edition, by today's ids: the levels on the questions that still ask the same."""
    if earlier.version not in _versions(questionnaire):
        return {}
    now_of = same_question(earlier.version, questionnaire.steps)
    found = ((now_of(id_), level) for id_, level in earlier.levels.items())
    return {now: level for now, level in found if now is not None and now in questionnaire.criteria}


def assess_by(questionnaire: Questionnaire, answers_file: AnswersFile) -> Assessment:
    """What answers come to under this version, whichever they were given to: to it, or to an earlier one."""
    judge = assess if answers_file.version == questionnaire.version else assess_anew
    return judge(questionnaire, answers_file)


def trend(questionnaire: Questionnaire, milestones: Iterable[Milestone], today: Assessment | None) -> Trend:
    """The closed assessments beside each other, the oldest first, and behind them the one that is still open.

    Each is shown as it was reported, under this version, and on the questions that all have in common.
    """
    moments = [
        Moment(one.closed_at, one.answers, one.reported, assess_anew(questionnaire, one.answers)) for one in milestones
    ]
    if today is not None:
        moments.append(Moment(None, today.answers, result_from(today), today))
    return trend_of(questionnaire, moments)


def asked_norms(questionnaire: Questionnaire, answers_file: AnswersFile) -> tuple[str, ...]:
    """The ids of the norms to ask, by topic: duties and practices that hold on its day and that may bind it.

    Who has not told enough in the profile is asked too: unknown counts as bound.
    """
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    asked = [norm for norm in questionnaire.norms.values() if may_bind(norm, facts, answers_file.on)]
    order = list(questionnaire.topics)
    return tuple(norm.id for norm in sorted(asked, key=lambda norm: order.index(norm.topic)))


def explained_norms(questionnaire: Questionnaire, answers_file: AnswersFile, topic: str) -> tuple[Norm, ...]:
    """The norms of a topic that are only explained, to whom the profile does not rule them out."""
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    return tuple(
        norm
        for norm in questionnaire.norms.values()
        if norm.kind == "context" and norm.topic == topic and holds(norm.binds, facts) is not False
    )


def is_provider(questionnaire: Questionnaire, answers_file: AnswersFile) -> bool:
    """Whether by its profile this organisation collects for others, so that the Wki binds it."""
    return questionnaire.profile.complete(answers_file.organisation.facts).get("wki_provider") is True


def suggested_reason(questionnaire: Questionnaire, answers_file: AnswersFile, criterion: str) -> str | None:
    """Why this criterion is likely not applicable to an organisation with this profile; None when it likely is."""
    preset = questionnaire.criteria[criterion].preset
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    return preset.reason if preset is not None and holds(preset.when, facts) else None


def asked_criteria(questionnaire: Questionnaire, answers_file: AnswersFile) -> tuple[str, ...]:
    """The ids of the criteria to ask: those of the scope that the profile does not switch off."""
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    return tuple(id_ for id_ in questionnaire.scopes[answers_file.scope] if is_asked(questionnaire, id_, facts))


def draw(setup: Setup) -> Callable[[Sequence[Vote], Sequence[Vote] | None], Revealed]:
    """What makes of votes, and of those in the round before it, what a round in this workshop shows."""
    return lambda votes, before: reveal(votes, setup.floor, anonymous=setup.anonymous, before=before)


def minutes(workshop: Workshop, organisation: str) -> Minutes:
    """What a report tells of a workshop; agreement is that of the last round on every question."""
    shown = [question.last_shown for question in workshop.questions]
    chosen = [
        [level for level, people in enumerate(one.total.levels, start=1) for _ in range(people)] for one in shown if one
    ]
    return Minutes(workshop, agreement(chosen), organisation)


def topics(
    questionnaire: Questionnaire,
    answers_file: AnswersFile,
    consensus_of: Mapping[str, float | None],
    items: Iterable[str] | None = None,
) -> tuple[Topic, ...]:
    """What to discuss first, of all that is asked or of these: low consensus × impact × whether a duty rests on it."""
    bound = {norm for norm in asked_norms(questionnaire, answers_file) if questionnaire.norms[norm].kind == "duty"}
    return agenda(
        Topic(
            id_,
            consensus_of.get(id_),
            impact([action.impact for action in questionnaire.criteria[id_].actions.values()]),
            sum(id_ in questionnaire.norms[norm].met_when for norm in bound),
        )
        for id_ in (asked_criteria(questionnaire, answers_file) if items is None else items)
    )


def proposed(
    questionnaire: Questionnaire, answers_file: AnswersFile, proposal: Proposal, theme: str | None = None
) -> tuple[str, ...]:
    """The criteria that are proposed for a workshop in this way, what to discuss first in front."""
    found = topics(questionnaire, answers_file, {})
    if proposal == "theme":
        found = tuple(topic for topic in found if questionnaire.criteria[topic.criterion].theme == theme)
    elif proposal == "gaps":
        found = gaps_first(found, answers_file.answers)
    elif proposal == "law":
        found = tuple(topic for topic in found if topic.duties)
    return tuple(topic.criterion for topic in found)


def agenda_of(questionnaire: Questionnaire, answers_file: AnswersFile, workshop: Workshop) -> tuple[Topic, ...]:
    """The questions of a workshop in the order that is computed; those the group is done with stay in front."""
    consensus_of = {question.item: shown.consensus for question in workshop.questions if (shown := question.last_shown)}
    found = topics(questionnaire, answers_file, consensus_of, [question.item for question in workshop.questions])
    of = {topic.criterion: topic for topic in found}
    done = [of[question.item] for question in workshop.questions if question.outcome is not None]
    return (*done, *(topic for topic in found if topic not in done))


def sensitive(questionnaire: Questionnaire) -> frozenset[str]:
    """The criteria about prices, fees or volumes: competitors may not learn of each other's from a benchmark."""
    return frozenset(id_ for id_, criterion in questionnaire.criteria.items() if criterion.sensitive)


def make_release(questionnaire: Questionnaire, edition: Edition, counts: Counts, steps: StepCounts) -> Release:
    """The release of an edition that closes, out of what was counted in it.

    It is about the version that the edition was opened for, also where the questionnaire went on.

    :raises ValueError: the edition is still open, or the release breaks a rule of disclosure: one that does is never
        written.
    """
    if edition.closed_at is None:
        raise ValueError("closed_at")
    release = releases.make_release(
        association=edition.association,
        edition=edition.name,
        closed_on=edition.closed_at.date(),
        questionnaire=questionnaire.id,
        version=edition.version,
        digest=edition.digest,
        fictional=edition.fictional,
        counts=counts,
        steps=steps,
        sensitive=sensitive(questionnaire),
    )
    found = breaches(release, counts, steps, sensitive(questionnaire))
    if found:
        raise ValueError("\n".join(found))
    return release
