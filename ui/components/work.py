"""Dividing the work on the pages with questions: whose each is, how far it is, handing in, accepting."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.division import NOT_ANSWERED, STEPS, Assignee, State, Step
from model.errors import BadInput
from model.privacy import personal_numbers
from storage.division import Author, Division
from storage.stored import Changed, NotFound, Unavailable
from ui import session
from ui.components.text import plain, told_apart
from ui.components.trouble import sentence_of
from ui.content import Opened

ONLY_MINE = "only-mine"


@dataclass(frozen=True)
class Item:
    """A question or rule as what stands below it needs it; `group` is its theme or topic, `key` begins its keys.

    Without `division` nobody signs in here, and there is nothing to divide.
    """

    current: Opened
    division: Division | None
    id: str
    group: str
    key: str

    @property
    def answer(self) -> Answer:
        """The answer as the page shows it."""
        return self.current.answers.answers.get(self.id, UNANSWERED)

    @property
    def can_answer(self) -> bool:
        """Whether who looks may change the answer."""
        return not self.current.read_only


def division_of(current: Opened) -> Division | None:
    """The division of the work on an assessment; None where nobody signs in."""
    store = session.store()
    return None if store.who.everywhere else store.division(current.id)


def group_of(current: Opened, item: str) -> str:
    """The theme of a criterion, or the topic of a norm."""
    questionnaire = current.questionnaire
    criterion = questionnaire.criteria.get(item)
    return questionnaire.norms[item].topic if criterion is None else criterion.theme


def only_mine(current: Opened, division: Division | None, asked: tuple[str, ...]) -> tuple[str, ...]:
    """A switch to one's own questions where someone has any, and the questions that it leaves."""
    if division is None:
        return asked
    mine = tuple(id_ for id_ in asked if division.is_mine(id_, group_of(current, id_)))
    if not mine:
        return asked
    text = current.words.gettext("My questions ({count})").format(count=len(mine))
    return mine if st.toggle(text, key=ONLY_MINE) else asked


def mention_authors(
    current: Opened, division: Division | None, keys: Mapping[str, str], agreed: Mapping[str, datetime] | None = None
) -> None:
    """Keeps for these questions, by the beginning of their keys, who answered them last, and where that was agreed.

    :param agreed: the answers of a workshop, with its moment.
    """
    words, marks = current.words, division.marks if division else {}
    _ = words.gettext
    for item, key in keys.items():
        said = []
        if item in marks:
            author, moment = author_name(marks[item].author, words), words.moment(marks[item].at.astimezone())
            said.append(_("Last answer: {author}, {moment}").format(author=author, moment=moment))
        if agreed and item in agreed:
            day = words.date(agreed[item].astimezone().date())
            said.append(_("Agreed in the workshop of {date}.").format(date=day))
        if said:
            session.put(f"{key}-author", (current.answers.answers.get(item, UNANSWERED), "  \n".join(said)))


def last_answer(key: str, answer: Answer) -> str | None:
    """Who gave this answer and when, as far as the page knows."""
    known, said = session.get(f"{key}-author", (None, None))
    return said if known == answer else None


def author_name(author: Author, words: Words) -> str:
    """The name of who wrote something, as markdown shows it plainly."""
    if author.name is not None:
        return plain(author.name)
    return words.gettext("at this computer") if author.is_machine else words.gettext("someone who was removed")


def state_name(state: State, words: Words) -> str:
    """How far a question is, in plain words."""
    _ = words.gettext
    return {
        "working": _("In progress"),
        "handed_in": _("Handed in"),
        "change_asked": _("Change asked"),
        "accepted": _("Accepted"),
    }[state]


def assignee_name(assignee: Assignee, current: Opened, division: Division) -> str:
    """The name of a person or department, as markdown shows it plainly."""
    if assignee.kind == "person":
        return plain(division.colleagues[assignee.id].name)
    return plain(current.questionnaire.departments.get(assignee.id, assignee.id))


def choose_assignee(
    current: Opened, division: Division, target: str, label: str, key: str, save: Callable[[Assignee | None], None]
) -> None:
    """A list of all who can have questions, of which the choice is saved at once."""
    _ = current.words.gettext
    people = [Assignee("person", id_) for id_ in division.colleagues]
    people = [one for one in people if division.can_have_questions(one)]
    people.sort(key=lambda one: (division.colleagues[one.id].name.casefold(), one.id))
    departments = [Assignee("department", id_) for id_ in current.questionnaire.departments]
    by_value = {f"{one.kind} {one.id}": one for one in [*people, *departments]}
    now = division.assignments.get(target)
    value = f"{now.kind} {now.id}" if now else session.NOTHING
    session.put(key, value if value in by_value else session.NOTHING)

    def name(one: Assignee) -> str:
        if one.kind == "department":
            return _("Department: {department}").format(department=current.questionnaire.departments[one.id])
        return division.colleagues[one.id].name

    names = told_apart({session.NOTHING: _("Nobody yet"), **{value: name(one) for value, one in by_value.items()}})

    def chosen() -> None:
        save(by_value.get(session.get(key)))

    st.selectbox(label, list(names), key=key, format_func=names.__getitem__, on_change=chosen)


def hand_in_and_accept(current: Opened, division: Division | None, items: Iterable[str]) -> None:
    """Buttons for all questions of a theme or topic at once: hand in what is mine or nobody's, accept the rest."""
    if division is None:
        return
    _ = current.words.gettext
    key, shown = "work-on-these", tuple(items)
    handed_in = {
        id_: current.answers.answers.get(id_, UNANSWERED) for id_ in shown if can_take("accept", division.state(id_))
    }
    show_problem(key)
    with st.container(horizontal=True):
        if division.may("answer") and any(is_for_me(current, division, id_) for id_ in shown):
            st.button(_("Hand in these questions"), key=f"{key}-hand-in", on_click=_hand_in, args=(key, current, shown))
        if division.may("divide") and handed_in:
            text = _("Accept what was handed in ({count})").format(count=len(handed_in))
            st.button(text, key=f"{key}-accept", on_click=_accept, args=(key, current, handed_in))


def _hand_in(key: str, current: Opened, items: tuple[str, ...]) -> None:
    """What is ready now: answers given since the page was drawn are only in the store."""
    store = session.store()

    def hand_in() -> None:
        division, answers = store.division(current.id), store.answers(current.id)
        ready = [id_ for id_ in items if is_for_me(current, division, id_) and answers.get(id_, UNANSWERED).is_given]
        if not ready:
            raise BadInput([NOT_ANSWERED])
        store.hand_in(current.id, ready)

    attempt(key, current.words, hand_in)


def _accept(key: str, current: Opened, handed_in: Mapping[str, Answer]) -> None:
    attempt(key, current.words, lambda: session.store().accept(current.id, handed_in))


def is_for_me(current: Opened, division: Division, item: str) -> bool:
    """Whether who asks can hand this in: it is theirs, or nobody's, and not handed in yet."""
    group = group_of(current, item)
    is_mine = division.is_mine(item, group) or division.assignee(item, group) is None
    return is_mine and can_take("hand_in", division.state(item))


def can_take(step: Step, state: State) -> bool:
    """Whether a question in this state can be handed in, accepted or given back."""
    return state in STEPS[step]


def attempt(key: str, words: Words, act: Callable[[], object]) -> bool:
    """Whether this was done; otherwise the sentence that says why not is kept, to be shown once."""
    try:
        act()
    except BadInput as error:
        session.put(f"{key}-not-done", " ".join(words.sentence(mistake) for mistake in error.mistakes))
    except Changed:
        text = words.gettext("This answer has changed in the meantime. Look at the newest answer first.")
        session.put(f"{key}-not-done", text)
    except (NotFound, Unavailable) as error:
        session.put(f"{key}-not-done", sentence_of(error))
    else:
        return True
    return False


def show_problem(key: str) -> None:
    """The sentence that was kept, once."""
    refused = session.take(f"{key}-not-done")
    if refused:
        st.warning(refused)


def holds_back(key: str, words: Words, text: str) -> bool:
    """Whether this text seems to hold a personal number and waits to be sent once more; the page says so."""
    kinds = personal_numbers(text)
    if not kinds or session.take(f"{key}-warned") == text:
        return False
    session.put(f"{key}-warned", text)
    warning = words.gettext(
        "This looks like a personal number ({kinds}). It is not saved yet. Remove it, or save once more to keep it."
    )
    session.put(f"{key}-not-done", warning.format(kinds=" + ".join(kinds)))
    return True
