"""Association: members, editions of the benchmark, invitations and administrators, for who administers it."""

import streamlit as st

from storage.stored import NotFound
from ui import session
from ui.components.association import administrators, choose_association, invite, member_organisations
from ui.components.editions import editions
from ui.components.text import plain
from ui.components.trouble import say_trouble

_ = session.words().gettext
found = session.store().associations()
if not found:
    raise NotFound
st.title(_("Association"))
say_trouble()
association = choose_association(found)
st.caption(plain(association.name))
st.write(_("You see which organisations are members. What they answer you see only if they allow it."))
member_organisations(association)
editions(association)
invite(association)
administrators(association)
