"""What someone typed and could not send because their sign-in had expired; kept until it is sent again."""

import streamlit as st

from ui import session
from ui.session import UNSENT


def hold(key: str, label: str) -> None:
    """Keeps what stands in this field, beside the field itself, which goes with its page."""
    typed = (label, session.get(key, ""), session.get(session.ASSESSMENT))
    session.put(UNSENT, {**session.get(UNSENT, {}), key: typed})


def let_go(key: str) -> None:
    """Forgets what was kept of this field."""
    session.put(UNSENT, {held: what for held, what in session.get(UNSENT, {}).items() if held != key})


def take_unsent(key: str) -> str | None:
    """What was kept of this field, which is forgotten with that; None when there is nothing for this assessment."""
    held: dict[str, tuple[str, str, str | None]] = session.get(UNSENT, {})
    if key not in held or held[key][2] != session.get(session.ASSESSMENT):
        return None
    let_go(key)
    return held[key][1]


def unsent_fields() -> bool:
    """Draws the fields that were not sent, with what stood in them; says whether there are any."""
    held = session.get(UNSENT, {})
    for key, (label, text, _assessment) in held.items():
        session.put(key, text)
        st.text_area(label, key=key, on_change=hold, args=(key, label), max_chars=5000)
    return bool(held)
