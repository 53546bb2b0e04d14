"""The secret of an invitation on its way through a real server and a real browser."""

from contextlib import closing
from http.client import HTTPConnection

SECRET = "Secret-of-an-invitation-that-nobody-may-read"


def test_no_log_holds_the_secret_of_an_invitation(server):
    """The server writes no addresses down."""
    with closing(HTTPConnection("localhost", server.port)) as connection:
        connection.request("GET", f"/invitation/{SECRET}", headers={"Referer": f"{server.address}/invitation/{SECRET}"})
        answered = connection.getresponse()
        answered.read()

    assert (answered.status, answered.headers["location"]) == (303, "/")
    assert SECRET in answered.headers["set-cookie"]
    assert SECRET not in server.log.read_text()


def test_the_browser_keeps_the_secret_where_no_script_reads_it(server, visit):
    """The address that stays is the start page's, and the cookie is out of reach of scripts."""
    visitor = visit()
    visitor.page.goto(f"{server.address}/invitation/{SECRET}")
    visitor.page.locator("h1").wait_for()

    assert visitor.page.url == f"{server.address}/"
    [cookie] = [one for one in visitor.page.context.cookies() if one["name"] == "invitation"]
    assert (cookie["value"], cookie["httpOnly"], cookie["sameSite"]) == (SECRET, True, "Lax")
    assert SECRET not in visitor.page.evaluate("document.cookie + document.referrer + location.href")
