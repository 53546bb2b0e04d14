"""nginx with the configuration of deploy/ before two real processes: what it hands on, to whom, and when not."""

import http.client
import http.server
import json
import socket
import ssl
import threading
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest

from tests.servers import free_port

ROOM = 200
WEBSOCKET = (
    "GET /_stcore/stream HTTP/1.1", "Host: localhost:{port}", "Origin: https://localhost:{port}",
    "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit", "Cookie: {cookie}", "", "",
)  # fmt: skip


def _asked(proxy, path, **headers):
    """The answer of the proxy over TLS, whose certificate must be in order."""
    trusted = ssl.create_default_context(cafile=proxy.certificate)
    with closing(http.client.HTTPSConnection("localhost", proxy.port, context=trusted, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.content = answer.read()
        return answer


def _process_in(answer):
    """Which process the cookie of this answer names; None where it has no such cookie."""
    cookies = answer.headers.get_all("Set-Cookie", [])
    [name] = [cookie.split(";")[0].split("=")[1] for cookie in cookies if "peilstok_process" in cookie] or [None]
    return name


@contextmanager
def _websocket(proxy, cookie=""):
    """The status and the headers with which a websocket is let in, or refused."""
    trusted = ssl.create_default_context(cafile=proxy.certificate)
    with (
        socket.create_connection(("localhost", proxy.port), timeout=30) as plain,
        trusted.wrap_socket(plain, server_hostname="localhost") as connection,
    ):
        connection.sendall("\r\n".join(WEBSOCKET).format(port=proxy.port, cookie=cookie).encode())
        answered = b""
        while b"\r\n\r\n" not in answered:
            answered += connection.recv(1024) or pytest.fail(f"closed after {answered!r}")
        first, *headers = answered.split(b"\r\n\r\n")[0].decode().splitlines()
        yield int(first.split()[1]), headers


@pytest.mark.parametrize(("path", "status"), [("/health", "ok"), ("/ready", "ok")])
def test_a_monitor_reads_health_and_readiness_through_the_proxy(server, path, status):
    """Both answer 200: the app's role reads the tables that the owner made."""
    answer = _asked(server, path)

    assert (answer.status, json.loads(answer.content)) == (200, {"status": status})


def test_plain_http_leads_to_the_same_page_over_tls(server):
    """Nothing but the way to HTTPS is answered without TLS."""
    with closing(http.client.HTTPConnection("localhost", server.plain_port, timeout=30)) as connection:
        connection.request("GET", "/results?assessment=x", headers={"Host": "elsewhere.example"})
        answer = connection.getresponse()

    assert (answer.status, answer.headers["Location"]) == (301, "https://localhost/results?assessment=x")


def test_over_tls_browsers_keep_to_https_and_every_cookie_is_secure(server):
    """Also Streamlit's own cookies, which know nothing of the proxy."""
    answers = [_asked(server, path) for path in ("/", "/language/en", "/_stcore/health", "/_stcore/host-config")]
    cookies = [cookie for answer in answers for cookie in answer.headers.get_all("Set-Cookie", [])]

    assert all(answer.headers["Strict-Transport-Security"] for answer in answers)
    assert {cookie.split("=")[0] for cookie in cookies} >= {"peilstok_process", "language", "_streamlit_xsrf"}
    assert [cookie for cookie in cookies if "secure" not in cookie.lower().split("; ")] == []


def test_new_visitors_are_divided_and_each_stays_where_it_is(server):
    """Two visitors get two processes; whoever brings the cookie gets the same one, and no new cookie."""
    given = [_process_in(_asked(server, "/")) for _ in range(2)]
    assert sorted(given) == ["1", "2"]

    for name in given:
        answers = [_asked(server, "/health", Cookie=f"peilstok_process={name}") for _ in range(4)]
        with _websocket(server, f"peilstok_process={name}") as (status, headers):
            assert status == 101
            assert [header for header in headers if header.lower().startswith("set-cookie: peilstok")] == []
        assert [(answer.status, _process_in(answer)) for answer in answers] == [(200, None)] * 4


@pytest.mark.parametrize("cookie", ["3", "peilstok_1", "127.0.0.1:22", "", "1; peilstok_process=x", "é" * 500])
def test_a_cookie_that_nobody_gave_out_counts_as_none(server, cookie):
    """It chooses no other server than the two."""
    answer = _asked(server, "/health", Cookie=f"peilstok_process={cookie}".encode())

    assert answer.status == 200


def test_a_visitor_of_a_dead_process_gets_the_other_and_stays_there(server):
    """The first request after the kill is answered; with the new cookie also after the old process is back."""
    first, _ = server.processes
    first.kill()

    answer = _asked(server, "/health", Cookie="peilstok_process=1")
    assert (answer.status, _process_in(answer)) == (200, "2")
    with _websocket(server, "peilstok_process=1") as (status, headers):
        assert status == 101
        assert [header for header in headers if header.lower().startswith("set-cookie: peilstok_process=2;")]
    assert {_process_in(_asked(server, "/health")) for _ in range(4)} == {"2"}

    first.start(ready="/ready")
    answer = _asked(server, "/health", Cookie="peilstok_process=2")
    assert (answer.status, _process_in(answer)) == (200, None)


class _Echo(http.server.BaseHTTPRequestHandler):
    """Answers with the headers that it got."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({name.lower(): value for name, value in self.headers.items()}).encode())

    def log_message(self, *_):
        """Nothing."""


def test_a_visitor_can_not_say_where_they_come_from(new_proxy):
    """What a visitor sends along about the way is replaced by what the proxy sees."""
    sent = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
    with http.server.HTTPServer(("127.0.0.1", 0), _Echo) as echo:
        threading.Thread(target=echo.serve_forever, daemon=True).start()
        server = new_proxy([SimpleNamespace(port=echo.server_port)] * 2)
        heard = json.loads(_asked(server, "/health", **sent).content)
        echo.shutdown()

    assert heard["x-forwarded-for"] in ("127.0.0.1", "::1")
    assert heard["x-forwarded-host"] == heard["host"] == f"localhost:{server.port}"
    assert heard["x-forwarded-proto"] == "https"


def test_a_room_behind_one_address_comes_back_at_once(new_proxy, processes):
    """Two hundred people with two tabs each are let in at the same moment."""
    server = new_proxy(processes)

    for _ in range(2 * ROOM):
        with _websocket(server) as (status, _):
            assert status == 101


def test_a_flood_from_one_address_is_stopped(new_proxy):
    """One address can open only so many pages; nothing listens behind this nginx, so that it answers at once."""
    server = new_proxy([SimpleNamespace(port=free_port()) for _ in range(2)])
    trusted = ssl.create_default_context(cafile=server.certificate)

    with closing(http.client.HTTPSConnection("localhost", server.port, context=trusted, timeout=30)) as connection:

        def status():
            connection.request("GET", "/_stcore/stream")
            answer = connection.getresponse()
            answer.read()
            return answer.status

        first = next((number for number in range(20 * ROOM) if status() == 429), None)

    assert first is not None
    assert first > 4 * ROOM


def test_the_log_of_requests_names_no_visitor_and_no_assessment(server):
    """Neither the address of a visitor nor what follows the question mark."""
    _asked(server, "/answer?assessment=abcdef")

    server.wait_for_log("GET /answer 200")
    assert "abcdef" not in server.log.read_text()
    assert "127.0.0.1" not in server.log.read_text()


@pytest.mark.parametrize(
    ("path", "status"), [("/invitation/Secret-of-a-link", 303), ("/download/Secret-of-a-link", 404), ("/w/Secret", 404)]
)
def test_no_log_holds_the_secret_of_an_address(server, path, status):
    """It passes through, and the request after it is the first that is written down."""
    answer = _asked(server, path)
    _asked(server, "/answer")

    assert answer.status == status
    server.wait_for_log("GET /answer 200")
    assert "Secret" not in server.log.read_text()
