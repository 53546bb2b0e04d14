"""Benchmark: what you send to an edition and nothing else, and where you stand in the editions that are closed."""

import streamlit as st

from ui.components import frame
from ui.components.contribution import contribute
from ui.components.peers import choose_release, levels_before, no_editions, offered_editions, where_am_i

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Benchmark"))
offered = offered_editions(current)
if not offered:
    no_editions(current)
for one in offered:
    if one.edition.closed_at is None:
        contribute(current, one, levels_before(current, offered))
closed = [one.edition for one in offered if one.edition.closed_at is not None]
if closed:
    st.header(_("Where am I?"), anchor=False)
    where_am_i(current, choose_release(current, closed))
