"""Actions on the spot: those that bring the group from its level to its ambition, and those it thinks of itself."""

import streamlit as st

from model.answers import OwnAction
from model.checking import shape
from model.errors import BadInput
from model.questionnaire import Action
from model.workshops import Question, Workshop
from ui import session
from ui.components.plan import owner_name
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.workshop_now import of
from ui.content import Opened


def actions(current: Opened, workshop: Workshop, question: Question) -> None:
    """What was noted, what is proposed to note, and a form for an own action; once the group agreed on a level."""
    outcome = question.outcome
    if outcome is None or outcome.level is None or (current.read_only and not question.actions):
        return
    _ = current.words.gettext
    st.subheader(_("Actions"), anchor=False)
    for done in question.actions:
        st.write(f":material/check: {plain(done)}")
    if current.read_only:
        return
    planned = {entry.id for entry in current.assess().plan}
    possible = current.questionnaire.criteria[question.item].actions
    for level in range(outcome.level + 1, max(outcome.ambition or 0, outcome.level + 1) + 1):
        action = possible.get(level)
        if action is not None and action.do not in question.actions:
            _proposed(current, workshop, question.item, level, action,
                      is_planned=f"{question.item}-{level}" in planned)  # fmt: skip
    _own(current, workshop, question.item)


def _proposed(current: Opened, workshop: Workshop, item: str, level: int, action: Action, *, is_planned: bool) -> None:
    words = current.words
    _ = words.gettext
    days = words.ngettext("{number} working day", "{number} working days", action.effort_days)
    about = (
        _("To level {level}").format(level=level),
        days.format(number=action.effort_days),
        plain(owner_name(current, action.owner)),
    )
    with st.container(border=True):
        st.write(plain(action.do))
        st.caption(" · ".join(about) + (f" · {_('is in the plan already')}" if is_planned else ""))
        own = {"do": action.do, "effort_days": action.effort_days, "owner": action.owner}
        st.button(_("Note this action"), key=f"workshop-note-{level}", on_click=_note,
                  args=(*of(workshop), item, own), kwargs={"is_planned": is_planned})  # fmt: skip


def _own(current: Opened, workshop: Workshop, item: str) -> None:
    _ = current.words.gettext
    with st.expander(_("Another action")), st.form("workshop-own", clear_on_submit=True, border=False):
        do = st.text_input(_("What will you do?"), key="workshop-own-do", max_chars=500)
        owner = st.text_input(_("Owner"), key="workshop-own-owner", max_chars=200)
        effort = st.number_input(_("Working days"), 1, 1000, value=5, key="workshop-own-days")
        wanted = st.form_submit_button(_("Note this action"), key="workshop-own-add")
    if wanted:
        ids = {name: id_ for id_, name in current.questionnaire.departments.items()}
        own = {"do": do, "effort_days": effort, "owner": ids.get(owner.strip(), owner)}
        try:
            shape(OwnAction, own, _("Your action"), BadInput)
        except BadInput:
            st.error(_("Fill in what you will do and who owns it."))
            return
        _note(*of(workshop), item, own, is_planned=False)
        st.rerun()


@saves
def _note(assessment: str, workshop: str, item: str, action: dict[str, object], *, is_planned: bool) -> None:
    session.store().note_action(assessment, workshop, item, action, is_planned=is_planned)
