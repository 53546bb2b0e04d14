"""A questionnaire in the organisation's own word for its customers, read once per process."""

import functools
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from model.loading import load
from model.questionnaire import CustomerWord, Questionnaire


@functools.cache
def questionnaire(language: str, customer: str) -> Questionnaire:
    """The questionnaire in this language, with this word for its customers.

    :raises KeyError: no such language or word.
    """
    return worded(_loaded()[language], customer)


@functools.cache
def _loaded() -> dict[str, Questionnaire]:
    return load()


def worded(questionnaire: Questionnaire, customer: str) -> Questionnaire:
    """The same questionnaire with every placeholder filled in with this word (`klant`, `huurder` …).

    :raises KeyError: the profile has no such word.
    """
    word = questionnaire.profile.customer_words[customer]
    return replace(
        questionnaire,
        themes=_filled(questionnaire.themes, word),
        criteria=_filled(questionnaire.criteria, word),
        norms=_filled(questionnaire.norms, word),
        dilemmas=_filled(questionnaire.dilemmas, word),
        steps=_filled(questionnaire.steps, word),
    )


def _filled(value: Any, word: CustomerWord) -> Any:
    if isinstance(value, str):
        return word.fill(value) if "{" in value else value
    if isinstance(value, tuple):
        return tuple(_filled(item, word) for item in value)
    if isinstance(value, Mapping):
        return {key: _filled(item, word) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _filled(getattr(value, field.name), word) for field in fields(value)})
    return value
