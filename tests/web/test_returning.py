"""After signing in back to the page that was asked, and never to another server."""

import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route

from web.returning import ReturnAfterSignIn

HERE = "localhost:8501"


async def _to_provider(_request):
    return RedirectResponse("https://sign-in.example/authorize", status_code=302)


async def _back(request):
    """As Streamlit: with a code that holds it sets its cookie, and otherwise takes it away."""
    response = RedirectResponse("/", status_code=302)
    if request.query_params.get("code") == "1":
        response.set_cookie("_streamlit_user", "signed.value", httponly=True)
    else:
        response.delete_cookie("_streamlit_user")
    return response


async def _unreachable(_request):
    return PlainTextResponse("Authentication error", status_code=400)


async def _elsewhere(_request):
    return RedirectResponse("/elsewhere", status_code=302)


@pytest.fixture
def app():
    """Streamlit's two routes, as they answer, within our middleware."""
    routes = [
        Route("/auth/login", _to_provider),
        Route("/oauth2callback", _back),
        Route("/auth/logout", _elsewhere),
        Route("/", lambda _request: PlainTextResponse("")),
    ]
    return Starlette(routes=routes, middleware=[Middleware(ReturnAfterSignIn)])


@pytest.fixture
def leave(ask, app):
    """Goes to sign in from this address, and gives the cookies that are set."""
    return lambda referer, host=HERE: ask("/auth/login?provider=x", app=app, host=host, referer=referer).cookies


@pytest.mark.parametrize(
    "page", ["/answer?assessment=1a2b&theme=s4", "/plan", "/import_file", "/answer?name=%C3%A9%20%26&x=a%2Fb"]
)
def test_the_page_that_was_left_is_where_one_comes_back(ask, app, leave, page):
    """In a short cookie that scripts can't read and only the way back gets; it is gone after that."""
    [cookie] = leave(f"http://{HERE}{page}")
    assert re.search(r"; Max-Age=600; Path=/oauth2callback; HttpOnly; SameSite=Lax$", cookie)

    back = ask("/oauth2callback?code=1", app=app, cookie=cookie.split(";")[0])

    assert back.headers["location"] == page
    [signed_in, gone] = back.cookies
    assert signed_in.startswith("_streamlit_user=signed.value;")
    assert gone.startswith("return=; Max-Age=0; Path=/oauth2callback;")


@pytest.mark.parametrize(
    "referer",
    ["", "http://evil.example/answer", f"http://{HERE}.evil.example/x", f"http://{HERE}/", f"http://{HERE}",
     f"http://{HERE}//evil.example", f"http://{HERE}/\\evil.example", f"http://{HERE}/{'x' * 3000}", "about:blank"],
)  # fmt: skip
def test_no_other_place_is_kept(leave, referer):
    """The start needs no cookie, and another site can't say where to go."""
    assert leave(referer) == []


@pytest.mark.parametrize(
    "value",
    ["//evil.example", "%2F%2Fevil.example", "/%5Cevil.example", "https%3A%2F%2Fevil.example", "",
     "%2F%09%2Fevil.example", "%0D%0ASet-Cookie%3A%20x%3D1", "javascript%3Aalert(1)"],
)  # fmt: skip
def test_a_cookie_made_by_another_leads_nowhere_else(ask, app, value):
    """A neighbouring site under the same domain may set cookies."""
    back = ask("/oauth2callback", app=app, cookie=f"return={value}")

    assert re.fullmatch(r"/(?![/\\])[^\t\r\n]*", back.headers["location"])
    assert [cookie.split("=")[0] for cookie in back.cookies] in (["_streamlit_user"], ["_streamlit_user", "return"])


@pytest.mark.parametrize(
    ("query", "back"),
    [
        ("code=1", "/plan?a=b"), ("code=stale", "/plan?a=b&sign_in=failed"), ("", "/plan?a=b"),
        ("error=access_denied&state=x", "/plan?a=b&sign_in=failed"),
    ],
)  # fmt: skip
def test_a_sign_in_that_failed_is_said(ask, app, query, back):
    """Refused at the provider, or with an answer that does not hold; coming back from signing out is no failure."""
    kept = {"cookie": "return=%2Fplan%3Fa%3Db"}

    assert ask(f"/oauth2callback?{query}", app=app, **kept).headers["location"] == back
    assert ask(f"/oauth2callback?{query}", app=app).headers["location"] == back.replace("/plan?a=b", "/").replace(
        "&", "?"
    )


def test_a_provider_that_can_not_be_reached_leads_to_a_sentence(ask):
    """And not to a bare page of two English words."""
    routes = [Route("/auth/login", _unreachable)]
    answered = ask("/auth/login", app=Starlette(routes=routes, middleware=[Middleware(ReturnAfterSignIn)]))

    assert (answered.status, answered.headers["location"]) == (303, "/?sign_in=failed")


def test_other_answers_are_left_as_they_are(ask, app):
    """Without a cookie, at other addresses, and where Streamlit leads elsewhere."""
    assert ask("/oauth2callback", app=app).headers["location"] == "/"
    assert ask("/auth/logout", app=app, cookie="return=%2Fplan").headers["location"] == "/elsewhere"
    assert ask("/", app=app, cookie="return=%2Fplan", referer=f"http://{HERE}/plan").cookies == []
