"""Writing an answer, and what the page says of it: shared by the questions and the rules of the law."""

import streamlit as st

from i18n.words import Words
from model.answers import Answer
from ui import session
from ui.components.progress import ANSWERED, answered


def save_answer(
    assessment: str, item: str, key: str, asked: tuple[str, ...], changes: dict[str, object], sign: str = "saved"
) -> None:
    """Writes the changes and keeps the moment, for the sign beside what was changed; the count of `asked` follows."""
    given = session.store().give_answer(assessment, item, changes)
    session.put(f"{key}-seen", given.answer)
    session.put(f"{key}-fresh", given.answer)
    if given.answer.is_given != given.before.is_given:
        session.put(ANSWERED, answered(session.store().answers(assessment), asked))
    session.put(f"{key}-{sign}", given.at.astimezone().strftime("%H:%M:%S"))


def forget(key: str) -> None:
    """Forgets what this tab showed and saved of an answer that it now wrote in another way."""
    session.drop(f"{key}-seen", f"{key}-saved")


def newest_answer(assessment: str, item: str, key: str) -> Answer:
    """What this very run read or wrote, or else what the store has now."""
    fresh: Answer | None = session.take(f"{key}-fresh")
    return session.store().answer(assessment, item) if fresh is None else fresh


def saved_sign(words: Words, key: str, otherwise: str) -> None:
    """When this tab saved the answer, or else another line, so that nothing below it moves at a click."""
    saved = session.get(f"{key}-saved")
    time = words.gettext("Saved at {time}").format(time=saved)
    st.markdown(f":material/check: **{time}**" if saved else otherwise)


def changed_elsewhere(words: Words, key: str, answer: Answer) -> None:
    """Says so when the answer is another one than this tab last showed or wrote."""
    seen = f"{key}-seen"
    if session.get(seen, answer) != answer:
        st.info(words.gettext("This answer was changed in another window. You see the newest answer."))
    session.put(seen, answer)
