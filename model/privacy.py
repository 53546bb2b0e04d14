"""Numbers in a text that point to one person and don't belong in an answer."""

import re
from typing import Literal, TypeAlias

PersonalNumber: TypeAlias = Literal["BSN", "IBAN"]

_BSN = re.compile(r"(?<![0-9])[0-9](?:[ .-]?[0-9]){7,8}(?![0-9])")
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}", re.IGNORECASE)


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Which kinds of personal number the text seems to hold: a citizen service number (BSN) or a bank account."""
    found: list[PersonalNumber] = []
    if any(is_bsn(re.sub("[^0-9]", "", match[0])) for match in _BSN.finditer(text)):
        found.append("BSN")
    if any(_holds_iban(match[0]) for match in _IBAN.finditer(text)):
        found.append("IBAN")
    return tuple(found)


def is_bsn(digits: str) -> bool:
    """Whether eight or nine digits pass the eleven test of the BSN (9a+8b+…+2h−i is a multiple of eleven).

    >>> is_bsn("111222333"), is_bsn("111222334")
    (True, False)
    """
    padded = digits.zfill(9)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    total = sum(weight * int(digit) for weight, digit in zip(weights, padded, strict=True))
    return total % 11 == 0 and int(padded) > 0


def is_iban(text: str) -> bool:
    """Whether the text is an account number by ISO 13616: moved four to the end, letters as numbers, 1 modulo 97.

    >>> is_iban("NL91ABNA0417164300"), is_iban("NL92ABNA0417164300")
    (True, False)
    """
    moved = text[4:] + text[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def _holds_iban(text: str) -> bool:
    """Whether the text begins with an account number; words typed after it are no part of it."""
    joined = text.replace(" ", "").upper()
    lengths = [18] if joined.startswith("NL") else range(15, 35)
    return any(is_iban(joined[:length]) for length in lengths if len(joined) >= length)
