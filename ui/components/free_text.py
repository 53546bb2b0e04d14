"""Free text that is saved when its field is left, and held back while it seems to hold personal numbers."""

from collections.abc import Callable

import streamlit as st

from i18n.words import Words
from model.errors import BadInput
from model.privacy import personal_numbers
from storage.stored import Changed, NotFound, Unavailable
from ui import session
from ui.components.text import plain
from ui.components.trouble import sentence_of
from ui.components.unsent import hold, let_go, take_unsent

# In the session: a page was drawn anew by itself, so that somebody may be typing in one of its fields.
BY_ITSELF = "drawn-by-itself"
# Writes a text; gets what stood in the field before, so that it replaces nothing that the visitor did not see.
Save = Callable[[str, str], None]


def free_text(
    words: Words,
    label: str,
    saved: str,
    key: str,
    save: Save,
    *,
    help_text: str = "",
    is_line: bool = False,
    height: int = 110,
    disabled: bool = False,
) -> None:
    """A field with its saved text. `save` raises BadInput for text that can't be kept; the field then keeps it."""
    arguments = (words, label, key, save)
    unsent = take_unsent(key)
    if unsent is not None:
        # Typed when the sign-in had expired, and now sent again.
        session.put(key, unsent)
        _leave(*arguments)
        st.rerun()
    _fill(key, saved)
    if is_line:
        st.text_input(label, key=key, on_change=_leave, args=arguments, max_chars=500, disabled=disabled)
    else:
        st.text_area(label, key=key, on_change=_leave, args=arguments, max_chars=5000, height=height, disabled=disabled)
    if help_text:
        st.caption(help_text)
    if session.get(f"{key}-problem"):
        st.error(session.get(f"{key}-problem"))
    if session.get(f"{key}-kept") is not None:
        st.button(words.gettext("Save again"), key=f"{key}-again", on_click=_keep, args=arguments)
    if session.get(f"{key}-waiting"):
        _held_back(arguments)
    if session.get(f"{key}-changed"):
        _written_by_someone_else(arguments, saved)


def _fill(key: str, saved: str) -> None:
    """Puts the saved text in the field, unless something else in it waits for a decision, or somebody may be typing."""
    is_other = session.get(f"{key}-shown", saved) != saved
    if session.get(BY_ITSELF) and is_other:
        session.put(f"{key}-changed", True)
    if any(session.get(f"{key}-{flag}") for flag in ("waiting", "problem", "changed")):
        if session.get(key) is None:  # the page was gone for a while, and its fields with it
            session.put(key, session.get(f"{key}-kept") or saved)
        return
    if session.get(key) is None or is_other or not session.get(BY_ITSELF):
        session.put(key, saved)
    session.put(f"{key}-shown", saved)


def _held_back(arguments: tuple[Words, str, str, Save]) -> None:
    words, _label, key, _save = arguments
    _ = words.gettext
    kinds = " + ".join(session.get(f"{key}-waiting"))
    text = _("This looks like a personal number ({kinds}). It is not saved yet. Remove it, or save it anyway.")
    st.warning(text.format(kinds=kinds))
    st.button(_("Save anyway"), key=f"{key}-anyway", on_click=_keep, args=arguments)


def _written_by_someone_else(arguments: tuple[Words, str, str, Save], saved: str) -> None:
    words, _label, key, _save = arguments
    _ = words.gettext
    text = _("Someone else changed this text: “{text}”. Your field still shows your own version; that is not saved.")
    st.warning(text.format(text=plain(saved)))
    with st.container(horizontal=True):
        st.button(_("Take this text"), key=f"{key}-theirs", on_click=_take, args=(key, saved))
        st.button(_("Save my text"), key=f"{key}-mine", on_click=_insist, args=(*arguments, saved))


def _take(key: str, saved: str) -> None:
    session.drop(f"{key}-changed", f"{key}-problem")
    session.put(key, saved)


def _insist(words: Words, label: str, key: str, save: Save, saved: str) -> None:
    session.drop(f"{key}-changed")
    session.put(f"{key}-shown", saved)
    _leave(words, label, key, save)


def _leave(words: Words, label: str, key: str, save: Save) -> None:
    kinds = personal_numbers(session.get(key, ""))
    if kinds:
        session.put(f"{key}-waiting", list(kinds))
        session.drop(f"{key}-problem")
        return
    _keep(words, label, key, save)


def _keep(words: Words, label: str, key: str, save: Save) -> None:
    session.drop(f"{key}-waiting", f"{key}-problem", f"{key}-kept")
    # For who is signed out meanwhile: saving then does not come back, and the gate shows the text.
    hold(key, label)
    try:
        save(session.get(key, ""), session.get(f"{key}-shown", ""))
    except BadInput as error:
        session.put(f"{key}-problem", " ".join(words.sentence(mistake) for mistake in error.mistakes))
    except Changed:
        session.put(f"{key}-changed", True)
    except (Unavailable, NotFound) as error:
        session.put(f"{key}-problem", f"{sentence_of(error)} {words.gettext('Your text is not saved.')}")
        session.put(f"{key}-kept", session.get(key, ""))
    else:
        session.put(f"{key}-shown", session.get(key, ""))
    let_go(key)
