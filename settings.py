"""The only reader of environment variables: one frozen object with every setting."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from model.errors import BadInput, Mistake

ROOT = Path(__file__).resolve().parent
_MOST_MONTHS = 1200
_DATABASE_URL = f"sqlite:///{ROOT / 'data' / 'peilstok.db'}"
_ON = ("1", "true", "yes", "on")
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
_PORTS = {"http": 80, "https": 443}
_COOKIE_SECRET_LENGTH = 32
_HOURS, _MOST_HOURS = "12", 720  # Streamlit's cookie lives for 30 days


@dataclass(frozen=True)
class SignIn:
    """With which provider visitors sign in, at which address they come back, and for how many hours it counts."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    address: str
    cookie_secret: str = field(repr=False)
    hours: float


@dataclass(frozen=True)
class Settings:
    """Where data and files are, in which language a visitor is greeted, whether over TLS, and how visitors sign in.

    The terminal uses the database by `owner_url`: as the owner of the tables, where the pages may only read and write.
    """

    database_url: str = field(repr=False)  # both may hold a password
    owner_url: str = field(repr=False)
    files_url: str
    language: str
    https: bool
    contact: str  # whom to ask about privacy: who runs this installation, with an e-mail address
    retention_months: int | None  # None keeps everything until somebody removes it
    phones: str  # where the phones of a workshop find this server
    sign_in: SignIn | None  # None on a machine of one's own: nobody signs in, and whoever uses the machine sees all


def read_settings() -> Settings:
    """The settings from the environment; without any: SQLite under data/, Dutch, plain HTTP, no sign-in.

    :raises BadInput: sign-in is configured in part, or a setting has a value that can't work.
    """
    sign_in = _sign_in()
    database_url = os.environ.get("DATABASE_URL", _DATABASE_URL)
    return Settings(
        database_url=database_url,
        owner_url=os.environ.get("PEILSTOK_OWNER_URL", database_url),
        files_url=os.environ.get("PEILSTOK_FILES_URL", ""),
        language=os.environ.get("PEILSTOK_LANGUAGE", "nl"),
        https=os.environ.get("PEILSTOK_HTTPS", "").strip().lower() in _ON
        or (sign_in is not None and sign_in.address.startswith("https:")),
        contact=os.environ.get("PEILSTOK_CONTACT", "").strip(),
        retention_months=_months(os.environ.get("PEILSTOK_RETENTION_MONTHS", "").strip()),
        phones=sign_in.address if sign_in else os.environ.get("PEILSTOK_PHONES", "http://localhost:8501"),
        sign_in=sign_in,
    )


def with_phones_at(address: str) -> dict[str, str]:
    """The environment for a server whose phones find it at this address, unless it says another one already."""
    return {"PEILSTOK_PHONES": address, **os.environ}


def _sign_in() -> SignIn | None:
    given = {
        "PEILSTOK_OIDC_ISSUER": os.environ.get("PEILSTOK_OIDC_ISSUER"),
        "PEILSTOK_OIDC_CLIENT_ID": os.environ.get("PEILSTOK_OIDC_CLIENT_ID"),
        "PEILSTOK_OIDC_CLIENT_SECRET": os.environ.get("PEILSTOK_OIDC_CLIENT_SECRET"),
        "PEILSTOK_ADDRESS": os.environ.get("PEILSTOK_ADDRESS"),
        "PEILSTOK_COOKIE_SECRET": os.environ.get("PEILSTOK_COOKIE_SECRET"),
        "PEILSTOK_SIGN_IN_HOURS": os.environ.get("PEILSTOK_SIGN_IN_HOURS"),
    }
    # Also one that is there and empty: whoever wrote it down meant to have visitors sign in.
    if all(value is None for value in given.values()):
        return None
    values = {name: (value or "").strip() for name, value in given.items()}
    values["PEILSTOK_SIGN_IN_HOURS"] = values["PEILSTOK_SIGN_IN_HOURS"] or _HOURS
    mistakes = list(_mistakes(values))
    if mistakes:
        raise BadInput(mistakes)
    return SignIn(
        issuer=values["PEILSTOK_OIDC_ISSUER"],
        client_id=values["PEILSTOK_OIDC_CLIENT_ID"],
        client_secret=values["PEILSTOK_OIDC_CLIENT_SECRET"],
        address=_origin(_address(values["PEILSTOK_ADDRESS"])),
        cookie_secret=values["PEILSTOK_COOKIE_SECRET"],
        hours=float(values["PEILSTOK_SIGN_IN_HOURS"]),
    )


def _mistakes(values: Mapping[str, str]) -> Iterator[Mistake]:
    """What is wrong with the settings of sign-in; never with a secret in the sentence."""
    missing = [name for name, value in values.items() if not value]
    if missing:
        text = "Sign-in is only half configured: set {names} too, or leave out all settings of sign-in."
        yield Mistake(text, names=", ".join(missing))
        return
    issuer, address = _address(values["PEILSTOK_OIDC_ISSUER"]), _address(values["PEILSTOK_ADDRESS"])
    if not _is_safe(issuer) or issuer.query or issuer.fragment:
        text = "PEILSTOK_OIDC_ISSUER: {found} is not the https address of a sign-in provider, as its metadata names it."
        yield Mistake(text, found=values["PEILSTOK_OIDC_ISSUER"])
    if not _is_safe(address) or address.path not in ("", "/") or address.query or address.fragment:
        text = (
            "PEILSTOK_ADDRESS: {found} is not an https address of a server alone, such as https://peilstok.example.nl."
        )
        yield Mistake(text, found=values["PEILSTOK_ADDRESS"])
    if len(values["PEILSTOK_COOKIE_SECRET"]) < _COOKIE_SECRET_LENGTH:
        text = "PEILSTOK_COOKIE_SECRET: too short; write at least {count} random characters."
        yield Mistake(text, count=_COOKIE_SECRET_LENGTH)
    if not _is_within(values["PEILSTOK_SIGN_IN_HOURS"]):
        text = "PEILSTOK_SIGN_IN_HOURS: {found} is not a number of hours above 0 and up to {most}."
        yield Mistake(text, found=values["PEILSTOK_SIGN_IN_HOURS"], most=_MOST_HOURS)


def _address(text: str) -> SplitResult:
    """The parts of an address; none of what can't be read as one."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _is_safe(address: SplitResult) -> bool:
    """Whether it is on the web over TLS, or on this machine; without a name and password in it."""
    if not address.hostname or "@" in address.netloc or any(sign.isspace() for sign in address.geturl()):
        return False
    return address.scheme == "https" or (address.scheme == "http" and address.hostname in _THIS_MACHINE)


def _origin(address: SplitResult) -> str:
    """The address as a browser names it: in lower case, without the port that everybody knows."""
    host = f"[{address.hostname}]" if ":" in str(address.hostname) else str(address.hostname)
    port = f":{address.port}" if address.port not in (None, _PORTS[address.scheme]) else ""
    return f"{address.scheme}://{host}{port}"


def _is_within(hours: str) -> bool:
    try:
        return 0 < float(hours) <= _MOST_HOURS
    except ValueError:
        return False


def _months(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= _MOST_MONTHS:
        found = "PEILSTOK_RETENTION_MONTHS: {found} is not a whole number of months from 1 to {most}."
        raise BadInput([Mistake(found, found=text, most=_MOST_MONTHS)])
    return int(text)
