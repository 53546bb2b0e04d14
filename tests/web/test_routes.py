"""What the server answers besides the pages."""

import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import quote

import pytest

from storage.database import open_database


def test_health_says_that_the_server_answers(ask):
    """A monitor reads status ok."""
    answered = ask("/health")

    assert answered.status == 200
    assert json.loads(answered.body) == {"status": "ok"}


def test_ready_says_ok_once_the_tables_are_of_this_version(ask, monkeypatch, tmp_path):
    """Before the tables are made the server runs, and is not ready; asking makes nothing."""
    url = f"sqlite:///{tmp_path / 'data' / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    before = ask("/ready")
    assert (before.status, json.loads(before.body)) == (503, {"status": "unreachable"})
    assert list(tmp_path.iterdir()) == []

    open_database(url)

    after = ask("/ready")
    assert (after.status, json.loads(after.body)) == (200, {"status": "ok"})
    assert ask("/health").status == 200


def test_ready_notices_that_the_database_is_gone(ask, monkeypatch, tmp_path):
    """Also when it was there before, and its connections are still open."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'peilstok.db'}")
    open_database(f"sqlite:///{tmp_path / 'peilstok.db'}")
    assert ask("/ready").status == 200

    (tmp_path / "peilstok.db").unlink()

    assert json.loads(ask("/ready").body) == {"status": "unreachable"}


@pytest.mark.parametrize("revision", ["0000", "9999", None])
def test_ready_refuses_tables_of_another_version(ask, monkeypatch, tmp_path, revision):
    """Older, newer, or none at all in a file that is there."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'peilstok.db'}")
    with closing(sqlite3.connect(tmp_path / "peilstok.db")) as connection, connection:
        if revision is None:
            connection.execute("CREATE TABLE something (x)")
        else:
            connection.execute("CREATE TABLE alembic_version (version_num)")
            connection.execute("INSERT INTO alembic_version VALUES (?)", [revision])

    answered = ask("/ready")

    assert (answered.status, json.loads(answered.body)) == (503, {"status": "revision"})


@pytest.mark.parametrize(
    "url", ["nonsense", "postgresql+nodriver://localhost/x", "sqlite:////proc/none/x.db", "sqlite:///{folder}/text.db"]
)
def test_ready_says_in_one_word_what_can_not_be_read(ask, monkeypatch, tmp_path, url):
    """An address that is none, a driver or a folder that is not there, a file of another kind: no trace, no address."""
    (tmp_path / "text.db").write_text("This is no database. " * 100)
    monkeypatch.setenv("DATABASE_URL", url.format(folder=tmp_path))

    answered = ask("/ready")

    assert (answered.status, json.loads(answered.body)) == (503, {"status": "unreachable"})


@pytest.mark.parametrize(
    ("path", "does"), [("/begin-at-top.js", b"scrollTo(0, 0)"), ("/drag-into-order.js", b"setPointerCapture")]
)
def test_the_scripts_of_pages_are_scripts(ask, path, does):
    """Browsers run only what says that it is one, and ask for it once an hour."""
    answered = ask(path)

    assert answered.headers["content-type"].startswith("text/javascript")
    assert answered.headers["cache-control"] == "max-age=3600"
    assert does in answered.body


def test_the_icon_of_the_tab_is_ours(ask):
    """A picture at the address that the document names."""
    answered = ask("/favicon.png")

    assert answered.status == 200
    assert answered.headers["content-type"] == "image/png"
    assert answered.body.startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_language_is_kept_in_a_cookie_and_the_visitor_goes_back(ask, language):
    """The cookie lasts, scripts can't read it, and the address is the one the visitor came from."""
    back = "/answer?assessment=1a2b&theme=s4"

    answered = ask(f"/language/{language}?next={quote(back, safe='')}")

    assert answered.status == 303
    assert answered.headers["location"] == back
    (cookie,) = answered.cookies
    assert cookie.startswith(f"language={language};")
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()


@pytest.mark.parametrize("language", ["de", "NL", "nl%0d%0aSet-Cookie:x", "..", "%00"])
def test_an_unknown_language_sets_no_cookie(ask, language):
    """What is no language of Peilstok leaves the choice as it was."""
    answered = ask(f"/language/{language}?next=/plan")

    assert answered.cookies == []
    assert answered.status in (303, 404)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil.example", "",
        "\\\\evil.example", " //evil.example", "\t//evil.example", "///evil.example", "data:text/html,x",
    ],
)  # fmt: skip
def test_a_way_back_to_another_server_leads_to_the_start(ask, elsewhere):
    """An address that a browser would read as another server, or as a script, is not followed."""
    answered = ask(f"/language/en?next={quote(elsewhere, safe='')}")

    assert answered.status == 303
    assert answered.headers["location"] == "/"


@pytest.mark.parametrize("back", ["/\t/evil.example", "/\n/evil.example", "/\r\nSet-Cookie: evil=1"])
def test_no_sign_that_browsers_drop_reaches_the_header(ask, back):
    """Browsers read a tab between two slashes as nothing, and a line end would begin a header."""
    answered = ask(f"/language/en?next={quote(back, safe='')}")

    assert not re.search(r"[\t\r\n]", answered.headers["location"])
    assert [cookie.split("=")[0] for cookie in answered.cookies] == ["language"]


def test_without_a_way_back_the_visitor_starts_at_the_beginning(ask):
    """The link alone is enough."""
    assert ask("/language/en").headers["location"] == "/"
