"""What a question or a rule means, apart from its other words: a short digest that changes with the meaning."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# What a level or a check says something about. Titles, reasons, evidence, actions and sources help to answer and to
# improve; whoever changes those changes no answer. Translations follow the original.
OF_A_CRITERION = ("question", "levels", "applies_when")
OF_A_NORM = ("check", "kind", "binds", "valid_from", "valid_to", "met_when", "not_applicable_when")
OF_THE_SCALE = ("levels",)
CHARACTERS = 16  # of 64: enough to tell a few hundred items apart, and short enough to read


def meaning_of(data: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The digest of these keys of a file in its original language: the first sixteen characters of a SHA-256.

    The order of keys and the ends of lines make no difference, nor does a key that is left out or holds nothing.
    """
    said = {key: data[key] for key in keys if data.get(key)}
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:CHARACTERS]
