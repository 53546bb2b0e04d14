"""The security headers on the real server: everywhere, and no page misses what they forbid."""

import json
import re
import socket
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

HEADERS = ("content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy")


def _headers(address, **sent):
    """The headers of an answer, whatever its status."""
    try:
        with urlopen(Request(address, headers=sent)) as answered:
            return answered.headers
    except HTTPError as refused:
        return refused.headers


def test_start_answer_results_report_and_import_run_under_the_policy(visit, server, tmp_path):
    """A name, a click, a chart, a download and its upload again, the other language: nothing is refused."""
    visitor = visit().open("/")
    visitor.write("new-name", "Woonstichting Veilig")
    visitor.page.locator('[data-testid="stFormSubmitButton"] button').click()
    expect(visitor.title).to_have_text("Profiel")
    visitor.settled()
    assessment = visitor.page.url.split("assessment=")[1].split("&")[0]

    visitor.open(f"/answer?assessment={assessment}&theme=s1")
    visitor.choose("criterion-s1.3-level", 3)
    visitor.expect_saved()
    assert server.store.answer(assessment, "s1.3").level == 3

    visitor.open(f"/results?assessment={assessment}")
    expect(visitor.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()

    visitor.open(f"/report?assessment={assessment}")
    files = {}
    for name in ("(PDF)", "(JSON)"):
        with visitor.page.expect_download(timeout=60_000) as download:
            visitor.page.get_by_role("button", name=name).first.click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    assert files["(PDF)"].read_bytes().startswith(b"%PDF")
    assert json.loads(files["(JSON)"].read_bytes())["answers"]["s1.3"]["level"] == 3

    visitor.open("/import_file")
    visitor.page.locator('input[type="file"]').set_input_files(files["(JSON)"])
    visitor.press("open-upload")
    expect(visitor.title).to_have_text("Resultaten")
    visitor.settled()
    assert f"assessment={assessment}" not in visitor.page.url

    visitor.page.get_by_role("link", name="English").click()
    expect(visitor.title).to_have_text("Results")
    visitor.settled()
    assert visitor.refused == []


def test_an_inline_script_does_not_run_and_is_heard(visit):
    """What a page would be tricked into showing can't act; and this is how the tests hear that it was refused."""
    visitor = visit().open("/")

    visitor.page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.tricked = true';
            document.body.append(script);
        }"""
    )

    assert visitor.page.evaluate("window.tricked") is None
    [refused] = visitor.refused
    assert "Content Security Policy" in refused
    visitor.refused.clear()


def test_another_site_can_not_frame_a_page(visit, server):
    """A page in a frame stays empty, so nobody can be made to click in it."""
    visitor = visit().open("/")

    visitor.page.evaluate("document.body.append(Object.assign(document.createElement('iframe'), {src: '/health'}))")
    expect(visitor.page.locator("iframe")).to_be_attached()
    visitor.page.wait_for_timeout(500)

    assert visitor.page.frames[1].url.startswith("chrome-error:")
    assert len(visitor.refused) >= 1
    visitor.refused.clear()


@pytest.mark.parametrize(
    "path",
    ["/", "/answer", "/health", "/ready", "/favicon.png", "/begin-at-top.js", "/drag-into-order.js", "/language/en",
     "/nowhere/at/all", "/_stcore/health", "/_stcore/host-config", "/media/unknown.pdf", "/static/js/unknown.js"],
)  # fmt: skip
def test_every_answer_of_the_server_has_the_headers(server, path):
    """Pages, routes, Streamlit's own answers, and what is not there."""
    headers = _headers(server.address + path, Accept="text/html")

    assert [name for name in HEADERS if len(headers.get_all(name, [])) != 1] == []


def test_the_scripts_that_the_document_names_have_the_headers(server):
    """The files of Streamlit's package, each with its true type, as browsers no longer guess."""
    with urlopen(Request(server.address, headers={"Accept": "text/html"})) as answered:
        paths = re.findall(r'(?:src|href)="\./(static/(?:js|css)/[^"]+)"', answered.read().decode())

    assert len(paths) > 10
    for path in (paths[0], paths[-1]):
        headers = _headers(f"{server.address}/{path}")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers.get_content_type() in ("text/javascript", "application/javascript", "text/css")


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 101), ("127.0.0.1", 101), ("[::1]", 101), ("evil.example", 403), ("localhost.evil.example", 403)],
)
def test_a_site_that_points_its_name_at_this_machine_gets_no_connection(server, host, status):
    """Such a page is "the same origin" to a browser; the server knows by which names it is called."""
    asks = (
        "GET /_stcore/stream HTTP/1.1", f"Host: {host}:{server.port}", f"Origin: http://{host}:{server.port}",
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit", "", "",
    )  # fmt: skip
    with socket.create_connection(("localhost", server.port), timeout=10) as connection:
        connection.sendall("\r\n".join(asks).encode())
        first = connection.recv(1024).decode().splitlines()[0]

    assert first.split()[1] == str(status)
