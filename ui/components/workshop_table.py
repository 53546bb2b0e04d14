"""The question on the table: who voted; then what was chosen, the conversation, and what the group agrees on."""

import streamlit as st

from model.workshops import Question, Workshop
from pipeline import draw, voted_by_role
from ui import session
from ui.components.free_text import BY_ITSELF
from ui.components.picture import picture, side_by_side
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.workshop_actions import actions
from ui.components.workshop_agree import agreement
from ui.components.workshop_clock import running_time
from ui.components.workshop_mirror import mirror
from ui.components.workshop_now import SECONDS_BETWEEN_COUNTS, at_this_moment, of
from ui.components.workshop_talk import cards, notes
from ui.content import Opened


def on_table(current: Opened, workshop: Workshop) -> None:
    """The question on the table: who voted while it is open; then the picture, the conversation and the agreement."""
    _ = current.words.gettext
    question = workshop.question(str(workshop.item))
    st.header(current.questionnaire.criteria[question.item].question, anchor=False)
    running_time(workshop)
    shown = question.rounds[-1].shown
    if shown is None:
        _votes_so_far(workshop.assessment_id, workshop.id, question.item)
        if not current.read_only:
            st.button(_("Show what was chosen"), key="workshop-show", type="primary",
                      on_click=_show, args=(*of(workshop), question.item))  # fmt: skip
        mirror(current, question)
        notes(current, workshop, question)
    elif question.outcome is None:
        _shown(current, workshop, question)
        cards(current, workshop, question.item, shown)
        notes(current, workshop, question)
        mirror(current, question)
        agreement(current, workshop, question)
    else:
        _shown(current, workshop, question)
        agreement(current, workshop, question)
        mirror(current, question)
        actions(current, workshop, question)
        notes(current, workshop, question)
    session.drop(BY_ITSELF)


def _shown(current: Opened, workshop: Workshop, question: Question) -> None:
    """The last picture, and voting again; of more rounds first all beside one another, the earlier ones at a click."""
    _ = current.words.gettext
    rounds = [(one.number, one.shown) for one in question.rounds if one.shown is not None]
    if len(rounds) > 1:
        side_by_side(current, rounds)
        for number, earlier in rounds[:-1]:
            with st.expander(_("Vote {number}").format(number=number)):
                picture(current, earlier)
        st.subheader(_("Vote {number}").format(number=rounds[-1][0]), anchor=False)
    picture(current, rounds[-1][1])
    if not current.read_only:
        st.button(_("Vote again"), key="workshop-again", on_click=_again, args=(*of(workshop), question.item))


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _votes_so_far(assessment: str, workshop: str, item: str) -> None:
    """How many voted, and per role only where enough did. When someone else went on, so does this page."""
    _ = session.words().gettext
    found = at_this_moment(assessment, workshop)
    if found is None:
        return
    last = found.question(item).rounds[-1]
    if found.item != item or last.shown is not None:
        session.put(BY_ITSELF, True)
        st.rerun()
    text = _("Voted: {number} of {count}")
    st.markdown(f"## {text.format(number=sum(last.voted.values()), count=sum(found.people.values()))}")
    if found.setup.anonymous and 0 < sum(last.voted.values()) < found.setup.floor:
        st.caption(_("With so few votes people may guess who chose what."))
    shown = voted_by_role(last.voted, found.setup.floor)
    if len(shown) > 1:
        st.caption(" · ".join(f"{plain(role) or _('other roles')}: {number}" for role, number in shown.items()))


@saves
def _show(assessment: str, workshop: str, item: str) -> None:
    store = session.store()
    store.show(assessment, workshop, item, draw(store.workshop(assessment, workshop).setup))


@saves
def _again(assessment: str, workshop: str, item: str) -> None:
    session.store().vote_again(assessment, workshop, item)
