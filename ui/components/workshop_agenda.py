"""The questions of a workshop in their order: what came of each, why it stands there, and how to change that."""

import re
from collections.abc import Sequence

import streamlit as st

from model.workshops import Question, Workshop
from pipeline import Topic, agenda_of, asked_criteria, draw, minutes_each, move
from ui import session
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.workshop_now import of
from ui.content import Opened

# The row that is dragged and where it would go; what the script tells stands in a field that nobody sees.
STYLE = """<style>
.st-key-workshop-dragged { display: none; }
.grip { display: inline-block; cursor: grab; touch-action: none; user-select: none; padding: 0.5rem; line-height: 1;
        font-size: 1.5rem; }
[data-dragged] { opacity: 0.5; }
[data-drop="above"] { box-shadow: 0 -3px 0 currentColor; }
[data-drop="below"] { box-shadow: 0 3px 0 currentColor; }
</style>"""
GRIP = '<span class="grip" data-item="{item}" aria-hidden="true">⠿</span>'


def agenda(current: Opened, workshop: Workshop) -> None:
    """All questions with what came of them; until the workshop is closed each can be put, moved and taken out."""
    _ = current.words.gettext
    st.header(_("The questions"), anchor=False)
    if workshop.state == "closed" or current.read_only:
        for number, question in enumerate(workshop.questions, 1):
            st.write(_line(current, number, question, workshop))
        return
    found = agenda_of(current.questionnaire, current.answers, workshop)
    _time(current, workshop)
    _close_beforehand(current, workshop)
    is_moving = st.toggle(
        _("Change the questions and their order"), workshop.state == "preparing", key=f"workshop-move-{workshop.state}"
    )
    topic_of = {topic.criterion: topic for topic in found}
    with st.container(key="workshop-order"):
        for place, question in enumerate(workshop.questions):
            with st.container(key=f"workshop-row-{question.item}"):
                left, right = st.columns([3, 2], vertical_alignment="center")
                with left.container(horizontal=True, vertical_alignment="center"):
                    if is_moving:
                        st.html(GRIP.format(item=question.item), width="content")
                    with st.container(width="stretch", gap="xxsmall"):
                        st.write(_line(current, place + 1, question, workshop))
                        st.caption(_why(current, topic_of[question.item], question))
                with right.container(horizontal=True, horizontal_alignment="right"):
                    if is_moving:
                        _moves(current, workshop, place)
                    elif workshop.state == "open" and workshop.item != question.item:
                        st.button(_("Put this question"), key=f"workshop-put-{question.item}", on_click=_put,
                                  args=(*of(workshop), question.item))  # fmt: skip
    if is_moving:
        _drag(workshop)
        _add(current, workshop)
    _in_this_order(current, workshop, found)


def _line(current: Opened, number: int, question: Question, workshop: Workshop) -> str:
    """Its number and title, and what came of it; while there can still come something of it, nothing says nothing."""
    title = f"**{number}. {plain(current.questionnaire.criteria[question.item].title)}**"
    waits = workshop.state != "closed" and not question.rounds and not question.outcome
    return title if waits else f"{title}: {_stands(current, question, workshop)}"


def _stands(current: Opened, question: Question, workshop: Workshop) -> str:
    _ = current.words.gettext
    if question.outcome and question.outcome.level:
        name = current.questionnaire.levels[question.outcome.level - 1].name
        return _("agreed: {level}").format(level=f"{question.outcome.level} · {name}")
    if question.outcome:
        return _("skipped")
    if question.last_shown:
        return _("voted, not agreed yet")
    if question.rounds:
        return _("the vote is open") if workshop.state == "open" else _("the vote was never shown")
    return _("not put yet") if workshop.state == "open" else _("not put")


def _why(current: Opened, topic: Topic, question: Question) -> str:
    """What decides its place, in words."""
    words = current.words
    _ = words.gettext
    effects = {
        1: _("small effect for the customer"), 2: _("clear effect for the customer"),
        3: _("large effect for the customer"),
    }  # fmt: skip
    if topic.consensus is not None:
        agreed = _("consensus {index} out of 1").format(index=words.number(round(topic.consensus, 2)))
    elif question.last_shown:
        agreed = _("nobody chose a level")
    else:
        agreed = _("not shown yet") if question.rounds else _("not voted yet")
    return " · ".join([agreed, effects[topic.impact], *([_("the law asks this")] if topic.duties else [])])


def _time(current: Opened, workshop: Workshop) -> None:
    _ = current.words.gettext
    each = minutes_each(workshop.setup.minutes, len(workshop.questions))
    if each is not None:
        text = _("{total} minutes in all: about {minutes} minutes for each question.")
        st.caption(text.format(total=workshop.setup.minutes, minutes=each))


def _close_beforehand(current: Opened, workshop: Workshop) -> None:
    """Where people voted beforehand: how many votes there are, and the end of it, once that was confirmed."""
    _ = current.words.gettext
    first = [
        question.rounds[0] for question in workshop.questions if question.rounds and question.item != workshop.item
    ]
    voted = [sum(one.voted.values()) for one in first if one.shown_at is None]
    if not workshop.setup.beforehand or not voted:
        return
    text = _("People vote beforehand. Votes so far: {votes}. Questions: {count}.")
    st.write(text.format(votes=sum(voted), count=len(voted)))
    with st.popover(_("Close voting beforehand")):
        st.write(_("Nobody can vote beforehand any more. What was chosen shows, and decides the order."))
        st.button(_("Close it and show what was chosen"), key="workshop-close-beforehand", on_click=_show_all,
                  args=of(workshop))  # fmt: skip


def _moves(current: Opened, workshop: Workshop, place: int) -> None:
    """The same as dragging, with a keyboard; and out of the list, while nobody could vote on it."""
    _ = current.words.gettext
    item, count = workshop.questions[place].item, len(workshop.questions)
    for key, label, step in (("up", _("Up"), -1), ("down", _("Down"), 1)):
        st.button(
            label, key=f"workshop-{key}-{item}", type="tertiary", icon=f":material/arrow_{key}ward:",
            disabled=place + step not in range(count), on_click=_moved, args=(*of(workshop), item, step),
        )  # fmt: skip
    st.button(_("Take out"), key=f"workshop-out-{item}", type="tertiary", icon=":material/close:",
              disabled=bool(workshop.questions[place].rounds) or count == 1, on_click=_taken_out,
              args=(*of(workshop), item))  # fmt: skip


def _drag(workshop: Workshop) -> None:
    """The script that lets rows be dragged by their grips, and the field in which it tells what went where."""
    st.html(STYLE)
    # A file of our own server (web/routes.py): the Content-Security-Policy lets no inline script run.
    st.html('<script src="/drag-into-order.js"></script>', unsafe_allow_javascript=True)
    st.text_input("⠿", key="workshop-dragged", on_change=_dragged, args=of(workshop))


def _add(current: Opened, workshop: Workshop) -> None:
    _ = current.words.gettext
    items = [question.item for question in workshop.questions]
    criteria = current.questionnaire.criteria
    others = [item for item in asked_criteria(current.questionnaire, current.answers) if item not in items]
    if others:
        st.selectbox(
            _("Add a question"), [session.NOTHING, *others], key="workshop-added", on_change=_added,
            args=of(workshop), format_func=lambda item: criteria[item].title if item else _("Choose"),
        )  # fmt: skip


def _in_this_order(current: Opened, workshop: Workshop, found: Sequence[Topic]) -> None:
    """The order that is computed, where it is another one, and the button that takes it over."""
    _ = current.words.gettext
    items = [topic.criterion for topic in found]
    if items == [question.item for question in workshop.questions]:
        st.caption(
            _("The questions stand in the proposed order: what divides you, matters most and is law comes first.")
        )
        return
    with st.expander(_("Proposed order: what divides you, matters most and is law comes first")):
        st.write("\n".join(f"1. {plain(current.questionnaire.criteria[item].title)}" for item in items))
        st.button(_("Put in this order"), key="workshop-reorder", on_click=_order, args=(*of(workshop), items))


@saves
def _put(assessment: str, workshop: str, item: str) -> None:
    session.store().put_on_table(assessment, workshop, item)


@saves
def _order(assessment: str, workshop: str, items: list[str]) -> None:
    session.store().order_questions(assessment, workshop, items)


# These begin from the order of now: who clicks twice in a row is faster than the page is drawn anew.
@saves
def _moved(assessment: str, workshop: str, item: str, step: int) -> None:
    items = _items(assessment, workshop)
    if item in items:
        session.store().order_questions(assessment, workshop, move(items, item, max(0, items.index(item) + step)))


@saves
def _taken_out(assessment: str, workshop: str, item: str) -> None:
    others = [other for other in _items(assessment, workshop) if other != item]
    if others:
        session.store().order_questions(assessment, workshop, others)


@saves
def _dragged(assessment: str, workshop: str) -> None:
    item, _space, place = session.get("workshop-dragged", "").partition(" ")
    session.put("workshop-dragged", "")  # so that the same again is heard too
    items = _items(assessment, workshop)
    if item in items and re.fullmatch("[0-9]{1,3}", place):
        session.store().order_questions(assessment, workshop, move(items, item, int(place)))


@saves
def _added(assessment: str, workshop: str) -> None:
    item, items = session.get("workshop-added"), _items(assessment, workshop)
    session.put("workshop-added", session.NOTHING)
    if item and item not in items:
        session.store().order_questions(assessment, workshop, [*items, item])


def _items(assessment: str, workshop: str) -> list[str]:
    return [question.item for question in session.store().workshop(assessment, workshop).questions]


@saves
def _show_all(assessment: str, workshop: str) -> None:
    store = session.store()
    store.close_beforehand(assessment, workshop, draw(store.workshop(assessment, workshop).setup))
