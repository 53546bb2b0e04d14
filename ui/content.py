"""The questionnaire as pages use it, read once per process, and the assessment of the tab."""

import functools
from dataclasses import dataclass
from datetime import date

from i18n.words import Words
from model.answers import AnswersFile
from model.assessment import Assessment
from model.questionnaire import Questionnaire
from model.wording import worded
from pipeline import assess
from storage.stored import NotFound
from ui import session


@functools.cache
def _loaded() -> dict[str, Questionnaire]:
    # The start page needs no questionnaire, and reading one takes a sixth of a second with its imports.
    from model.loading import load

    return load()


@functools.cache
def questionnaire(language: str, customer: str = "klant") -> Questionnaire:
    """The questionnaire in this language, with the organisation's word for its customers filled in."""
    return worded(_loaded()[language], customer)


@dataclass(frozen=True)
class Opened:
    """What a page needs of the assessment that the visitor works on."""

    id: str
    words: Words
    questionnaire: Questionnaire
    answers: AnswersFile

    def assess(self) -> Assessment:
        """Everything that follows from the answers."""
        return assess(self.questionnaire, self.answers)

    def assess_on(self, day: date) -> Assessment:
        """The same, judged by the law of another day."""
        return assess(self.questionnaire, self.answers.model_copy(update={"on": day}))


def opened() -> Opened | None:
    """The assessment of the tab, or None when there is none or it was removed."""
    chosen = session.assessment_id()
    if chosen is None:
        return None
    try:
        answers = session.store().answers_file(chosen)
    except NotFound:
        session.leave_assessment()
        return None
    words = session.words()
    return Opened(chosen, words, questionnaire(words.language, answers.organisation.customer), answers)
