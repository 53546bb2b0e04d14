"""The question on the table: who voted; then what was chosen, the conversation, and what the group agrees on."""

import streamlit as st

from model.workshops import Question, Workshop
from pipeline import draw, voted_by_role
from ui import session
from ui.components.picture import picture
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.workshop_now import SECONDS_BETWEEN_COUNTS, at_this_moment, of
from ui.content import Opened


def on_table(current: Opened, workshop: Workshop) -> None:
    """The question on the table: who voted while it is open; then the picture, the conversation and the agreement."""
    _ = current.words.gettext
    question = workshop.question(str(workshop.item))
    criterion = current.questionnaire.criteria[question.item]
    st.header(criterion.question, anchor=False)
    last = question.rounds[-1]
    if last.shown is None:
        _votes_so_far(workshop.assessment_id, workshop.id, question.item)
        st.button(_("Show what was chosen"), key="workshop-show", type="primary",
                  on_click=_show, args=(*of(workshop), question.item))  # fmt: skip
        return
    for one in question.rounds:
        if one.shown is not None:
            if len(question.rounds) > 1:
                st.subheader(_("Vote {number}").format(number=one.number), anchor=False)
            picture(current, one.shown)
    with st.container(horizontal=True):
        st.button(_("Vote again"), key="workshop-again", on_click=_again, args=(*of(workshop), question.item))
    _talk(current)
    _agree(current, workshop, question)


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _votes_so_far(assessment: str, workshop: str, item: str) -> None:
    """How many voted, and per role only where enough did."""
    _ = session.words().gettext
    found = at_this_moment(assessment, workshop)
    if found is None:
        return
    voted = found.question(item).rounds[-1].voted
    text = _("Voted: {number} of {count}")
    st.markdown(f"## {text.format(number=sum(voted.values()), count=sum(found.people.values()))}")
    shown = voted_by_role(voted, found.setup.floor)
    if len(shown) > 1:
        st.caption(" · ".join(f"{plain(role) or _('other roles')}: {number}" for role, number in shown.items()))


def _talk(current: Opened) -> None:
    _ = current.words.gettext
    with st.expander(_("To talk about it")):
        for prompt in (
            _("Why did you choose this level? First those who chose lowest, then those who chose highest."),
            _("What would a customer say who can't pay?"),
            _("What evidence is there? Who can show it?"),
        ):
            st.write(f"- {prompt}")


def _agree(current: Opened, workshop: Workshop, question: Question) -> None:
    words = current.words
    _ = words.gettext
    criterion, levels = current.questionnaire.criteria[question.item], current.questionnaire.levels
    before = question.outcome
    with st.form("workshop-agree"):
        level = st.radio(
            _("What does the group agree on?"), range(1, 6), key="workshop-level",
            index=before.level - 1 if before and before.level else None,
            format_func=lambda number: f"{number} · {levels[number - 1].name}", captions=list(criterion.levels),
        )  # fmt: skip
        ambition = st.selectbox(
            _("Where do you want to be in two years?"), [session.NOTHING, *range(1, 6)], key="workshop-ambition",
            format_func=lambda number: f"{number} · {levels[number - 1].name}" if number else _("No choice"),
        )  # fmt: skip
        agreed_by = st.text_input(_("Who agreed?"), key="workshop-agreed-by", max_chars=500)
        dissent = st.text_area(_("Who sees it otherwise, and why?"), key="workshop-dissent", max_chars=2000, height=80)
        with st.container(horizontal=True):
            agreed = st.form_submit_button(_("Keep this as our answer"), key="workshop-agreed", type="primary")
            skipped = st.form_submit_button(_("Skip this question"), key="workshop-skip")
    if agreed and level is None:
        st.error(_("Choose a level first."))
    elif agreed:
        said = {"level": level, "ambition": ambition or None, "dissent": dissent, "agreed_by": agreed_by}
        _conclude(workshop, question.item, said)
        st.rerun()
    elif skipped:
        _conclude(workshop, question.item, {"level": None, "skipped_because": dissent})
        st.rerun()


@saves
def _show(assessment: str, workshop: str, item: str) -> None:
    store = session.store()
    store.show(assessment, workshop, item, draw(store.workshop(assessment, workshop).setup))


@saves
def _again(assessment: str, workshop: str, item: str) -> None:
    session.store().vote_again(assessment, workshop, item)


@saves
def _conclude(workshop: Workshop, item: str, outcome: dict[str, object]) -> None:
    session.store().conclude(workshop.assessment_id, workshop.id, item, outcome)
