"""Sign-in at a real OpenID Connect provider: who is signed out sees nothing, and who signs in loses nothing."""

import json
import re
import time
from base64 import b64decode
from contextlib import closing
from datetime import UTC, date, datetime
from urllib.request import urlopen

import pytest
from itsdangerous import TimestampSigner
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from auth.claims import Claims
from model.answers import Organisation
from storage.people import People
from storage.store import Store
from tests.servers import ROOT, Server

COOKIE_SECRET, CLIENT_SECRET = "a secret for the cookies of these tests", "a secret of the client"
NAME, EMAIL = "Aisha van den Berg", "aisha@voorbeeld.example"
NOTE = "criterion-s1.3-note"
PAGES = tuple((ROOT / "ui" / "pages").glob("*.py"))


@pytest.fixture(scope="module")
def provider():
    """A sign-in provider with some people; gives its address."""
    people = [User(sub="aisha", claims={"name": NAME, "email": EMAIL})]
    people += [User(sub=name.lower(), claims={"name": name}) for name in ("Bas", "Carla", "Dirk")]
    with run_server_in_thread(user_claims=people) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture(scope="module")
def shared(provider, tmp_path_factory):
    """Peilstok with sign-in at that provider; nobody has asked it for anything yet."""
    server = Server(tmp_path_factory.mktemp("shared"))
    with pytest.MonkeyPatch.context() as environment:
        for name, value in {
            "PEILSTOK_OIDC_ISSUER": provider, "PEILSTOK_OIDC_CLIENT_ID": "peilstok",
            "PEILSTOK_OIDC_CLIENT_SECRET": CLIENT_SECRET, "PEILSTOK_ADDRESS": server.address,
            "PEILSTOK_COOKIE_SECRET": COOKIE_SECRET,
        }.items():  # fmt: skip
            environment.setenv(name, value)
        server.start()
    yield server
    server.stop()


@pytest.fixture
def owner(shared, provider):
    """Makes an organisation with an assessment of this person: the store as they ask it, and the assessment's id."""

    def owner_(subject):
        past, engine = datetime(2026, 1, 1, tzinfo=UTC), shared.store.engine
        store = Store(engine, People(engine).signed_in(Claims(provider, subject, subject, None, past)).who)
        organisation = store.add_organisation(Organisation(name="Woonstichting Geheim"))
        return store, store.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))

    return owner_


@pytest.fixture
def assessment(owner):
    """An assessment that only Aisha may see."""
    return owner("aisha")[1]


@pytest.fixture
def come(visit, shared, provider):
    """Opens a tab on the shared installation; it may also speak with the provider, and with nobody else."""
    visitors = []

    def come_(beside=None):
        visitors.append(visit(to=shared, beside=beside))
        # The provider's pages ask another server for their looks.
        visitors[-1].context.route(re.compile("^https:"), lambda route: route.abort())
        return visitors[-1]

    yield come_
    for visitor in visitors:
        visitor.asked = [url for url in visitor.asked if not url.startswith((provider, "https://cdn.jsdelivr.net/"))]


def sign_in(visitor, who="aisha"):
    """From the gate to the provider and back."""
    visitor.press("sign-in")
    visitor.page.get_by_role("button", name=who, exact=True).click()
    expect(visitor.widget("sign-out")).to_be_visible()
    visitor.settled()


def see(visitor, title):
    """Waits for the page with this title; the one before may stand there until the script has run to its end."""
    expect(visitor.page.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(visitor.title).to_have_count(1)
    visitor.settled()


def cookie(shared, secret=COOKIE_SECRET, **claims):
    """Streamlit's signed cookie, with these claims."""
    user = {"origin": shared.address, "is_logged_in": True, "provider": "default", **claims}
    value = create_signed_value(secret, "_streamlit_user", json.dumps(user)).decode()
    return {"name": "_streamlit_user", "value": value, "url": shared.address}


def expect_gate(visitor, say, title="Where do you stand on social collection?"):
    """The public page: what Peilstok is and the way in, nothing of anybody's assessment, no menu."""
    see(visitor, say(title))
    expect(visitor.widget("sign-in")).to_be_visible()
    text = visitor.page.locator("body").inner_text()
    assert "Geheim" not in text
    assert visitor.page.locator('[data-testid="stSidebarNav"] a').count() == 0
    expect(visitor.widget("criterion-s1.3-level")).to_have_count(0)


def test_a_deep_link_as_the_very_first_request_is_refused_and_followed_after_signing_in(come, say, assessment):
    """Signed out: the public page. The language switch works there. Signed in: the page that was asked."""
    visitor = come().open(f"/answer?assessment={assessment}&theme=s1")
    expect_gate(visitor, say)
    visitor.page.get_by_role("link", name="English").click()
    see(visitor, "Where do you stand on social collection?")
    visitor.page.get_by_role("link", name="Nederlands").click()
    see(visitor, say("Where do you stand on social collection?"))
    visitor.settled()

    sign_in(visitor)

    see(visitor, say("Questions"))
    expect(visitor.page.get_by_text("Woonstichting Geheim")).to_be_visible()
    expect(visitor.page.get_by_text(NAME)).to_be_visible()
    assert f"assessment={assessment}" in visitor.page.url


@pytest.mark.parametrize("page", ["", *sorted({path.stem for path in PAGES} - {"privacy"}), "none"])
def test_no_page_shows_anything_to_who_is_signed_out(come, say, assessment, page):
    """Whatever is asked, the same public page comes."""
    visitor = come().open(f"/{page}?assessment={assessment}")

    expect_gate(visitor, say)


def test_another_person_sees_nothing_of_it(come, say, assessment):
    """Signed in is not enough: without a role the assessment is not there."""
    visitor = come().open(f"/answer?assessment={assessment}")
    sign_in(visitor, "bas")

    see(visitor, say("Choose an assessment first"))
    assert "Geheim" not in visitor.page.locator("body").inner_text()


def test_signing_out_ends_it_in_every_tab_and_browser(come, say, owner):
    """Also for a copy of the cookie."""
    _, assessment = owner("carla")
    visitor = come().open("/")
    sign_in(visitor, "carla")
    other = come(beside=visitor).open(f"/answer?assessment={assessment}")
    see(other, say("Questions"))
    copied = visitor.context.cookies(visitor.server.address)

    visitor.press("sign-out")
    visitor.page.get_by_role("button").first.click()  # the provider asks whether that is meant
    expect_gate(visitor.settled(), say)

    time.sleep(5)  # session.ASK_AGAIN_SECONDS
    other.choose("criterion-s1.3-level", 3)
    expect_gate(other, say)
    thief = come()
    thief.context.add_cookies(copied)
    expect_gate(thief.open(f"/answer?assessment={assessment}"), say)


def test_a_note_sent_with_an_expired_sign_in_stays_and_is_saved_after_signing_in_again(
    come, say, owner, shared, provider
):
    """A radio button leads to the gate; a note stays in its field, and is saved when it is sent again."""
    dirk, assessment = owner("dirk")
    visitor = come()
    expires = time.time() + 25
    hours_ago = expires - 12 * 3600
    visitor.context.add_cookies([cookie(shared, iss=provider, sub="dirk", name="Dirk", iat=hours_ago)])
    visitor.open(f"/answer?assessment={assessment}&theme=s1")
    see(visitor, say("Questions"))
    visitor.page.get_by_text(say("Note and evidence")).first.click()
    clicking = come(beside=visitor).open(f"/answer?assessment={assessment}&theme=s1")
    visitor.write(NOTE, "Wij bellen eerst.")
    # Longer than a page waits to look for what others did: looking must not take the half-written note away.
    time.sleep(max(0, expires - time.time()) + 6)

    clicking.choose("criterion-s1.3-level", 2)
    expect_gate(clicking, say, "Your sign-in has expired")
    assert dirk.answer(assessment, "s1.3").level is None

    visitor.widget(NOTE).locator("textarea").blur()
    see(visitor, say("Your sign-in has expired"))
    expect(visitor.widget(NOTE).locator("textarea")).to_have_value("Wij bellen eerst.")
    assert "Geheim" not in visitor.page.locator("body").inner_text()
    visitor.press("send-again")
    expect(visitor.widget(NOTE).locator("textarea")).to_have_value("Wij bellen eerst.")
    assert dirk.answer(assessment, "s1.3").note is None

    with visitor.page.expect_popup() as popup:
        visitor.page.get_by_role("link", name=say("Sign in again in a new tab")).click()
    again = popup.value
    expect(again.locator("h1")).to_have_text(say("Your sign-in has expired"))
    again.locator(".st-key-sign-in button").click()
    again.get_by_role("button", name="dirk", exact=True).click()
    expect(again.locator(".st-key-sign-out")).to_be_visible()

    visitor.press("send-again")
    see(visitor, say("Questions"))
    visitor.expect_saved()
    expect(visitor.widget(NOTE).locator("textarea")).to_have_value("Wij bellen eerst.")
    assert dirk.answer(assessment, "s1.3").note == "Wij bellen eerst."


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "the secret of somebody else, who guesses"}, {"iss": "https://elsewhere.example"},
        {"origin": "http://elsewhere.example"}, {"is_logged_in": False}, {"sub": ""}, {"iat": 4e9}, {"iat": "now"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_a_cookie_that_does_not_hold_opens_nothing(come, say, shared, provider, assessment, wrong):
    """Forged, of another provider or address, of nobody, or from the future."""
    visitor = come()
    claims = {"iss": provider, "sub": "aisha", "iat": time.time(), **wrong}
    visitor.context.add_cookies([cookie(shared, **claims)])

    expect_gate(visitor.open(f"/answer?assessment={assessment}"), say)


def test_a_renewed_sign_in_in_another_browser_does_not_revive_this_tab(come, say, shared, provider, assessment):
    """A tab that was left open elsewhere stays closed."""
    left = come()
    expires = time.time() + 30
    left.context.add_cookies([cookie(shared, iss=provider, sub="aisha", name=NAME, iat=expires - 12 * 3600)])
    left.open(f"/answer?assessment={assessment}&theme=s1")
    see(left, say("Questions"))

    sign_in(come().open("/"))

    time.sleep(max(0, expires - time.time()) + 1)
    left.choose("criterion-s1.3-level", 2)
    expect_gate(left, say, "Your sign-in has expired")


def test_the_log_names_no_person_and_no_secret(shared, come):
    """Signing in and out leaves no name, address, token or secret in the log of the server."""
    visitor = come().open("/")
    sign_in(visitor)
    log = shared.log.read_text()

    assert log
    for secret in (NAME, EMAIL, "aisha", COOKIE_SECRET, CLIENT_SECRET, "code=", "eyJ"):
        assert secret not in log


def test_no_secret_stands_in_an_address(come, provider):
    """What the browser was sent to: the provider with the public parts, and back with its code."""
    visitor = come().open("/")
    sign_in(visitor)

    asked = " ".join(visitor.asked)
    assert f"{provider}/oauth2/authorize?" in asked
    assert not re.search(r"client_secret|cookie_secret|id_token=", asked)
    assert CLIENT_SECRET.replace(" ", "+") not in asked


def test_who_is_refused_at_the_provider_is_told(come, say):
    """And can try again, at the page that was asked."""
    visitor = come().open("/plan")
    visitor.press("sign-in")
    visitor.page.get_by_role("button", name="Deny").click()
    sentence = "Signing in did not work. Try it again; if it keeps failing, tell whoever runs this installation."
    expect(visitor.page.get_by_text(say(sentence))).to_be_visible()

    sign_in(visitor.settled())
    see(visitor, say("Choose an assessment first"))


def test_any_process_can_take_back_who_is_on_the_way(come, provider):
    """What the server remembers of a sign-in under way is in a cookie, signed with the secret they share."""
    visitor = come().open("/")
    visitor.press("sign-in")
    expect(visitor.page.get_by_role("button", name="aisha", exact=True)).to_be_visible()
    [kept] = [found for found in visitor.context.cookies(visitor.server.address) if "session" in found["name"]]

    assert b"_state_default_" in b64decode(TimestampSigner(COOKIE_SECRET).unsign(kept["value"]))


def test_a_cookie_of_the_sign_in_is_hidden_from_scripts(come):
    """HttpOnly, and sent to no other site's forms."""
    visitor = come().open("/")
    sign_in(visitor)
    cookies = {item["name"]: item for item in visitor.context.cookies(visitor.server.address)}

    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] == "Lax"
    assert "return" not in cookies


def test_without_sign_in_configured_nobody_is_asked(visit, server, say):
    """The embedded default: the start page with all that is kept, no button to sign in or out."""
    visitor = visit().open("/")

    expect(visitor.widget("new-name")).to_be_visible()
    expect(visitor.widget("sign-in")).to_have_count(0)
    expect(visitor.widget("sign-out")).to_have_count(0)
    with closing(urlopen(f"{server.address}/health")) as answered:
        assert answered.status == 200


def test_an_invitation_survives_signing_in_and_leaves_no_secret_behind(come, say, owner, shared):
    """Opened while signed out, accepted after signing in; then the cookie is gone, and the link works for nobody."""
    store, assessment = owner("dirk")
    organisation = store.organisation_of(assessment)
    token = store.invite(organisation, "viewer", 7)
    visitor = come()
    visitor.page.goto(f"{shared.address}/invitation/{token}")
    expect_gate(visitor, say)
    assert visitor.page.url == f"{shared.address}/"

    sign_in(visitor, "bas")
    expect(visitor.widget("invitation-accept")).to_be_visible()
    expect(visitor.page.get_by_text("dirk").first).to_be_visible()
    visitor.press("invitation-accept")

    expect(
        visitor.page.get_by_text(say("You now have access to {name}.").format(name="Woonstichting Geheim"))
    ).to_be_visible()
    visitor.settled()
    assert {member.role for member in store.members(organisation)} == {"owner", "viewer"}
    assert "invitation" not in [cookie["name"] for cookie in visitor.context.cookies()]
    visitor.reload()
    expect(visitor.page.get_by_text("Woonstichting Geheim").first).to_be_visible()
    assert say("You are invited") not in visitor.page.locator("body").inner_text()
    visitor.page.goto(f"{shared.address}/invitation/{token}")
    expect(
        visitor.page.get_by_text(say("This invitation can't be used any more. Ask who invited you for a new one."))
    ).to_be_visible()
    visitor.press("invitation-close")
    expect(visitor.widget("invitation-close")).to_have_count(0)
