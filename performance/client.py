"""A visitor without a browser: speaks Streamlit's websocket protocol and says when a run of the script is finished."""

import asyncio
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from performance.signing_in import NOBODY, Browser

SECONDS_A_RUN = 30.0
FINISHED, FRAGMENT_FINISHED = 0, 3
WIDGETS = {"radio": "string_value", "selectbox": "string_value", "text_area": "string_value",
           "text_input": "string_value", "button_group": "string_array_value", "checkbox": "bool_value"}  # fmt: skip


class RunFailed(RuntimeError):
    """The script did not finish as it should."""


@dataclass
class Choice:
    """A radio button group on the page: what can be chosen, and the fragment that a click runs again."""

    id: str
    options: tuple[str, ...]
    fragment: str


@dataclass
class Page:
    """What the last whole run of the script has drawn; `repeating` are the fragments that run again by themselves."""

    choices: list[Choice] = field(default_factory=list)
    elements: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    repeating: list[str] = field(default_factory=list)


class Visitor:
    """One connection to one Streamlit server; holds the state of the widgets as a browser does."""

    def __init__(self, port: int, page: str = "", query: str = "", browser: Browser = NOBODY) -> None:
        self.port, self.path, self.query, self.browser = port, page, query, browser
        self.page = Page()
        self.texts: list[str] = []  # of the last run
        self._states: dict[str, WidgetState] = {}
        self._script = ""
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Self:
        """Opens the connection."""
        self._socket = await connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol(name) for name in ("streamlit", self.browser.mark) if name],
            additional_headers=self.browser.headers, max_size=None, proxy=None, compression=None,
        )  # fmt: skip
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the connection."""
        if self._socket is not None:
            await self._socket.close()

    async def open(self) -> float:
        """The seconds that the first run of the page takes."""
        self.page = Page()
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.path
        seconds, _ = await self._run(message, FINISHED)
        return seconds

    def chosen(self, choice: Choice) -> int:
        """The place of the option that is chosen now; -1 when none is."""
        state = self._states.get(choice.id)
        return choice.options.index(state.string_value) if state is not None else -1

    async def click(self, choice: Choice, option: int) -> float:
        """The seconds from choosing this option until its fragment has run."""
        self._states[choice.id] = WidgetState(id=choice.id, string_value=choice.options[option])
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self._script
        run.fragment_id = choice.fragment
        run.widget_states.widgets.extend(self._states.values())
        seconds, drawn = await self._run(message, FRAGMENT_FINISHED)
        if not drawn:
            text = "The fragment has drawn nothing."
            raise RunFailed(text)
        return seconds

    async def repeat(self, fragment: str) -> list[str]:
        """The texts that this fragment draws now, as it does by itself now and then."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self._script
        run.fragment_id = fragment
        run.is_auto_rerun = True
        run.widget_states.widgets.extend(self._states.values())
        await self._run(message, FRAGMENT_FINISHED)
        return self.texts

    async def _run(self, message: BackMsg, wanted: int) -> tuple[float, int]:
        """The seconds until the script is finished, and how many elements it drew."""
        if self._socket is None:
            text = "There is no connection."
            raise RunFailed(text)
        payload = message.SerializeToString()
        drawn, self.texts = 0, []
        start = time.perf_counter()
        await self._socket.send(payload)
        async with asyncio.timeout(SECONDS_A_RUN):
            while True:
                received = ForwardMsg.FromString(await self._received())
                kind = received.WhichOneof("type")
                if kind == "script_finished":
                    seconds = time.perf_counter() - start
                    if received.script_finished != wanted:
                        text = f"The run ended with status {received.script_finished}."
                        raise RunFailed(text)
                    return seconds, drawn
                if kind == "new_session":
                    self._script = received.new_session.page_script_hash
                elif kind == "page_not_found":
                    text = f"There is no page {self.path!r}."
                    raise RunFailed(text)
                elif kind == "navigation":
                    self._script = received.navigation.page_script_hash
                elif kind == "auto_rerun":
                    self.page.repeating.append(received.auto_rerun.fragment_id)
                elif kind == "delta":
                    drawn += received.delta.fragment_id == message.rerun_script.fragment_id
                    self._draw(received.delta, is_whole=wanted == FINISHED)

    async def _received(self) -> bytes:
        if self._socket is None:
            return b""
        data = await self._socket.recv(decode=False)
        return data if isinstance(data, bytes) else data.encode()

    def _draw(self, delta: Any, *, is_whole: bool) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        if kind == "exception":
            raise RunFailed(delta.new_element.exception.message)
        if kind == "markdown":
            self.texts.append(delta.new_element.markdown.body)
        if not is_whole:
            return
        self.page.elements[kind] = self.page.elements.get(kind, 0) + 1
        if kind == "heading" and delta.new_element.heading.tag == "h1":
            self.page.titles.append(delta.new_element.heading.body)
        if kind in WIDGETS:
            self._mount(kind, getattr(delta.new_element, kind), delta.fragment_id)

    def _mount(self, kind: str, widget: Any, fragment: str) -> None:
        """Takes a widget with its first value into the states, as a browser does when it draws it."""
        state = _first_state(kind, widget)
        if state is not None:
            self._states[widget.id] = state
        if kind == "radio":
            self.page.choices.append(Choice(widget.id, tuple(widget.options), fragment))


def _first_state(kind: str, widget: Any) -> WidgetState | None:
    """The value with which a browser answers a newly drawn widget; None when it has none."""
    if kind in ("radio", "selectbox"):
        if widget.set_value:
            return WidgetState(id=widget.id, string_value=widget.raw_value) if widget.HasField("raw_value") else None
        has_default = widget.HasField("default") and widget.options
        return WidgetState(id=widget.id, string_value=widget.options[widget.default]) if has_default else None
    if kind == "checkbox":
        return WidgetState(id=widget.id, bool_value=widget.value if widget.set_value else widget.default)
    if kind == "button_group":
        state = WidgetState(id=widget.id)
        chosen = [widget.options[place].content for place in widget.default]
        state.string_array_value.data.extend(widget.raw_values if widget.set_value else chosen)
        return state
    return WidgetState(id=widget.id, string_value=widget.value if widget.set_value else widget.default)
