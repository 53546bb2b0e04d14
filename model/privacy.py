"""Numbers in a text that point to one person and don't belong in an answer."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, TypeAlias

PersonalNumber: TypeAlias = Literal["BSN", "IBAN"]

_DIGITS = re.compile(r"[0-9]+(?:[ .-][0-9]+)*")
# What stands before the digits of an amount or of a telephone number, and after those of an amount.
_BEFORE_OTHERS = re.compile(r"(?:€ ?|\bEUR ?|\+|\(0\) ?)$", re.IGNORECASE)
_AFTER_AMOUNT = re.compile(r",[0-9]| ?euro", re.IGNORECASE)
_IBAN = re.compile(r"(?<![A-Z0-9])(?=([A-Z]{2}[0-9]{2}(?:[ .-]?[A-Z0-9]){11,30}))", re.IGNORECASE | re.ASCII)
# ISO 13616: in each country all account numbers are equally long.
_IBAN_LENGTHS = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL SD",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ OM SO TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "BI DJ FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB NI PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU YE",
    31: "MT SC",
    32: "LC",
    33: "RU",
}
_LENGTH_OF = {country: length for length, countries in _IBAN_LENGTHS.items() for country in countries.split()}


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Which kinds of personal number the text seems to hold: a citizen service number (BSN) or a bank account."""
    found: list[PersonalNumber] = []
    if any(is_bsn(digits) for digits in _possible_bsns(text)):
        found.append("BSN")
    if any(_begins_with_iban(match[1]) for match in _IBAN.finditer(text)):
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


def _possible_bsns(text: str) -> Iterator[str]:
    """Groups of digits that can be a BSN, and are no telephone number, amount or date by what stands around them."""
    for run in _DIGITS.finditer(text):
        if _BEFORE_OTHERS.search(text[max(0, run.start() - 5) : run.start()]) or _AFTER_AMOUNT.match(text, run.end()):
            continue
        groups = re.split("[ .-]", run[0])
        separators = set(re.sub("[0-9]", "", run[0]))
        if len(separators) > 0 and groups[0].startswith("00"):
            continue
        if len(separators) == 1 and sum(map(len, groups)) == 9:
            yield "".join(groups)
        yield from (group for group in groups if len(group) == 9)
        if len(run[0]) == 8 and not separators and not _is_date(run[0]):
            yield run[0]


def _is_date(digits: str) -> bool:
    for iso in (digits, digits[4:] + digits[2:4] + digits[:2]):
        try:
            date.fromisoformat(iso)
        except ValueError:
            continue
        return True
    return False


def _begins_with_iban(text: str) -> bool:
    """Whether the text begins with an account number; words typed after it are no part of it."""
    joined = re.sub("[ .-]", "", text).upper()
    length = _LENGTH_OF.get(joined[:2], 0)
    return length > 0 and len(joined) >= length and is_iban(joined[:length])
