"""The questionnaire as pages use it, read once per process, and the assessment of the tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auth.permissions import may
from storage.milestones import ALONE, InTime
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
    in_time: InTime = ALONE
    may_answer: bool = True

    @property
    def is_of_earlier_version(self) -> bool:
        """Whether the answers are to an earlier version of the questionnaire than the one that pages show."""
        return self.answers.version != self.questionnaire.version

    @property
    def may_begin_next(self) -> bool:
        """Whether who looks can begin the assessment that comes after this one."""
        return self.may_answer and self.in_time.closed_at is not None and self.in_time.followed_by is None

    def assess(self) -> Assessment:
        """Everything that follows from the answers; from those to an earlier version what comes along to this one."""
        return self.assess_on(self.answers.on)

    def assess_on(self, day: date) -> Assessment:
        """The same, judged by the law of another day."""
        from pipeline import assess_by

        return assess_by(self.questionnaire, self.answers.model_copy(update={"on": day}))


def opened() -> Opened | None:
    """The assessment of the tab, or None when there is none or it was removed."""
    chosen = session.assessment_id()
    if chosen is None:
        return None
    store = session.store()
    try:
        answers = store.answers_file(chosen)
        in_time = store.in_time(chosen)
        role = None if store.who.everywhere else store.role_for(chosen)
    except NotFound:
        session.leave_assessment()
        return None
    words = session.words()
    content = questionnaire(words.language, answers.organisation.customer)
    everywhere, is_closed = store.who.everywhere, in_time.closed_at is not None
    may_answer, exportable = everywhere or may(role, "answer"), everywhere or may(role, "export")
    read_only = is_closed or not may_answer
    return Opened(chosen, words, content, answers, read_only, exportable, in_time, may_answer)
