"""The link of an invitation: into a cookie, out of the address, and slow for who guesses."""

import re
from itertools import count

import pytest

from auth.limits import Failures
from auth.who import TERMINAL
from i18n.words import words_in
from model.answers import Organisation
from storage.database import open_database
from storage.store import Store
from web import invitations

TOO_MANY = "Too many invitations that don't work were opened from your network. Try again in a minute."


@pytest.fixture(autouse=True)
def failures(monkeypatch):
    """Failures of this test alone, at a moment that does not pass."""
    own = Failures(invitations.FAILURES.at_once, invitations.FAILURES.seconds, clock=lambda: 0.0)
    monkeypatch.setattr(invitations, "FAILURES", own)
    return own


@pytest.fixture
def token(monkeypatch, tmp_path):
    """Makes secrets of open invitations."""
    url = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    store = Store(open_database(url), TERMINAL)
    organisation = store.add_organisation(Organisation(name="Voorbeeld Wonen"))
    return lambda: store.invite(organisation, "viewer", 7)


def test_the_secret_goes_into_a_short_cookie(ask, token):
    """HttpOnly, sent along when coming back from signing in, for a quarter of an hour; the address is clean."""
    secret = token()

    answered = ask(f"/invitation/{secret}")

    assert (answered.status, answered.headers["location"]) == (303, "/")
    [cookie] = answered.cookies
    assert cookie.startswith(f"invitation={secret};")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert parts == {"httponly", "max-age=900", "path=/", "samesite=lax"}
    assert answered.headers["cache-control"] == "no-store"
    assert secret.encode() not in answered.body


def test_behind_tls_the_cookie_goes_nowhere_else(ask, token, monkeypatch):
    """It is `Secure`, also when it is taken away."""
    monkeypatch.setenv("PEILSTOK_HTTPS", "1")

    for address in (f"/invitation/{token()}", "/invitation"):
        assert "; Secure" in ask(address).cookies[0]


def test_a_link_that_never_was_is_answered_the_same(ask, token):
    """Nobody learns from the answer which links exist."""
    good, wrong = token(), "x" * 43

    answers = [ask(f"/invitation/{secret}") for secret in (good, wrong)]

    shown = [(one.status, one.headers, one.body, one.cookies) for one in answers]
    assert str(shown[0]).replace(good, "") == str(shown[1]).replace(wrong, "")


@pytest.mark.parametrize("secret", ["%0d%0aSet-Cookie:%20a=b", "%22;%20path=x;%20a=%22", "a" * 5000, "%00", "é"])
def test_no_secret_breaks_out_of_the_cookie(ask, token, secret):
    """Whatever stands in the address, the answer has one cookie, of a reasonable length."""
    token()

    answered = ask(f"/invitation/{secret}")

    assert answered.status == 303
    [cookie] = answered.cookies
    assert len(cookie) < 700
    assert re.fullmatch(r'invitation=("([^"\\]|\\.)*"|[^;"]*); HttpOnly; Max-Age=900; Path=/; SameSite=lax', cookie)


def test_the_cookie_is_taken_away(ask):
    """After accepting or declining, by an answer without a page."""
    answered = ask("/invitation")

    assert (answered.status, answered.body) == (204, b"")
    [cookie] = answered.cookies
    assert cookie.startswith('invitation="";')
    assert "Max-Age=0" in cookie
    assert "Path=/" in cookie


def test_a_room_of_two_hundred_behind_one_address_gets_in(ask, token):
    """All at the same moment, also when each opens the link twice and every tenth a link that no longer works."""
    secrets = [token() for _ in range(200)]

    answers = [ask(f"/invitation/{secret}") for secret in secrets + secrets]
    old = [ask(f"/invitation/{'x' * 43}") for _ in range(20)]

    assert {one.status for one in answers + old} == {303}


def test_who_guesses_is_slowed_down(ask, token, failures):
    """After hundreds of failures; with a sentence, and how long to wait. Others at other addresses notice nothing."""
    secret, guesses = token(), count()
    while ask(f"/invitation/{next(guesses)}", client="192.0.2.1").status == 303:
        assert next(guesses) < 1000

    refused = ask(f"/invitation/{secret}", client="192.0.2.1")

    assert refused.status == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.body.decode() == words_in("nl").gettext(TOO_MANY)
    assert ask("/invitation/x", client="192.0.2.1", cookie="language=en").body.decode() == TOO_MANY
    assert refused.cookies == []
    assert ask(f"/invitation/{secret}", client="192.0.2.2").status == 303

    failures.clock = lambda: 60.0
    assert ask(f"/invitation/{secret}", client="192.0.2.1").status == 303


def test_a_database_that_is_gone_is_nobodys_failure(ask, monkeypatch, tmp_path, failures):
    """The link is kept, and the page says what is wrong."""
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'folder'}")

    assert ask("/invitation/secret").status == 303
    assert failures.wait("127.0.0.1") == 0
    assert failures._forgotten_at == {}
