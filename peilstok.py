"""The Streamlit script: page config, sign-in gate, navigation and what stands on every page."""

import streamlit as st

from storage.stored import NotFound, Unavailable
from ui import session
from ui.components.clients import switch_client
from ui.components.frame import footer, header, privacy_link
from ui.components.gate import gate
from ui.components.trouble import refused, unavailable, write_unsaved
from ui.navigation import is_public, pages

gone: Unavailable | None = None
try:
    is_open = session.who() is not None
    found = pages(is_open=is_open)
except Unavailable as error:
    is_open, gone, found = False, error, pages(is_open=False)

# One list without sections: Streamlit nests the lists of sections in a way that screen readers can't follow.
# No icons: the tab would fetch the page's icon from another server. Without sign-in the address stays, to come back to.
# Embedded is Streamlit's word for a page with nothing around it, as the screen for a room is.
is_bare = is_open and bool(st.context.is_embedded)
page = st.navigation(found, position="sidebar" if is_open and not is_bare else "hidden", expanded=True)
st.set_page_config(page_title=f"{page.title} · Peilstok" if is_open else "Peilstok")
if not is_bare:
    header(page.url_path, session.signed_in()[1] if is_open else None)
try:
    if gone:
        unavailable(gone)
    elif is_open:
        write_unsaved()
        switch_client()
        page.run()
    elif is_public(page):
        page.run()
    else:
        gate()
except Unavailable as error:
    unavailable(error)
except NotFound:
    refused()
if not is_bare:
    footer()
    privacy_link()
