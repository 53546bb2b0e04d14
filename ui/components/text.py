"""What a person typed, as text that Streamlit's markdown can't run or restyle, and as choices that stay apart."""

import re
from collections.abc import Mapping
from itertools import chain, count

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Marks that change the direction of the text around them, and line ends.
_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""The text with all markdown escaped, on one line, without marks that turn the text around it.

    >>> plain("**Bank** & Co")
    '\\*\\*Bank\\*\\* \\& Co'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(_MARKS.sub("", text).split()))


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The same names by id, with a number behind each that an earlier one bears already.

    A Streamlit widget remembers a choice by what it shows: of two with one name, it would take the wrong one.

    >>> told_apart({"a": "Bank", "b": "Bank", "c": "Fonds"})
    {'a': 'Bank', 'b': 'Bank (2)', 'c': 'Fonds'}
    """
    shown: dict[str, str] = {}  # the ids by what is shown
    for id_, name in names.items():
        numbered = (f"{name} ({number})" for number in count(2))
        shown[next(label for label in chain([name], numbered) if label not in shown)] = id_
    return {id_: label for label, id_ in shown.items()}
