"""Names of files: those that a stranger gave, safe to show, to keep and to send; and those of our own files."""

import re
import unicodedata
from urllib.parse import quote

MAXIMUM_CHARACTERS = 120
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
# Categories of Unicode: control, format (also the marks that turn text around), surrogate, unassigned, private.
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co"}
_JOINERS = "\u200c\u200d"  # unseen too, but Persian and Hindi are spelled with them


def safe_name(name: str) -> str:
    r"""The name without folders, unseen characters and what file systems refuse, in at most 120 characters.

    >>> safe_name("C:\\map\\Żółty  plan\u202e.pdf")
    'Żółty plan.pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(character for character in last if character.isspace() or _is_seen(character))
    stem, ending = _parts(" ".join(_NOT_IN_NAMES.sub("-", seen).split()))
    return (stem[: MAXIMUM_CHARACTERS - len(ending)].strip(". ") or "file") + ending


def content_disposition(name: str) -> str:
    """The header that makes a browser save the file under this name and never show it (RFC 6266).

    >>> print(content_disposition("Café.pdf"))
    attachment; filename="Cafe.pdf"; filename*=UTF-8''Caf%C3%A9.pdf
    """
    name = safe_name(name)
    stem, ending = _parts(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    plain = re.sub(r"[^A-Za-z0-9._]+", "-", stem).strip("-._") or "file"
    return f"attachment; filename=\"{plain}{ending}\"; filename*=UTF-8''{quote(name)}"


def name_for(organisation: str) -> str:
    """The name of a file about an organisation, that every system takes: plain letters, digits and hyphens.

    >>> name_for("Łódź & Café B.V.")
    'peilstok-odz-cafe-b-v'
    """
    letters = unicodedata.normalize("NFKD", organisation).encode("ascii", "ignore").decode()
    return "peilstok-" + (re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:60] or "rapport")


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _UNSEEN


def _parts(name: str) -> tuple[str, str]:
    """What stands before the ending, and the ending with its dot."""
    found = _ENDING.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")
