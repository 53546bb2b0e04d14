"""Logbook: who did what in an organisation, and when; and erasing earlier texts."""

import streamlit as st

from storage.stored import NotFound
from ui import session
from ui.components import frame
from ui.components.trail import choose, erasing, events

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Logbook"))
try:
    organisation = session.store().organisation_of(current.id)
    kind, person = choose(current, organisation)
    events(current, organisation, kind, person)
except NotFound:
    st.info(_("Only owners and auditors of this organisation see its logbook."))
else:
    erasing(current)
