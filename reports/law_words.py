"""The phrases in which every report speaks of the law: always according to the answers, never as a fact."""

from dataclasses import dataclass

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.assessment import Assessment, Contradiction, Law
from model.questionnaire import Norm, Questionnaire
from reports.law_findings import Judged


@dataclass(frozen=True)
class LawWords:
    """One assessment's answers in words, in the language of questionnaire and words."""

    assessment: Assessment
    questionnaire: Questionnaire
    words: Words

    def outcome(self, law: Law) -> str:
        """The legal outcome as a sentence, never as a fact."""
        text = self.words.gettext("By your answers: {outcome}.")
        return text.format(outcome=self.words.outcome(law.outcome))

    def set_aside(self, law: Law) -> str:
        """How many rules the user set aside; said also when there are none."""
        text = self.words.ngettext(
            "You set {count} rule aside as not applicable.",
            "You set {count} rules aside as not applicable.",
            law.set_aside,
        )
        return text.format(count=law.set_aside)

    def said(self, answer: Answer) -> str:
        """The answer to a check as a sentence."""
        _ = self.words.gettext
        if answer.not_applicable is not None:
            return _("Not applicable. Reason: {reason}").format(reason=answer.not_applicable)
        return _("Answer: {answer}.").format(answer=self.words.check(answer.check) if answer.check else _("none"))

    def why(self, judged: Judged) -> str:
        """What made the verdict, such as the answer to the check or the levels of other questions."""
        _ = self.words.gettext
        because, verdict = judged.verdict.because, judged.verdict.verdict
        if because == ("profile",) and verdict == "cannot_tell":
            return _("Your profile does not tell whether this rule binds you.")
        if because == ("check",) and verdict == "cannot_tell":
            return _("You answered “I don't know”.") if judged.answer.check else _("No answer yet.")
        criteria = [id_ for id_ in because if id_ in self.questionnaire.criteria]
        if criteria and verdict == "cannot_tell":
            text = _("No answer yet, and no level that counts for {titles}.")
            return text.format(titles=", ".join(self._title(id_) for id_ in criteria if not self._has_level(id_)))
        if criteria:
            return ", ".join(self._level(judged.norm, id_) for id_ in criteria)
        if judged.is_set_aside:
            return self.said(judged.answer)
        reason = self.words.because(because, {})
        if because == ("check",):
            return f"{reason}: “{judged.norm.check}” {self.words.check(judged.answer.check or 'unknown')}."
        return reason

    def _title(self, id_: str) -> str:
        return f"“{self.questionnaire.criteria[id_].title}”"

    def _has_level(self, id_: str) -> bool:
        answer = self.assessment.answers.answers.get(id_, UNANSWERED)
        return id_ in self.assessment.maturity.applicable and answer.level is not None

    def _level(self, norm: Norm, id_: str) -> str:
        level = self.assessment.answers.answers.get(id_, UNANSWERED).level
        text = self.words.gettext("{title} at level {level}, where the rule needs {required}")
        return text.format(title=self._title(id_), level=level, required=norm.met_when[id_])

    def marks(self, norm: Norm) -> list[str]:
        """What to know of a rule before one reads it: that it is no law, or that it was not read in the law."""
        _ = self.words.gettext
        marks = [_("good practice, no law")] if norm.kind == "practice" else []
        return [*marks, _("not verified in the law's text")] if norm.source.checked == "unverified" else marks

    def contradiction(self, contradiction: Contradiction) -> str:
        """Which two answers do not go together."""
        text = self.words.gettext(
            "{article}: you answered {check}, while “{title}” stands at level {level}. The rule needs level {required}."
        )
        return text.format(
            article=self.questionnaire.cite(self.questionnaire.norms[contradiction.norm]),
            check=self.words.check(contradiction.check).lower(),
            title=self.questionnaire.criteria[contradiction.criterion].title,
            level=contradiction.level,
            required=contradiction.required,
        )
