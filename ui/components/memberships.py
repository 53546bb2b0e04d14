"""The associations of an organisation, on the page of its people: what they see, and consent to more."""

import streamlit as st

from storage.consents import Membership
from ui import session
from ui.components.people import Place
from ui.components.text import plain
from ui.components.trouble import saves


def memberships(place: Place) -> None:
    """The associations that the organisation belongs to; nothing where there are none."""
    words = session.words()
    _ = words.gettext
    found = session.store().memberships(place.id)
    if not found:
        return
    st.header(_("Associations"), anchor=False)
    for membership in found:
        with st.container(border=True):
            st.subheader(plain(membership.name), anchor=False)
            st.caption(_("Member since {date}").format(date=words.date(membership.since.astimezone().date())))
            _consent(place, membership)
            if place.manages:
                with st.popover(_("Leave this association")):
                    st.write(_("With the membership ends all that you allowed the association."))
                    st.button(
                        _("Leave it now"), key=f"leave-association-{membership.id}",
                        on_click=_leave, args=(place.id, membership.id),
                    )  # fmt: skip


def _consent(place: Place, membership: Membership) -> None:
    words = session.words()
    _ = words.gettext
    name = plain(membership.name)
    if membership.read_since is None:
        st.write(
            _("Who administers {name} sees the name of your organisation, and no answers, notes or results.").format(
                name=name
            )
        )
    else:
        text = _("Since {date} who administers {name} can read your answers. You allowed that.")
        st.write(text.format(date=words.date(membership.read_since.astimezone().date()), name=name))
    if not place.manages:
        return
    arguments = (place.id, membership.id)
    if membership.read_since is None:
        with st.expander(_("Let {name} read your answers").format(name=name)):
            st.write(
                _(
                    "They can then open all your assessments: answers, notes, results and plan, with the names of your "
                    "people. They change nothing, and save nothing as a file. You see on which days they looked. You "
                    "can withdraw this whenever you like; it ends at once. It also ends when the membership ends."
                )
            )
            st.button(_("I allow this"), key=f"consent-{membership.id}", on_click=_give, args=arguments)
    else:
        st.button(
            _("They may no longer read"), key=f"withdraw-consent-{membership.id}", on_click=_withdraw, args=arguments
        )


@saves
def _give(organisation_id: str, association_id: str) -> None:
    session.store().consent_to_reading(organisation_id, association_id)


@saves
def _withdraw(organisation_id: str, association_id: str) -> None:
    session.store().withdraw_consent(organisation_id, association_id)


@saves
def _leave(organisation_id: str, association_id: str) -> None:
    session.store().leave_association(organisation_id, association_id)
