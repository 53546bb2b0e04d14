"""What someone typed and could not send because their sign-in had expired; kept until it is sent again."""

import streamlit as st

from ui import session

UNSENT = "unsent"


def hold(key: str, label: str) -> None:
    """Keeps what stands in this field, beside the field itself, which goes with its page."""
    session.put(UNSENT, {**session.get(UNSENT, {}), key: (label, session.get(key, ""))})


def let_go(key: str) -> None:
    """Forgets what was kept of this field."""
    session.put(UNSENT, {held: what for held, what in session.get(UNSENT, {}).items() if held != key})


def take_unsent(key: str) -> str | None:
    """What was kept of this field, which is forgotten with that; None when there is nothing."""
    held: dict[str, tuple[str, str]] = session.get(UNSENT, {})
    let_go(key)
    return held[key][1] if key in held else None


def unsent_fields() -> bool:
    """Draws the fields that were not sent, with what stood in them; says whether there are any."""
    held = session.get(UNSENT, {})
    for key, (label, text) in held.items():
        session.put(key, text)
        st.text_area(label, key=key, on_change=hold, args=(key, label), max_chars=5000)
    return bool(held)
