"""How far the assessment is, as a bar with words."""

from collections.abc import Mapping

from streamlit.delta_generator import DeltaGenerator

from i18n.words import Words
from model.answers import Answer


def draw_progress(place: DeltaGenerator, words: Words, answers: Mapping[str, Answer], asked: tuple[str, ...]) -> None:
    """Draws the bar in this place, over what it showed before."""
    done = answered(answers, asked)
    text = words.gettext("{done} of {all} questions answered").format(done=done, all=len(asked))
    place.progress(done / len(asked) if asked else 0.0, text=text)


def answered(answers: Mapping[str, Answer], asked: tuple[str, ...]) -> int:
    """How many of these questions have an answer, "I don't know" and "not applicable" included."""
    return sum(id_ in answers and answers[id_].is_given for id_ in asked)
