"""The people of an organisation: who has access and as what; to invite, to withdraw, to leave and to hand over."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from auth.permissions import GIVEN, may
from storage.members import Member
from ui import session
from ui.components.links import choose_days, open_links, show_link
from ui.components.roles import meaning
from ui.components.text import plain, told_apart
from ui.components.trouble import saves
from ui.content import questionnaire

LEFT = "left"


@dataclass(frozen=True)
class Place:
    """The organisation that the page is about, and whether who looks manages its people."""

    id: str
    name: str
    manages: bool


def require_place() -> Place:
    """The organisation of the assessment of the tab, or the one in the address; without any the page ends.

    :raises NotFound: it is not there, or not for who asks.
    """
    _ = session.words().gettext
    if session.take(LEFT):
        st.switch_page("ui/pages/start.py")
    store, assessment = session.store(), session.assessment_id()
    named = store.organisation_of(assessment) if assessment else st.query_params.get(session.ORGANISATION)
    if not named:
        st.title(_("People and access"))
        st.write(_("On the start page you choose an organisation."))
        st.page_link("ui/pages/start.py", label=_("To the start page"), icon=":material/home:")
        st.stop()
    role = store.role_in(named)
    return Place(named, store.organisation(named).name, may(role, "manage_people"))


def members(place: Place) -> None:
    """Everyone with access; who manages people can change role and department, and withdraw access."""
    words = session.words()
    _ = words.gettext
    st.header(_("Who has access"), anchor=False)
    departments = questionnaire(words.language).departments
    for member in session.store().members(place.id):
        is_me = member.id == session.store().who.id
        with st.container(border=True):
            you = _("(you)") if is_me else ""
            st.write(f"**{plain(member.name)}** {you}".strip())
            since = _("{role}, since {date}").format(
                role=words.role(member.role), date=words.date(member.since.astimezone().date())
            )
            st.caption(" · ".join([plain(member.email), since] if member.email else [since]))
            if place.manages:
                with st.container(horizontal=True, vertical_alignment="bottom"):
                    if not is_me:
                        _role_choice(place, member)
                    _department_choice(place, member, departments)
                    if not is_me:
                        _withdrawal(place, member)
            elif member.department:
                st.caption(departments.get(member.department, member.department))


def _role_choice(place: Place, member: Member) -> None:
    words = session.words()
    key = f"role-{member.id}"
    session.put(key, member.role)
    st.selectbox(
        words.gettext("Access as"), GIVEN, key=key, format_func=words.role, width=200,
        on_change=_change_role, args=(place.id, member.id, key),
    )  # fmt: skip


def _department_choice(place: Place, member: Member, departments: Mapping[str, str]) -> None:
    _ = session.words().gettext
    key = f"department-{member.id}"
    session.put(key, member.department or session.NOTHING)
    st.selectbox(
        _("Department"), [session.NOTHING, *departments], key=key, width=240,
        format_func=lambda id_: departments[id_] if id_ else _("No department"),
        on_change=_set_department, args=(place.id, member.id, key),
    )  # fmt: skip


def _withdrawal(place: Place, member: Member) -> None:
    _ = session.words().gettext
    with st.popover(_("Withdraw access")):
        text = _("{name} then no longer sees anything of this organisation. What they answered stays.")
        st.write(text.format(name=plain(member.name)))
        st.button(_("Withdraw access now"), key=f"withdraw-{member.id}", on_click=_withdraw, args=(place.id, member.id))


@saves
def _change_role(organisation_id: str, person_id: str, key: str) -> None:
    session.store().change_role(organisation_id, person_id, session.get(key))


@saves
def _set_department(organisation_id: str, person_id: str, key: str) -> None:
    session.store().set_department(organisation_id, person_id, session.get(key) or None)


@saves
def _withdraw(organisation_id: str, person_id: str) -> None:
    session.store().withdraw_access(organisation_id, person_id)


def invite(place: Place) -> None:
    """A form that makes a link for one person, and the links that are still open."""
    words = session.words()
    _ = words.gettext
    st.header(_("Invite someone"), anchor=False)
    with st.form("invite"):
        role = st.radio(
            _("As what?"), GIVEN, key="invite-role", index=GIVEN.index("contributor"),
            format_func=lambda role: words.role(role).capitalize(), captions=[meaning(role) for role in GIVEN],
        )  # fmt: skip
        days = choose_days("invite-days")
        wanted = st.form_submit_button(_("Make a link"), key="invite-make", type="primary")
    if wanted:
        show_link(session.store().invite(place.id, role, days), days)
    open_links(session.store().invitations(place.id), saves(lambda id_: _revoke(place.id, id_)))


def _revoke(organisation_id: str, invitation_id: str) -> None:
    session.store().revoke_invitation(organisation_id, invitation_id)


def own_access(place: Place) -> None:
    """To leave, and for an owner to hand over."""
    _ = session.words().gettext
    st.header(_("Your own access"), anchor=False)
    with st.container(horizontal=True):
        if place.manages:
            _hand_over(place)
        with st.popover(_("Leave this organisation")):
            st.write(_("You then no longer see anything of {name}.").format(name=plain(place.name)))
            st.button(_("Leave now"), key="leave", on_click=_leave, args=(place.id,))


def _hand_over(place: Place) -> None:
    _ = session.words().gettext
    store = session.store()
    others = told_apart({member.id: member.name for member in store.members(place.id) if member.id != store.who.id})
    if not others:
        return
    with st.popover(_("Hand over ownership")):
        st.write(_("The other becomes owner. You stay as contributor."))
        st.selectbox(_("To whom?"), list(others), key="hand-over-to", format_func=others.__getitem__)
        st.button(_("Hand over now"), key="hand-over", on_click=_give_away, args=(place.id,))


@saves
def _give_away(organisation_id: str) -> None:
    session.store().hand_over(organisation_id, session.get("hand-over-to"))


@saves
def _leave(organisation_id: str) -> None:
    session.store().leave(organisation_id)
    session.leave_assessment()
    session.put(LEFT, True)
