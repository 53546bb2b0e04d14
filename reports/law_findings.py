"""What the law's part of a report points at: each rule with its verdict and answer, and the lists made from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from model.answers import UNANSWERED, Answer
from model.assessment import VERDICTS, Assessment, Law, Verdict, VerdictName
from model.questionnaire import Instrument, Norm, Questionnaire


@dataclass(frozen=True)
class Judged:
    """A duty or practice with what the answers say about it."""

    norm: Norm
    verdict: Verdict
    answer: Answer

    @property
    def is_unverified(self) -> bool:
        """Whether nobody read it in the law's text: then not met counts as can't tell in the outcome."""
        return self.norm.source.checked == "unverified"

    @property
    def is_set_aside(self) -> bool:
        """Whether the user said that it is not applicable, where the rule allows that."""
        return self.verdict.because == ("not_applicable",)

    @property
    def is_asked(self) -> bool:
        """Whether it holds on the day and the profile does not rule it out."""
        return self.verdict.verdict != "not_bound" or self.is_set_aside


def shown_law(assessment: Assessment) -> Law | None:
    """The verdicts; None when nobody asked for them, or when the rules are incomplete and an outcome would mislead."""
    return assessment.law if assessment.law is not None and assessment.law.complete else None


def judged_norms(assessment: Assessment, questionnaire: Questionnaire) -> list[Judged]:
    """Every duty and practice, instrument by instrument; none without the law."""
    verdicts = assessment.law.norms if assessment.law else {}
    answers = assessment.answers.answers
    return [Judged(questionnaire.norms[id_], of, answers.get(id_, UNANSWERED)) for id_, of in verdicts.items()]


def norms_to_show(assessment: Assessment, questionnaire: Questionnaire) -> list[Judged]:
    """The norms that are asked; also those with an answer from before, which does not count now."""
    answered = assessment.answers.answers
    return [one for one in judged_norms(assessment, questionnaire) if one.is_asked or one.norm.id in answered]


def with_verdict(judged: Sequence[Judged], verdict: VerdictName, kind: str) -> list[Judged]:
    """The duties or the practices that have this verdict."""
    return [one for one in judged if one.verdict.verdict == verdict and one.norm.kind == kind]


def counts(judged: Sequence[Judged]) -> tuple[int, ...]:
    """How many have each verdict, in the order of VERDICTS."""
    return tuple(sum(one.verdict.verdict == verdict for one in judged) for verdict in VERDICTS)


def by_instrument(judged: Sequence[Judged], questionnaire: Questionnaire) -> dict[str, tuple[Instrument, list[Judged]]]:
    """The norms of each instrument that has any of them, in the questionnaire's order."""
    groups = {
        id_: (instrument, [one for one in judged if one.norm.instrument == id_])
        for id_, instrument in questionnaire.instruments.items()
    }
    return {id_: group for id_, group in groups.items() if group[1]}


def starting_later(assessment: Assessment, questionnaire: Questionnaire) -> list[Norm]:
    """What will hold for this profile after the assessment's date, or may; the earliest first."""
    later = assessment.law.later if assessment.law else ()
    return sorted((questionnaire.norms[id_] for id_ in later), key=lambda norm: norm.valid_from)
