"""A real server with data of its own, and a visitor at a browser: what the browser tests and those of deploy/ share."""

import functools
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from auth.who import TERMINAL
from storage.database import engine_for, migrate
from storage.store import Store

ROOT = Path(__file__).resolve().parent.parent
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
START_SECONDS, SETTLED_SECONDS = 60, 15

expect.set_options(timeout=15_000)

# What came is drawn, with its fonts: nothing moves under a click any more.
_DRAWN = """async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


class Server:
    """Peilstok as `streamlit run app.py` starts it, on a free port; these settings may name its database."""

    def __init__(self, folder: Path, script: Path = ROOT / "app.py", **settings: str) -> None:
        self.settings = {"DATABASE_URL": f"sqlite:///{folder / 'peilstok.db'}", **settings}
        self.database = self.settings["DATABASE_URL"]
        self.script, self.log = script, folder / "server.log"
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, ready: str = "/_stcore/health") -> None:
        """Starts the server and waits until it answers."""
        environment = {**os.environ, **self.settings}
        environment.pop("PEILSTOK_LANGUAGE", None)
        command = [sys.executable, "-m", "streamlit", "run", str(self.script), "--server.port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urlopen(self.address + ready):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"The server did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        """Ends the server at once, as a power failure would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """Ends the server for good."""
        self.kill()
        engine_for(self.database).dispose()

    @functools.cached_property
    def store(self) -> Store:
        """The database of the server, read and written from here."""
        engine = engine_for(self.database)
        migrate(engine)
        return Store(engine, TERMINAL)


class Visitor:
    """Someone at a browser tab. What they ask of other servers, errors, and what the browser refuses, are kept."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context, self.server = context, server
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.refused: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.asks_to_run = False
        self.page.on("websocket", self._listen)

    def open(self, path: str) -> "Visitor":
        """Opens an address on the server and waits for its title."""
        self.page.goto(self.server.address + path)
        return self.settled()

    def reload(self) -> "Visitor":
        """Loads the page anew."""
        self.page.reload()
        return self.settled()

    def settled(self) -> "Visitor":
        """Waits until the page has its title, and the script has run to its end for all that was done before."""
        expect(self.page.locator("h1")).to_be_visible()
        end = time.monotonic() + SETTLED_SECONDS
        while self.asks_to_run and time.monotonic() < end:
            self.page.wait_for_timeout(20)
        self.page.evaluate(_DRAWN)
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()
        return self

    def widget(self, key: str) -> Locator:
        """The widget with this key."""
        return self.page.locator(f".st-key-{re.sub('[^A-Za-z0-9_-]', '-', key)}")

    def press(self, key: str) -> None:
        """Clicks the button of this widget."""
        self.widget(key).get_by_role("button").click()

    def choose(self, key: str, place: int) -> None:
        """Clicks an option of a radio or of a row of buttons, counted from 1."""
        options = self.widget(key).locator('label:has(input[type="radio"]), [role="radio"]')
        options.nth(place - 1).click()

    def write(self, key: str, text: str) -> None:
        """Fills a field, without leaving it."""
        self.widget(key).locator("input, textarea").fill(text)

    def expect_saved(self) -> None:
        """The page says that it saved."""
        expect(self.page.get_by_text(re.compile(r"Opgeslagen om \d\d:\d\d|Saved at \d\d:\d\d")).first).to_be_visible()

    def _listen(self, websocket: WebSocket) -> None:
        """After a click the page stands still for a moment before it says that it runs: what it sends tells sooner."""
        websocket.on("framesent", self._asks)
        websocket.on("framereceived", self._answers)

    def _asks(self, frame: bytes | str) -> None:
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.asks_to_run = True

    def _answers(self, frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame) if isinstance(frame, bytes) else ForwardMsg()
        if message.WhichOneof("type") == "script_finished":
            self.asks_to_run = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _hear(self, said: ConsoleMessage) -> None:
        """Chromium says in the console which policy refused what."""
        if re.search(r"[A-Z][a-z]+-Policy|Content Security Policy|X-Frame-Options", said.text):
            self.refused.append(f"{said.text} ({self.page.url})")

    @property
    def title(self) -> Locator:
        """The heading of the page."""
        return self.page.locator("h1")


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Visitor]]:
    """Opens a tab; after the test nothing left this machine, no page broke, no policy refused a thing."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def visit_(size: dict[str, int] = DESKTOP, to: Server | None = None, beside: Visitor | None = None) -> Visitor:
        if beside is None:
            # Where a test serves TLS, its certificate is its own.
            contexts.append(browser.new_context(viewport=size, locale="nl-NL", ignore_https_errors=True))
        contexts[-1].set_default_timeout(15_000)
        visitors.append(Visitor(beside.context if beside else contexts[-1], to or server))
        return visitors[-1]

    yield visit_
    broken = [visitor.page.get_by_test_id("stException").all_inner_texts() for visitor in visitors]
    for context in contexts:
        context.close()
    elsewhere = [
        url
        for visitor in visitors
        for url in visitor.asked
        if not re.match(rf"(https?|wss?)://localhost:{visitor.server.port}/|data:|blob:", url)
    ]
    assert elsewhere == []
    assert [text for texts in broken for text in texts] == []
    assert [error for visitor in visitors for error in visitor.errors] == []
    assert [refused for visitor in visitors for refused in visitor.refused] == []
