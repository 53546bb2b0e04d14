"""Commands on the installation: start it, bring its tables up to date, back it up and restore it."""

import argparse
import socket
import subprocess
import sys
from pathlib import Path

import settings
from commands.entering import Commands, command
from storage.backup import back_up, put_back
from storage.database import open_database


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    serving = command(commands, "serve", serve)
    serving.add_argument("--workshop", action="store_true", help="phones on this network can take part in a workshop")
    command(commands, "migrate", migrate)
    backing_up = command(commands, "backup", backup)
    backing_up.add_argument("output", metavar="OUT", help="the file to write")
    restoring = command(commands, "restore", restore)
    restoring.add_argument("file", metavar="FILE", help="a file that backup wrote, of the same kind of database")
    restoring.add_argument("--replace", action="store_true", help="also where the database holds organisations")


def serve(options: argparse.Namespace) -> int:
    """Starts Peilstok in the browser."""
    command = [sys.executable, "-m", "streamlit", "run", str(settings.ROOT / "app.py")]
    environment = None
    if options.workshop:
        # web/elsewhere.py lets other devices ask nothing but the pages for phones.
        command += ["--server.address", "0.0.0.0"]  # noqa: S104 the one command that listens on the network
        environment = settings.with_phones_at(f"http://{_own_address()}:8501")
        print(f"Phones: {environment['PEILSTOK_PHONES']}/w", flush=True)
    return subprocess.call(command, cwd=settings.ROOT, env=environment)


def _own_address() -> str:
    """The address of this machine on its network; its name where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as towards:
        try:
            towards.connect(("192.0.2.1", 9))  # an address of nobody (RFC 5737): nothing is sent
        except OSError:
            return socket.gethostname()
        return str(towards.getsockname()[0])


def migrate(_options: argparse.Namespace) -> int:
    """Makes the tables, or brings them to this version's form."""
    open_database(settings.read_settings().owner_url)
    return 0


def backup(options: argparse.Namespace) -> int:
    """Writes the whole database to a file, also while Peilstok runs, and reads it back to be sure."""
    back_up(settings.read_settings().owner_url, Path(options.output))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Puts a backup in the place of the database, in this version's form; all of it or nothing."""
    put_back(settings.read_settings().owner_url, Path(options.file), replace=options.replace)
    return 0
