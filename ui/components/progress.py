"""How far the assessment is, as a bar with words."""

from collections.abc import Mapping

from streamlit.delta_generator import DeltaGenerator

from i18n.words import Words
from model.answers import Answer

ANSWERED = "answered"  # in the session: how many questions of the open assessment have an answer


def draw_progress(place: DeltaGenerator, words: Words, done: int, asked: int) -> None:
    """Draws the bar in this place, over what it showed before."""
    text = words.gettext("{done} of {all} questions answered").format(done=done, all=asked)
    place.progress(done / asked if asked else 0.0, text=text)


def answered(answers: Mapping[str, Answer], asked: tuple[str, ...]) -> int:
    """How many of these questions have an answer, "I don't know" and "not applicable" included."""
    return sum(id_ in answers and answers[id_].is_given for id_ in asked)
