"""The fictional organisation behind "look at an example"."""

from model.answers import AnswersFile
from model.loading import CONTENT, SOURCE_LANGUAGE
from model.questionnaire import Questionnaire
from model.submission import read_answers


def example_answers(questionnaire: Questionnaire) -> AnswersFile:
    """Its answers, with notes in the questionnaire's language."""
    folder, language = CONTENT / questionnaire.id, questionnaire.language
    path = folder / "example.yaml" if language == SOURCE_LANGUAGE else folder / f"translations/{language}/example.yaml"
    return read_answers(path.read_bytes(), path.name, questionnaire)
