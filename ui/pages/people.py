"""People: who has access to an organisation and as what, invitations, and its associations."""

import streamlit as st

from ui import session
from ui.components.memberships import memberships
from ui.components.people import invite, members, own_access, require_place
from ui.components.text import plain
from ui.components.trouble import say_trouble

_ = session.words().gettext
place = require_place()
st.caption(plain(place.name))
st.title(_("People and access"))
say_trouble()
members(place)
if place.manages:
    invite(place)
memberships(place)
own_access(place)
