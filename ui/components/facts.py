"""The facts of an organisation as plain questions, each saved at the click."""

from typing import Any

import streamlit as st

from model.answers import Organisation
from model.checking import shape
from model.errors import BadInput
from model.questionnaire import FactQuestion
from ui import session
from ui.components.free_text import free_text
from ui.components.trouble import saves
from ui.content import Opened

MINUTES = {"quick": 15, "core": 40, "full": 120}


def name_field(current: Opened) -> None:
    """The organisation's name."""
    _ = current.words.gettext
    free_text(
        current.words,
        _("Name of your organisation"),
        current.answers.organisation.name,
        "profile-name",
        lambda text, _shown: _change(current, name=" ".join(text.split())),
        disabled=current.read_only,
        is_line=True,
    )


def choose_customer_word(current: Opened) -> None:
    """The word for the people who owe; the questions then use it."""
    _ = current.words.gettext
    key = "profile-customer"
    forms = current.questionnaire.profile.customer_words
    session.put(key, current.answers.organisation.customer)
    st.selectbox(
        _("How do you call the people who must pay you?"),
        list(forms),
        key=key,
        on_change=_save_fact,
        args=(current, "customer", key),
        disabled=current.read_only,
        format_func=lambda id_: forms[id_].one,
    )


def choose_scope(current: Opened) -> None:
    """Quick scan, core set or full set."""
    words = current.words
    _ = words.gettext
    key = "profile-scope"
    session.put(key, current.answers.scope)
    scopes = current.questionnaire.scopes
    captions = [
        _("{count} questions, about {minutes} minutes").format(count=len(ids), minutes=MINUTES[scope])
        for scope, ids in scopes.items()
    ]
    st.radio(
        _("How much do you want to answer?"),
        list(scopes),
        key=key,
        captions=captions,
        on_change=_save_scope,
        args=(current, key),
        disabled=current.read_only,
        format_func=words.scope,
    )


def fact_question(current: Opened, fact: FactQuestion) -> None:
    """One fact: a list of values, or yes, no and "I don't know"."""
    _ = current.words.gettext
    key = f"fact-{fact.id}"
    session.put(key, current.answers.organisation.facts.get(fact.id, session.NOTHING))
    arguments: dict[str, Any] = {
        "key": key,
        "on_change": _save_fact,
        "args": (current, fact.id, key),
        "disabled": current.read_only,
    }
    if len(fact.values) > 5:
        st.selectbox(
            fact.question,
            [session.NOTHING, *fact.values],
            format_func=lambda value: fact.values[value] if value else _("Choose"),
            **arguments,
        )
        return
    answers: dict[Any, str] = dict(fact.values) or {True: _("Yes"), False: _("No")}
    answers[session.NOTHING] = _("I don't know")
    st.radio(
        fact.question,
        list(answers),
        format_func=lambda value: answers[value],
        horizontal=True,
        **arguments,
    )
    if fact.help:
        st.caption(fact.help)


@saves
def _save_fact(current: Opened, fact: str, key: str) -> None:
    value = session.get(key)
    _change(current, **{fact: None if value == session.NOTHING else value})


@saves
def _save_scope(current: Opened, key: str) -> None:
    session.store().change_assessment(current.id, scope=session.get(key))


def _change(current: Opened, **values: object) -> None:
    store = session.store()
    organisation_id = store.organisation_of(current.id)
    organisation = store.organisation(organisation_id)  # a closed assessment has the facts of then
    data = {"name": organisation.name, "customer": organisation.customer, **organisation.facts, **values}
    known = {key: value for key, value in data.items() if value is not None}
    changed = shape(Organisation, known, current.words.gettext("Profile"), BadInput)
    store.change_organisation(organisation_id, changed)
