"""Kinds of text and number that files and forms may carry, checked at the boundary by pydantic."""

import datetime
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

# All control characters but tab and newline, lone surrogates, and the two that XML and XLSX can't carry.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MAXIMUM_CHARACTERS = 5_000


class Strict(BaseModel):
    """Frozen, no unknown keys, no silent conversion (2.5, true and "3" are no levels); errors tell no value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


def _clean(text: str) -> str:
    if _UNWANTED.search(text):
        msg = "control_character"
        raise ValueError(msg)
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        msg = "blank"
        raise ValueError(msg)
    return text


def _one_line(text: str) -> str:
    if "\n" in text or "\t" in text:
        msg = "one_line"
        raise ValueError(msg)
    return text


def _date(value: Any) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        msg = "date"
        raise ValueError(msg)
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        msg = "date"
        raise ValueError(msg) from None


def _month(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        msg = "month"
        raise ValueError(msg)
    return text


FreeText = Annotated[str, Field(max_length=MAXIMUM_CHARACTERS), AfterValidator(_clean)]
Text = Annotated[FreeText, AfterValidator(_not_blank)]
Line = Annotated[Text, AfterValidator(_one_line)]
Date = Annotated[datetime.date, BeforeValidator(_date)]
Month = Annotated[str, AfterValidator(_month)]
Level = Annotated[int, Field(ge=1, le=5)]
