"""The questionnaire as pages use it, read once per process, and the assessment of the tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auth.permissions import may
from storage.stored import NotFound
from ui import session

# The start page needs no questionnaire: what reads and judges one is imported by the first page that does.
if TYPE_CHECKING:
    from datetime import date

    from i18n.words import Words
    from model.answers import AnswersFile
    from model.assessment import Assessment
    from model.questionnaire import Questionnaire


def questionnaire(language: str, customer: str = "klant") -> Questionnaire:
    """The questionnaire in this language, with the organisation's word for its customers filled in."""
    from model import wording

    return wording.questionnaire(language, customer)


@dataclass(frozen=True)
class Opened:
    """What a page needs of the assessment that the visitor works on, and may perhaps only look at."""

    id: str
    words: Words
    questionnaire: Questionnaire
    answers: AnswersFile
    read_only: bool = False
    exportable: bool = True

    def assess(self) -> Assessment:
        """Everything that follows from the answers."""
        return self.assess_on(self.answers.on)

    def assess_on(self, day: date) -> Assessment:
        """The same, judged by the law of another day."""
        from pipeline import assess

        return assess(self.questionnaire, self.answers.model_copy(update={"on": day}))


def opened() -> Opened | None:
    """The assessment of the tab, or None when there is none or it was removed."""
    chosen = session.assessment_id()
    if chosen is None:
        return None
    store = session.store()
    try:
        answers = store.answers_file(chosen)
        role = None if store.who.everywhere else store.role_for(chosen)
    except NotFound:
        session.leave_assessment()
        return None
    words = session.words()
    content = questionnaire(words.language, answers.organisation.customer)
    if store.who.everywhere:
        return Opened(chosen, words, content, answers)
    return Opened(chosen, words, content, answers, not may(role, "answer"), may(role, "export"))
