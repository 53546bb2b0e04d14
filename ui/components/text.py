"""What a person typed, as text that Streamlit's markdown can't run or restyle."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# Marks that change the direction of the text around them, and line ends.
_MARKS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    r"""The text with all markdown escaped, on one line, without marks that turn the text around it.

    >>> plain("**Bank** & Co")
    '\\*\\*Bank\\*\\* \\& Co'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(_MARKS.sub("", text).split()))
