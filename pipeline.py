"""THE STRAIGHT LINE: answers and a questionnaire to an assessment. Pages, terminal and reports all start here."""

from model.answers import AnswersFile
from model.assessment import Assessment
from model.questionnaire import Questionnaire
from planning.plan import apply_changes, draft_plan, dropped_from
from planning.quarters import between, later, quarter_of
from planning.roadmap import schedule, starts_too_early
from scoring.gaps import find_gaps
from scoring.law import contradictions, judge
from scoring.maturity import is_asked, measure

__all__ = ["ENGINE", "asked_criteria", "assess", "between", "later", "quarter_of", "starts_too_early"]

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
        digest=questionnaire.digest,
        maturity=maturity,
        law=law,
        contradictions=contradictions(questionnaire, answers, law, maturity.applicable) if law else (),
        gaps=gaps,
        plan=plan,
        dropped=dropped_from(draft, changes),
    )


def asked_criteria(questionnaire: Questionnaire, answers_file: AnswersFile) -> tuple[str, ...]:
    """The ids of the criteria to ask: those of the scope that the profile does not switch off."""
    facts = questionnaire.profile.complete(answers_file.organisation.facts)
    return tuple(id_ for id_ in questionnaire.scopes[answers_file.scope] if is_asked(questionnaire, id_, facts))
