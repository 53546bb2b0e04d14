"""Writing an answer, and what the page says of it: shared by the questions and the rules of the law."""

from collections.abc import Callable, Mapping

import streamlit as st

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.errors import BadInput
from storage.stored import Changed, NotFound, Unavailable
from ui import session
from ui.components.last_time import confirmed
from ui.components.progress import ANSWERED, answered
from ui.components.trouble import TROUBLE, draw_unsaved, keep_for_later, not_saved_yet


def save_answer(
    assessment: str,
    item: str,
    key: str,
    asked: tuple[str, ...],
    changes: Mapping[str, object],
    *,
    sign: str = "saved",
    shown: Mapping[str, object] | None = None,
) -> None:
    """Writes the changes and keeps the moment, for the sign beside what was changed; the count of `asked` follows.

    What can't be written now is kept and tried again.

    :param shown: what stood in the fields of these changes, where that is not what the tab last saw of the answer.
    :raises BadInput: the answer would not be allowed in an answers file.
    :raises Changed: someone else changed the same since it was shown; nothing is written.
    """
    seen = (session.get(f"{key}-seen") or UNANSWERED).model_copy(update=dict(shown or {}))
    try:
        given = session.store().give_answer(assessment, item, changes, seen=seen)
    except Unavailable as gone:
        keep_for_later(assessment, item, key, changes, seen, is_full=gone.is_full)
        session.drop(f"{key}-{sign}", f"{key}-fresh")
        return
    except Changed as changed:
        session.put(f"{key}-seen", changed.answer)
        raise
    except NotFound:
        session.put(TROUBLE, "refused")
        return
    session.put(f"{key}-seen", given.answer)
    session.put(f"{key}-fresh", given.answer)
    confirmed(item, key)
    if given.is_set_back:
        session.put(f"{key}-redraw", True)
    if given.answer.is_given != given.before.is_given:
        session.put(ANSWERED, answered(session.store().answers(assessment), asked))
    session.put(f"{key}-{sign}", given.at.astimezone().strftime("%H:%M:%S"))


def save_choice(assessment: str, item: str, key: str, asked: tuple[str, ...], changes: Mapping[str, object]) -> None:
    """The same for what is chosen by a click; a choice that would replace that of someone else waits for a second.

    Once the assessment was closed, the whole page is drawn anew and says so.
    """
    session.drop(f"{key}-refused")
    try:
        save_answer(assessment, item, key, asked, changes)
    except Changed:
        session.put(f"{key}-refused", dict(changes))
        session.drop(f"{key}-saved")
    except BadInput as error:
        session.put(TROUBLE, " ".join(session.words().sentence(mistake) for mistake in error.mistakes))
        session.drop(f"{key}-saved")
        session.put(f"{key}-redraw", True)


def forget(key: str) -> None:
    """Forgets what this tab showed and saved of an answer that it now wrote in another way."""
    session.drop(f"{key}-seen", f"{key}-saved")


def newest_answer(assessment: str, item: str, key: str) -> Answer:
    """What this very run read or wrote, or else what the store has now, with what still waits to be written."""
    fresh: Answer | None = session.take(f"{key}-fresh")
    if fresh is None:
        try:
            fresh = session.store().answer(assessment, item)
        except Unavailable:
            fresh = session.get(f"{key}-seen") or UNANSWERED
        except NotFound:
            st.rerun()  # access has ended, or the assessment was removed: the whole page says so
    waiting = not_saved_yet(key)
    return fresh.model_copy(update=waiting) if waiting else fresh


def saved_sign(words: Words, key: str, otherwise: str) -> None:
    """When this tab saved the answer, or else another line, so that nothing below it moves at a click."""
    if not_saved_yet(key):
        st.markdown(f":material/sync_problem: **{words.gettext('Not saved yet')}**")
        draw_unsaved()
        return
    saved = session.get(f"{key}-saved")
    time = words.gettext("Saved at {time}").format(time=saved)
    st.markdown(f":material/check: **{time}**" if saved else otherwise)


def changed_elsewhere(words: Words, key: str, answer: Answer, choose: Callable[[dict[str, object]], None]) -> None:
    """Says so when the answer is another one than this tab last showed or wrote; a refused choice can be made again."""
    _ = words.gettext
    seen, refused = f"{key}-seen", session.get(f"{key}-refused")
    if refused:
        st.warning(_("Someone else changed this at the same time. You see their answer; your choice is not saved."))
        st.button(_("Save my choice after all"), key=f"{key}-after-all", on_click=choose, args=(refused,))
    elif session.get(seen, answer) != answer and not not_saved_yet(key):
        st.info(_("This answer was changed in another window. You see the newest answer."))
    if not not_saved_yet(key):
        session.put(seen, answer)
