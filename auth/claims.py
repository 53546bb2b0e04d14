"""Who someone is according to the sign-in provider, and whether that still counts: from claims that nobody trusts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, TypeAlias

Standing: TypeAlias = Literal["signed in", "expired", "signed out"]

# Clocks differ; a sign-in from further in the future would count for longer than it may.
_AHEAD = timedelta(minutes=5)
_SUBJECT_LENGTH = 255  # OpenID Connect Core 2
_NAME_LENGTH, _EMAIL_LENGTH = 200, 320


@dataclass(frozen=True)
class Claims:
    """One person, by issuer and subject together and by nothing else; name and e-mail are only shown."""

    issuer: str
    subject: str
    name: str
    email: str | None
    signed_in_at: datetime


def claims_of(user: Mapping[str, object], issuer: str, now: datetime) -> Claims | None:
    """The claims of an ID token, or None when they name nobody of this issuer."""
    subject, signed_in_at = user.get("sub"), _moment(user.get("iat"))
    if user.get("is_logged_in") is not True or not _is_same(user.get("iss"), issuer):
        return None
    if not isinstance(subject, str) or not subject.strip() or len(subject) > _SUBJECT_LENGTH or "\0" in subject:
        return None
    if signed_in_at is None or signed_in_at > now + _AHEAD:
        return None
    return Claims(issuer, subject, _name(user), _email(user), signed_in_at)


def standing(signed_in_at: datetime, ended_at: datetime | None, hours: float, now: datetime) -> Standing:
    """Whether a sign-in of this moment counts: not after its hours, nor when the person signed out since.

    `ended_at` is the last sign-in that the person ended, so that no two clocks are compared.
    """
    if ended_at is not None and signed_in_at <= ended_at:
        return "signed out"
    return "expired" if now >= signed_in_at + timedelta(hours=hours) else "signed in"


def _is_same(found: object, issuer: str) -> bool:
    return isinstance(found, str) and found.rstrip("/") == issuer.rstrip("/")


def _moment(seconds: object) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _name(user: Mapping[str, object]) -> str:
    """What someone is called; some providers send only parts, or only the name of the account."""
    given, family = _line(user.get("given_name")), _line(user.get("family_name"))
    for name in (_line(user.get("name")), f"{given} {family}".strip(), _line(user.get("preferred_username"))):
        if name:
            return name[:_NAME_LENGTH]
    return _email(user) or ""


def _email(user: Mapping[str, object]) -> str | None:
    """Entra ID leaves out `email` where none is filled in; the account's name is then mostly one."""
    for claim in ("email", "preferred_username"):
        email = _line(user.get(claim))
        if "@" in email.strip("@") and " " not in email and len(email) <= _EMAIL_LENGTH:
            return email
    return None


def _line(text: object) -> str:
    """The text on one line, without control signs and marks that turn the text around them."""
    if not isinstance(text, str):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
