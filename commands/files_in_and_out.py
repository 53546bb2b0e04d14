"""Reading the file that a command is given, and writing the one that it makes."""

import functools
from pathlib import Path

from model.answers import AnswersFile
from model.errors import BadInput, Mistake
from model.loading import load
from model.questionnaire import Questionnaire
from model.reading import MAXIMUM_BYTES, refuse
from model.submission import read_answers
from model.wording import worded


def read(name: str) -> AnswersFile:
    """The answers in a file.

    :raises BadInput: it can't be read, or says something that is not allowed.
    """
    path, found = Path(name), bytes_of(name)
    questionnaire = content()["nl"]
    if path.suffix.lower() == ".xlsx":
        from reports.workbook_reading import read_workbook

        return read_workbook(found, path.name, questionnaire)
    return read_answers(found, path.name, questionnaire)


def bytes_of(name: str, at_most: int = MAXIMUM_BYTES) -> bytes:
    """What stands in a file; of a file that is larger one byte more than may be read, which tells that it is.

    :raises BadInput: it can't be read.
    """
    try:
        with Path(name).open("rb") as source:
            return source.read(at_most + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        refuse(Mistake("{file}: this file can't be read: {reason}.", file=name, reason=reason))


def worded_for(language: str, answers_file: AnswersFile) -> Questionnaire:
    """The questionnaire in this language, with the organisation's word for its customers."""
    return worded(content()[language], answers_file.organisation.customer)


@functools.cache
def content() -> dict[str, Questionnaire]:
    """The content, read once."""
    return load()


def write(path: Path, made: bytes) -> None:
    """Writes a file.

    :raises BadInput: it can't be written.
    """
    try:
        path.write_bytes(made)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise BadInput([Mistake("{file}: this file can't be written: {reason}.", file=path, reason=reason)]) from None
