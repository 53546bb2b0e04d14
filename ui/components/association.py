"""An association as its administrators see it: members, invitations, further administrators."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from storage.associations import Association, MemberOrganisation
from ui import session
from ui.components.links import choose_days, open_links, show_link
from ui.components.text import plain, told_apart
from ui.components.trouble import saves

OPENED = "member-opened"  # in the session: the member whose assessments are shown
Offer = Literal["member", "administrator"]
OFFERS: tuple[Offer, ...] = ("member", "administrator")


def choose_association(associations: Sequence[Association]) -> Association:
    """The association that the page is about; who administers several chooses."""
    found = {association.id: association for association in associations}
    if len(found) == 1:
        return next(iter(found.values()))
    names = told_apart({association.id: association.name for association in found.values()})
    chosen = st.selectbox(
        session.words().gettext("Which association?"), list(names), key="association", format_func=names.__getitem__
    )
    return found[chosen]


def member_organisations(association: Association) -> None:
    """Which organisations are members since when, and for those who allow it the way to their assessments."""
    words = session.words()
    _ = words.gettext
    st.header(_("Members"), anchor=False)
    found = session.store().member_organisations(association.id)
    if not found:
        st.write(_("No organisation is a member yet. Invite the first one below."))
    for member in found:
        with st.container(border=True):
            st.write(f"**{plain(member.name)}**")
            st.caption(_("Member since {date}").format(date=words.date(member.since.astimezone().date())))
            _assessments(member)
            with st.popover(_("End this membership")):
                st.write(_("The organisation keeps its answers. It is no longer a member, and you read nothing of it."))
                st.button(_("End it now"), key=f"end-{member.id}", on_click=_end, args=(association.id, member.id))


def _assessments(member: MemberOrganisation) -> None:
    words = session.words()
    _ = words.gettext
    if not member.may_read:
        st.caption(_("You can't see answers of this member."))
        return
    if session.get(OPENED) != member.id:
        # Not before it is asked for: the member sees on which days someone looked.
        st.button(_("See the assessments"), key=f"see-{member.id}", on_click=session.put, args=(OPENED, member.id))
        return
    found = session.store().assessments_of(member.id)
    if not found:
        st.write(_("There is no assessment yet."))
    for assessment in found:
        text = _("{scope} of {date}").format(scope=words.scope(assessment.scope), date=words.date(assessment.on))
        if st.button(text, key=f"results-{assessment.id}"):
            session.choose_assessment(assessment.id)
            st.switch_page("ui/pages/results.py", query_params={session.ASSESSMENT: assessment.id})


@saves
def _end(association_id: str, organisation_id: str) -> None:
    session.store().end_membership(association_id, organisation_id)


def invite(association: Association) -> None:
    """A form that makes a link for an organisation or an administrator, and the links that are still open."""
    _ = session.words().gettext
    names = {"member": _("An organisation, as a member"), "administrator": _("Someone who administers with you")}
    st.header(_("Invite"), anchor=False)
    with st.form("invite-to-association"):
        offer: Offer = st.radio(_("Whom?"), OFFERS, key="invite-offer", format_func=lambda offer: names[offer])
        days = choose_days("invite-days")
        wanted = st.form_submit_button(_("Make a link"), key="invite-make", type="primary")
    if wanted:
        show_link(session.store().invite_to_association(association.id, offer, days), days)
    found = session.store().association_invitations(association.id)
    open_links(found, saves(lambda id_: _revoke(association.id, id_)))


def _revoke(association_id: str, invitation_id: str) -> None:
    session.store().revoke_association_invitation(association_id, invitation_id)


def administrators(association: Association) -> None:
    """Who administers the association, and to end that."""
    words = session.words()
    _ = words.gettext
    st.header(_("Administrators"), anchor=False)
    for person in session.store().administrators(association.id):
        is_me = person.id == session.store().who.id
        with st.container(horizontal=True, vertical_alignment="center"):
            you = _("(you)") if is_me else ""
            name = f"{plain(person.name)} {you}".strip()
            st.write(_("{name}, since {date}").format(name=name, date=words.date(person.since.astimezone().date())))
            with st.popover(_("Stop administering") if is_me else _("Take away")):
                st.button(
                    _("Yes, end it now"), key=f"stop-{person.id}", on_click=_stop, args=(association.id, person.id)
                )


@saves
def _stop(association_id: str, person_id: str) -> None:
    session.store().remove_administrator(association_id, person_id)
