"""The settings: none are needed, and sign-in is configured whole or not at all."""

import subprocess
import sys

import pytest

import settings
from model.errors import BadInput

WHOLE = {
    "PEILSTOK_OIDC_ISSUER": "https://sign-in.example/realms/r", "PEILSTOK_OIDC_CLIENT_ID": "peilstok",
    "PEILSTOK_OIDC_CLIENT_SECRET": "geheim-van-de-client", "PEILSTOK_ADDRESS": "https://peilstok.example",
    "PEILSTOK_COOKIE_SECRET": "x" * 32,
}  # fmt: skip
NAMES = (*WHOLE, "PEILSTOK_SIGN_IN_HOURS", "PEILSTOK_HTTPS", "PEILSTOK_LANGUAGE", "DATABASE_URL")


@pytest.fixture
def read(monkeypatch):
    """The settings with these variables and no others."""

    def read_(**variables):
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return settings.read_settings()

    return read_


def refused(read, **variables):
    """The sentences with which these settings are refused."""
    with pytest.raises(BadInput) as error:
        read(**variables)
    return str(error.value)


def test_without_any_setting_nobody_signs_in(read):
    """The embedded default: a database of one's own, plain HTTP, no sign-in."""
    found = read()

    assert found.sign_in is None
    assert not found.https
    assert found.database_url.startswith("sqlite:///")


def test_all_of_them_switch_it_on(read):
    """With twelve hours, and TLS as the address says it."""
    found = read(**WHOLE)

    assert found.sign_in == settings.SignIn(
        "https://sign-in.example/realms/r", "peilstok", "geheim-van-de-client", "https://peilstok.example", "x" * 32, 12
    )
    assert found.https


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_one_that_is_missing_or_empty_is_refused_and_named(read, name, value):
    """Never open while sign-in was meant."""
    variables = {**WHOLE, name: value} if value is not None else {key: WHOLE[key] for key in WHOLE if key != name}

    assert refused(read, **variables) == (
        f"Sign-in is only half configured: set {name} too, or leave out all settings of sign-in."
    )


@pytest.mark.parametrize("name", [*WHOLE, "PEILSTOK_SIGN_IN_HOURS"])
@pytest.mark.parametrize("value", ["", "12"])
def test_one_alone_is_refused_even_when_it_is_empty(read, name, value):
    """A compose file whose variables are not filled in gives empty ones."""
    assert "half configured" in refused(read, **{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PEILSTOK_OIDC_ISSUER", "http://sign-in.example"), ("PEILSTOK_OIDC_ISSUER", "sign-in.example"),
        ("PEILSTOK_OIDC_ISSUER", "https://sign-in.example/?a=b"), ("PEILSTOK_OIDC_ISSUER", "https://u:p@sign-in.example"),
        ("PEILSTOK_ADDRESS", "http://peilstok.example"), ("PEILSTOK_ADDRESS", "https://peilstok.example/path"),
        ("PEILSTOK_ADDRESS", "https://peilstok.example?a"), ("PEILSTOK_ADDRESS", "https://peilstok.example:99999"),
        ("PEILSTOK_ADDRESS", "https://localhost.evil @x"), ("PEILSTOK_ADDRESS", "ftp://localhost"),
        ("PEILSTOK_COOKIE_SECRET", "x" * 31), ("PEILSTOK_SIGN_IN_HOURS", "0"), ("PEILSTOK_SIGN_IN_HOURS", "-1"),
        ("PEILSTOK_SIGN_IN_HOURS", "721"), ("PEILSTOK_SIGN_IN_HOURS", "nan"), ("PEILSTOK_SIGN_IN_HOURS", "twelve"),
    ],
)  # fmt: skip
def test_a_value_that_can_not_work_is_refused_in_one_sentence(read, name, value):
    """It names the setting, and never shows a secret."""
    sentence = refused(read, **{**WHOLE, name: value})

    assert sentence.startswith(name)
    assert "\n" not in sentence
    assert "xxxx" not in sentence
    assert "geheim" not in sentence


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://Peilstok.Example/", "https://peilstok.example"), ("https://p.example:443", "https://p.example"),
        ("https://p.example:8443", "https://p.example:8443"), ("http://localhost:8501", "http://localhost:8501"),
        ("http://127.0.0.1:80", "http://127.0.0.1"), ("http://[::1]:8501", "http://[::1]:8501"),
    ],
)  # fmt: skip
def test_the_address_is_kept_as_a_browser_names_it(read, written, origin):
    """Streamlit compares it letter by letter with what the browser sends."""
    assert read(**{**WHOLE, "PEILSTOK_ADDRESS": written}).sign_in.address == origin


def test_the_server_does_not_start_half_configured(monkeypatch):
    """One sentence on standard error, no page, no traceback."""
    monkeypatch.setenv("PEILSTOK_OIDC_ISSUER", "https://sign-in.example")
    command = [sys.executable, "-m", "streamlit", "run", str(settings.ROOT / "app.py"), "--server.port", "0"]

    ended = subprocess.run(command, cwd=settings.ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr.count("Sign-in is only half configured: set PEILSTOK_OIDC_CLIENT_ID") == 1
    assert "Traceback" not in ended.stderr + ended.stdout
