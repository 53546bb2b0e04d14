"""What the server answers besides the pages."""

import json
import re
from urllib.parse import quote

import pytest


def test_health_says_that_the_server_answers(ask):
    """A monitor reads status ok."""
    answered = ask("/health")

    assert answered.status == 200
    assert json.loads(answered.body) == {"status": "ok"}


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
