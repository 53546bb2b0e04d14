"""What stands below a question or a rule: its history, whose it is and how far, and what reviewers say."""

from collections.abc import Callable

import streamlit as st

from storage.division import Standing
from ui import session
from ui.components.history import history
from ui.components.review import review_button, reviews
from ui.components.text import plain
from ui.components.work import (
    Item,
    assignee_name,
    attempt,
    author_name,
    can_take,
    choose_assignee,
    holds_back,
    is_for_me,
    show_problem,
    state_name,
)


@st.fragment
def below(item: Item) -> None:
    """A row of buttons that each open more; what changes something draws the whole page anew."""
    if session.take(f"{item.key}-below-redraw"):
        st.rerun()
    show_problem(item.key)
    _whose_and_how_far(item)
    reviews(item)
    with st.container(horizontal=True):
        history(item)
        _work(item)
        review_button(item)


def _whose_and_how_far(item: Item) -> None:
    division = item.division
    if division is None:
        return
    words = item.current.words
    _ = words.gettext
    assignee, standing = division.assignee(item.id, item.group), division.standings.get(item.id)
    said = []
    if assignee is not None:
        name = assignee_name(assignee, item.current, division)
        said.append(_("For: {name}").format(name=name))
    if standing is not None:
        said.append(_by_whom(item, standing))
    if said:
        st.markdown(f":material/person: {' · '.join(said)}")
    if standing is not None and standing.remark:
        st.warning(f"{_('Change asked')}: {plain(standing.remark)}")


def _by_whom(item: Item, standing: Standing) -> str:
    words = item.current.words
    moment, author = words.moment(standing.at.astimezone()), author_name(standing.author, words)
    return f"**{state_name(standing.state, words)}** ({author}, {moment})"


def _work(item: Item) -> None:
    """The next steps of the work that who looks may take."""
    division = item.division
    if division is None:
        return
    _ = item.current.words.gettext
    state = division.state(item.id)
    store, assessment = session.store(), item.current.id
    is_divided = division.assignee(item.id, item.group) is not None or item.id in division.standings
    if division.may("answer") and is_divided and is_for_me(item.current, division, item.id):
        st.button(
            _("Hand in"), key=f"{item.key}-hand-in", type="tertiary", icon=":material/outbox:",
            on_click=_act, args=(item, lambda: store.hand_in(assessment, [item.id])),
        )  # fmt: skip
    if not division.may("divide"):
        return
    if can_take("accept", state):
        st.button(
            _("Accept"), key=f"{item.key}-accept", type="tertiary", icon=":material/check:",
            on_click=_act, args=(item, lambda: store.accept(assessment, {item.id: item.answer})),
        )  # fmt: skip
    if can_take("ask_for_change", state):
        _ask_for_change(item)
    key = f"{item.key}-assign"
    place = st.popover(_("Assign"), type="tertiary", icon=":material/person_add:", key=key, on_change="rerun")
    if place.open:
        with place:
            choose_assignee(
                item.current, division, item.id, _("Who answers this question?"), f"{key}-to",
                lambda assignee: _act(item, lambda: store.assign(assessment, item.id, assignee)),
            )  # fmt: skip
            st.caption(_("Without a choice here it goes with its theme or topic."))


def _ask_for_change(item: Item) -> None:
    _ = item.current.words.gettext
    key = f"{item.key}-change"
    place = st.popover(_("Ask for a change"), type="tertiary", icon=":material/edit:", key=key, on_change="rerun")
    if place.open:
        with place, st.form(f"{key}-form", border=False):
            st.text_area(_("What must change?"), key=f"{key}-remark", max_chars=5000, height=100)
            st.form_submit_button(_("Ask for this change"), key=f"{key}-send", on_click=_send_remark, args=(item, key))


def _send_remark(item: Item, key: str) -> None:
    words = item.current.words
    remark = (session.get(f"{key}-remark") or "").strip()
    if not remark:
        session.put(f"{item.key}-not-done", words.gettext("Say what must change first."))
    elif not holds_back(item.key, words, remark):
        store = session.store()
        _act(item, lambda: store.ask_for_change(item.current.id, item.id, remark))


def _act(item: Item, act: Callable[[], object]) -> None:
    attempt(item.key, item.current.words, act)
    session.put(f"{item.key}-below-redraw", True)
