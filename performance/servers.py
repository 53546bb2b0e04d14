"""Servers as sub-processes: ours and the floor, each on a free port, started the same way."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from performance.signing_in import sign_in_settings

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 5.0


@dataclass(frozen=True)
class Server:
    """A running server: the port on which it answers, and its process."""

    port: int
    process: psutil.Process

    def memory(self) -> int:
        """The bytes of memory that it holds now."""
        return int(self.process.memory_info().rss)


@contextmanager
def server(script: Path, database_url: str, *arguments: str, is_shared: bool = False) -> Iterator[Server]:
    """Runs this script with the settings of .streamlit/config.toml, with sign-in when shared; stops it at the end."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--", *arguments]
    settings = {"DATABASE_URL": database_url, **(sign_in_settings(port) if is_shared else {})}
    with running(command, settings) as process:
        yield Server(port, process)


@contextmanager
def running(command: Sequence[str], settings: Mapping[str, str]) -> Iterator[psutil.Process]:
    """A process of ours with these settings in its environment; stops it at the end."""
    process = subprocess.Popen(  # our own script
        command, cwd=ROOT, env={**os.environ, **settings},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(port: int, path: str = "/_stcore/health") -> None:
    """Comes back when the server answers HTTP.

    :raises TimeoutError: it does not answer in time.
    """
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urlopen(f"http://localhost:{port}{path}", timeout=1):  # only this machine
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.01)
    text = f"No server answers on port {port}."
    raise TimeoutError(text)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        return int(listener.getsockname()[1])
