"""Organisations with their assessments, as the start page lists them."""

from datetime import date

import streamlit as st

from auth.permissions import Action, may
from model.answers import Organisation, Scope
from model.checking import shape
from model.errors import BadInput
from storage.organisations import AT_ONCE
from storage.stored import StoredAssessment, StoredOrganisation
from ui import session
from ui.components.clients import open_client
from ui.components.text import plain
from ui.components.trouble import saves
from ui.content import questionnaire

FIRST_SCOPE: Scope = "core"


def my_organisations() -> list[StoredOrganisation]:
    """The visitor's organisations; a field to find one by its name where they are too many to list. Gives those."""
    _ = session.words().gettext
    store = session.store()
    are_many = store.has_more()
    place, wanted = st.empty(), ""
    if are_many:
        wanted = st.text_input(_("Find an organisation by its name"), key="find-organisation", max_chars=200).strip()
    organisations = store.organisations(wanted)
    if are_many or organisations:
        place.header(_("My organisations"), anchor=False)
    if wanted and not organisations:
        st.write(_("No organisation has this in its name."))
    elif are_many and len(organisations) == AT_ONCE:
        st.caption(_("You see the {count} newest. Search by name to find the others.").format(count=AT_ONCE))
    for stored in organisations:
        _organisation(stored)
    return organisations


def _organisation(stored: StoredOrganisation) -> None:
    """One organisation: its assessments, a next one, its people, and the way to remove it."""
    words = session.words()
    _ = words.gettext
    with st.container(border=True):
        st.subheader(plain(stored.organisation.name), anchor=False)
        if stored.role:
            st.caption(_("Your role: {role}").format(role=words.role(stored.role)))
        if stored.is_example:
            st.caption(_("A fictional organisation, to look around in."))
        for assessment in stored.assessments:
            _assessment(assessment)
        with st.container(horizontal=True):
            if not stored.is_example and _may(stored, "answer"):
                st.button(
                    _("New assessment for this organisation"),
                    key=f"again-{stored.id}",
                    on_click=_begin_again,
                    args=(stored.id,),
                )
            if stored.role:
                newest = stored.assessments[0].id if stored.assessments else None
                st.button(
                    _("People and access"), key=f"people-{stored.id}",
                    on_click=open_client, args=(stored.id, newest, "ui/pages/people.py"),
                )  # fmt: skip
            if _may(stored, "remove"):
                _removal(stored)


def _may(stored: StoredOrganisation, action: Action) -> bool:
    """Whether the visitor may do this; at the machine itself nobody has a role, and everything is allowed."""
    return stored.role is None or may(stored.role, action)


def new_organisation() -> None:
    """Name and go: makes the organisation with its first assessment and opens its profile."""
    _ = session.words().gettext
    with st.form("new-organisation", border=True):
        name = st.text_input(_("Name of your organisation"), key="new-name", max_chars=200)
        started = st.form_submit_button(_("Start"), type="primary", key="new-start")
    if started:
        try:
            made = shape(Organisation, {"name": " ".join(name.split())}, _("Name"), BadInput)
        except BadInput:
            st.error(_("Fill in the name of your organisation first."))
            return
        store = session.store()
        _open(_add_assessment(store.add_organisation(made)), "ui/pages/profile.py")


def example() -> None:
    """A button that adds the fictional organisation and opens its results."""
    words = session.words()
    _ = words.gettext
    st.header(_("Or look around first"), anchor=False)
    st.write(_("See a complete assessment of a fictional organisation. You can remove it again."))
    if st.button(_("Look at an example"), key="example"):
        from model.example import example_answers

        answers = example_answers(questionnaire(words.language))
        _open(session.store().add_answers_file(answers, is_example=True), "ui/pages/results.py")


def _assessment(assessment: StoredAssessment) -> None:
    words = session.words()
    _ = words.gettext
    label = _("{scope} of {date}, {answered} answered").format(
        scope=words.scope(assessment.scope), date=words.date(assessment.on), answered=assessment.answered
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if assessment.closed_at is not None:
            closed = _("closed on {date}").format(date=words.date(assessment.closed_at.astimezone().date()))
            st.write(f"{label}, {closed}")
        else:
            st.write(label)
            if st.button(_("Continue"), key=f"continue-{assessment.id}", type="primary"):
                _open(assessment.id, "ui/pages/answer.py")
        if st.button(_("Results"), key=f"results-{assessment.id}"):
            _open(assessment.id, "ui/pages/results.py")


def _removal(stored: StoredOrganisation) -> None:
    _ = session.words().gettext
    with st.popover(_("Remove"), icon=":material/delete:"):
        st.write(_("This removes the organisation with all its answers. It can't be undone."))
        st.button(_("Remove for good"), key=f"remove-{stored.id}", on_click=_remove, args=(stored.id,))


@saves
def _remove(organisation_id: str) -> None:
    session.store().remove_organisation(organisation_id)
    session.leave_assessment()


@saves
def _begin_again(organisation_id: str) -> None:
    session.choose_assessment(_add_assessment(organisation_id))


def _add_assessment(organisation_id: str) -> str:
    content = questionnaire("nl")
    return session.store().add_assessment(organisation_id, content.id, content.version, FIRST_SCOPE, date.today())


def _open(assessment_id: str, page: str) -> None:
    session.choose_assessment(assessment_id)
    st.switch_page(page, query_params={session.ASSESSMENT: assessment_id})
