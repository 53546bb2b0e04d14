"""Free text that is saved when its field is left, and held back while it seems to hold personal numbers."""

from collections.abc import Callable

import streamlit as st

from i18n.words import Words
from model.errors import BadInput
from model.privacy import personal_numbers
from ui import session


def free_text(
    words: Words,
    label: str,
    saved: str,
    key: str,
    save: Callable[[str], None],
    *,
    help_text: str = "",
    is_line: bool = False,
    height: int = 110,
) -> None:
    """A field with its saved text. `save` raises BadInput for text that can't be kept; the field then keeps it."""
    _ = words.gettext
    waiting, problem = f"{key}-waiting", f"{key}-problem"
    if not session.get(waiting) and not session.get(problem):
        session.put(key, saved)
    arguments = (words, key, save)
    if is_line:
        st.text_input(label, key=key, on_change=_leave, args=arguments, max_chars=500)
    else:
        st.text_area(label, key=key, on_change=_leave, args=arguments, max_chars=5000, height=height)
    if help_text:
        st.caption(help_text)
    if session.get(problem):
        st.error(session.get(problem))
    if session.get(waiting):
        kinds = " + ".join(session.get(waiting))
        st.warning(
            _("This looks like a personal number ({kinds}). It is not saved yet. Remove it, or save it anyway.").format(
                kinds=kinds
            )
        )
        st.button(_("Save anyway"), key=f"{key}-anyway", on_click=_keep, args=arguments)


def _leave(words: Words, key: str, save: Callable[[str], None]) -> None:
    kinds = personal_numbers(session.get(key, ""))
    if kinds:
        session.put(f"{key}-waiting", list(kinds))
        session.drop(f"{key}-problem")
        return
    _keep(words, key, save)


def _keep(words: Words, key: str, save: Callable[[str], None]) -> None:
    session.drop(f"{key}-waiting", f"{key}-problem")
    try:
        save(session.get(key, ""))
    except BadInput as error:
        session.put(f"{key}-problem", " ".join(words.sentence(mistake) for mistake in error.mistakes))
