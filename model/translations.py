"""What a translated file must share with its original: the same texts, the same lists, the same placeholders."""

import re
from typing import Any

from model.errors import ContentError, Mistake

PLACEHOLDERS = ("{customer}", "{customers}", "{Customer}", "{Customers}")
_PLACEHOLDER = re.compile(r"\{\w+\}")


def refuse_other_texts(original: Any, words: Any, file: str, where: str = "") -> None:
    """Refuses a translation with other texts or placeholders, or more or fewer items in a list, than its original."""
    if isinstance(words, list) and len(words) != len(original):
        text = "{file}: {key} has {found} items; the original has {wanted}. Translate each."
        raise ContentError([Mistake(text, file=file, key=where, found=len(words), wanted=len(original))])
    for key, value in words.items() if isinstance(words, dict) else enumerate(words):
        place = f"{where}.{key}" if where else str(key)
        counterpart = original.get(key) if isinstance(original, dict) else original[key]
        if isinstance(value, dict | list) and counterpart is not None:
            refuse_other_texts(counterpart, value, file, place)
        elif isinstance(value, dict) and where:
            continue  # one theme, action or value too many: who compares their ids says so
        elif _is_there(value) != _is_there(counterpart):
            text = "{file}: {key} must be there when the original has it, and only then. {mend}."
            mend = "Remove it here or add it there" if counterpart is None else "Add it"
            raise ContentError([Mistake(text, file=file, key=place, mend=mend)])
        elif _is_there(value):
            found, wanted = (
                sorted({p.lower() for p in _PLACEHOLDER.findall(str(text))}) for text in (value, counterpart)
            )
            if found != wanted:
                text = "{file}: {key} has the placeholders {found}; the original has {wanted}. Use the same."
                shown = [", ".join(names) or "none" for names in (found, wanted)]
                raise ContentError([Mistake(text, file=file, key=place, found=shown[0], wanted=shown[1])])


def _is_there(value: Any) -> bool:
    return value not in (None, {}, [])


def refuse_unknown_placeholders(data: Any, file: str, where: str = "") -> None:
    """Refuses a placeholder that no word will ever fill."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            refuse_unknown_placeholders(value, file, f"{where}.{key}" if where else str(key))
    elif isinstance(data, str):
        for placeholder in _PLACEHOLDER.findall(data):
            if placeholder not in PLACEHOLDERS:
                text = "{file}: {key} has the unknown placeholder {found}. Allowed: {allowed}."
                raise ContentError(
                    [Mistake(text, file=file, key=where, found=placeholder, allowed=", ".join(PLACEHOLDERS))]
                )
