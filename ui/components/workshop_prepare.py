"""Preparing a workshop: whom to compare, with or without names, and the questions in the order that is proposed."""

import streamlit as st

from model.workshops import MAXIMUM_QUESTIONS
from pipeline import topics
from ui import session
from ui.components.trouble import saves
from ui.content import Opened

FIRST_QUESTIONS = 6


def prepare(current: Opened) -> None:
    """A form for a new workshop: roles, with or without names, and the questions in the order that is proposed."""
    _ = current.words.gettext
    if current.read_only:
        return
    st.header(_("Prepare a workshop"), anchor=False)
    proposed = [topic.criterion for topic in topics(current.questionnaire, current.answers, {})]
    criteria = current.questionnaire.criteria
    with st.form("workshop-prepare"):
        roles = st.text_area(
            _("Which roles or departments take part? One on a line."), key="workshop-roles", max_chars=1000,
            value="\n".join(current.questionnaire.departments.values()),
        )  # fmt: skip
        by_name = st.toggle(_("People vote by name; their name shows afterwards"), key="workshop-by-name")
        beforehand = st.toggle(_("People may vote beforehand, in their own time"), key="workshop-beforehand")
        items = st.multiselect(
            _("Which questions? In this order"), proposed, proposed[:FIRST_QUESTIONS], key="workshop-items",
            format_func=lambda id_: criteria[id_].title, max_selections=MAXIMUM_QUESTIONS, placeholder=_("Choose"),
        )  # fmt: skip
        st.caption(_("Proposed first: what matters most to the customer, and what the law asks."))
        wanted = st.form_submit_button(_("Prepare this workshop"), key="workshop-add", type="primary")
    if wanted:
        lines = list(dict.fromkeys(" ".join(line.split()) for line in roles.splitlines() if line.strip()))
        _add(current, {"roles": lines, "anonymous": not by_name, "beforehand": beforehand}, items)
        st.rerun()


@saves
def _add(current: Opened, setup: dict[str, object], items: list[str]) -> None:
    session.store().add_workshop(current.id, setup, items)
