"""How far the assessment is, as a bar with words."""

from collections.abc import Mapping

from streamlit.delta_generator import DeltaGenerator

from i18n.words import Words
from model.answers import Answer
from ui import session

ANSWERED = "answered"  # in the session: how many questions of the open assessment have an answer
TO_CONFIRM = "to-confirm"  # in the session: the answers that came along and that nobody confirmed yet


def draw_progress(place: DeltaGenerator, words: Words, done: int, asked: int) -> None:
    """Draws the bar in this place, over what it showed before; with what came along and waits to be confirmed."""
    waiting = len(session.get(TO_CONFIRM, ()))
    text = words.gettext("{done} of {all} questions answered")
    if waiting:
        text = words.gettext("{done} of {all} questions answered, {waiting} still to confirm")
    text = text.format(done=done, all=asked, waiting=waiting)
    place.progress(done / asked if asked else 0.0, text=text)


def answered(answers: Mapping[str, Answer], asked: tuple[str, ...]) -> int:
    """How many of these questions have an answer, "I don't know" and "not applicable" included."""
    return sum(id_ in answers and answers[id_].is_given for id_ in asked)


def with_progress(words: Words, name: str, answers: Mapping[str, Answer], asked: tuple[str, ...]) -> str:
    """The name of a theme or topic, with how many of its questions have an answer and how many wait to be confirmed."""
    waiting = len(session.get(TO_CONFIRM, frozenset()).intersection(asked))
    text = words.gettext("{theme} ({done} of {all})")
    if waiting:
        text = words.gettext("{theme} ({done} of {all}, {waiting} to confirm)")
    return text.format(theme=name, done=answered(answers, asked), all=len(asked), waiting=waiting)
