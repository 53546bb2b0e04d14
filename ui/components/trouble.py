"""What a page says when something can't be read or written now, and what it keeps until it can."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec

import streamlit as st

from model.answers import Answer
from model.errors import BadInput
from storage.stored import Changed, NotFound, Unavailable
from ui import session

TROUBLE = "trouble"  # in the session: what went wrong in a callback
SAID_ABOVE = "unsaved-said"  # in the session: the top of the page already says that answers wait
SECONDS_BETWEEN_TRIES = 3
Arguments = ParamSpec("Arguments")


def saves(callback: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """The same callback; when what it writes is refused or can't be written now, the page says so and goes on."""

    @functools.wraps(callback)
    def write(*arguments: Arguments.args, **named: Arguments.kwargs) -> None:
        try:
            callback(*arguments, **named)
        except Unavailable as gone:
            session.put(TROUBLE, "full" if gone.is_full else "gone")
        except NotFound:
            session.put(TROUBLE, "refused")
        except BadInput as error:
            session.put(TROUBLE, " ".join(session.words().sentence(mistake) for mistake in error.mistakes))

    return write


def say_trouble() -> None:
    """What went wrong since the page was last drawn, once."""
    kind = session.take(TROUBLE)
    if kind:
        st.error(f"{_sentence(kind)} {session.words().gettext('This change is not saved.')}")


def keep_for_later(
    assessment: str, item: str, key: str, changes: Mapping[str, object], seen: Answer, *, is_full: bool
) -> None:
    """Keeps an answer that can't be written now, with what it replaces; later changes of it come on top."""
    unsaved, place = session.get(session.UNSAVED, {}), f"{assessment} {key}"
    before = unsaved.get(place, {"changes": {}, "seen": seen})
    kept = {
        "assessment": assessment, "item": item, "key": key, "changes": {**before["changes"], **changes},
        "seen": before["seen"], "is_full": is_full,
    }  # fmt: skip
    session.put(session.UNSAVED, {**unsaved, place: kept})


def not_saved_yet(key: str) -> dict[str, Any]:
    """The changes of an answer, to the assessment of the tab, that wait to be written."""
    place = f"{session.get(session.ASSESSMENT)} {key}"
    changes: dict[str, Any] = session.get(session.UNSAVED, {}).get(place, {}).get("changes", {})
    return changes


def draw_unsaved(*, above: bool = False) -> None:
    """Says that answers wait, and tries again every few seconds until they are written; `above` for the whole page."""
    if above:
        session.put(SAID_ABOVE, bool(session.get(session.UNSAVED)))
    if session.get(session.UNSAVED) and (above or not session.get(SAID_ABOVE)):
        _try_again()


def unavailable(error: Unavailable) -> None:
    """In the place of a page that can't be read: what is the matter, what is not saved yet; goes on by itself."""
    _ = session.words().gettext
    st.title(_("The database can't be reached"))
    if error.is_full:
        st.write(_sentence("full"))
    for waiting in session.get(session.UNSAVED, {}).values():
        for value in waiting["changes"].values():
            if isinstance(value, str):
                st.write(_("Not saved yet:"))
                st.text(value)
    _come_back()


def refused() -> None:
    """In the place of a page that is not for this visitor, or of nothing at all: the same sentence for both."""
    _ = session.words().gettext
    st.title(_("This page can't be shown"))
    st.write(_sentence("refused"))
    st.page_link("ui/pages/start.py", label=_("To the start page"), icon=":material/home:")


def sentence_of(error: Unavailable | NotFound) -> str:
    """What is the matter, in a sentence."""
    if isinstance(error, NotFound):
        return _sentence("refused")
    return _sentence("full" if error.is_full else "gone")


def _sentence(kind: str) -> str:
    _ = session.words().gettext
    sentences = {
        "gone": _("The database can't be reached now."),
        "full": _("The disk of the database is full. Tell who manages Peilstok."),
        "refused": _("This is not there, or you have no access to it."),
    }
    return sentences.get(kind, kind)


@st.fragment(run_every=SECONDS_BETWEEN_TRIES)
def _try_again() -> None:
    _ = session.words().gettext
    is_full = any(waiting["is_full"] for waiting in session.get(session.UNSAVED, {}).values())
    # With a sign-in that has expired the page stays as it is, with what is being typed in it.
    if session.who() is not None and write_unsaved():
        st.rerun()
    st.error(
        _("{problem} Your answer is not saved yet. Keep this page open: we try again every {seconds} seconds.").format(
            problem=_sentence("full" if is_full else "gone"), seconds=SECONDS_BETWEEN_TRIES
        )
    )


@st.fragment(run_every=SECONDS_BETWEEN_TRIES)
def _come_back() -> None:
    _ = session.words().gettext
    try:
        session.store().organisations(at_most=1)
    except (Unavailable, BadInput):
        st.write(
            _("We try again every {seconds} seconds. Keep this page open: what you typed is kept.").format(
                seconds=SECONDS_BETWEEN_TRIES
            )
        )
        return
    write_unsaved()
    st.rerun()


def write_unsaved() -> bool:
    """Writes what waits; whether all of it is written. What someone else changed meanwhile stays theirs."""
    for place, waiting in session.get(session.UNSAVED, {}).items():
        # What the tab shows is of one assessment only.
        is_here, key = waiting["assessment"] == session.get(session.ASSESSMENT), waiting["key"]
        try:
            given = session.store().give_answer(
                waiting["assessment"], waiting["item"], waiting["changes"], seen=waiting["seen"]
            )
        except Unavailable:
            return False
        except Changed as changed:
            if is_here:
                session.put(f"{key}-seen", changed.answer)
                session.put(f"{key}-refused", waiting["changes"])
            else:
                session.put(TROUBLE, "refused")
        except (NotFound, BadInput):
            session.put(TROUBLE, "refused")
        else:
            if is_here:
                session.put(f"{key}-seen", given.answer)
        session.put(
            session.UNSAVED, {other: kept for other, kept in session.get(session.UNSAVED).items() if other != place}
        )
    return True
