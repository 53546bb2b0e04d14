"""Backup and restore from the terminal: online, checked, and all of it or nothing; on both kinds of database."""

import sqlite3
import stat
import subprocess
from contextlib import closing
from itertools import count
from threading import Event, Thread

import pytest
from sqlalchemy import text

import cli
from auth.who import TERMINAL
from model.answers import Answer, Organisation
from storage import backup_postgresql, backup_sqlite
from storage.database import engine_for, migrate, revisions
from storage.store import Store

OTHERS = Organisation(name="Andere")


@pytest.fixture
def run(capsys, monkeypatch):
    """Runs a command on the database at this address; gives its exit status and what it said of mistakes."""

    def command(url, *arguments):
        monkeypatch.setenv("DATABASE_URL", url)
        status = cli.main([str(argument) for argument in arguments])
        outputs = capsys.readouterr()
        assert outputs.out == ""
        return status, outputs.err

    return command


@pytest.fixture
def saved(run, url, filled, tmp_path):
    """A backup of a database with answers."""
    path = tmp_path / "backups" / "peilstok.backup"
    path.parent.mkdir()
    assert run(url, "backup", path) == (0, "")
    return path


def test_what_was_backed_up_comes_back(run, store, filled, saved, new_url, everything):
    """Every row, in a database that was not there yet; and work goes on where it was."""
    other = new_url()

    assert run(other, "restore", saved) == (0, "")

    restored = Store(engine_for(other), TERMINAL)
    assert everything(restored.engine) == everything(store.engine)
    assert restored.give_answer(filled, "a1", {"note": "Verder"}).answer == Answer(level=4, note="Verder")


def test_a_backup_is_one_file_for_its_owner_only(saved):
    """No half file stays beside it."""
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_a_newer_backup_takes_the_place_of_an_older_one(run, store, url, filled, saved, new_url):
    """Under the same name."""
    store.give_answer(filled, "c1", {"level": 5})
    other = new_url()

    assert run(url, "backup", saved) == (0, "")

    run(other, "restore", saved)
    assert Store(engine_for(other), TERMINAL).answer(filled, "c1") == Answer(level=5)


def test_a_backup_is_of_one_moment_while_people_answer(run, store, url, filled, new_url, tmp_path):
    """Every answer in it is the last of its history; nobody had to stop."""
    started, stop = Event(), Event()

    def answer():
        for number in count():
            store.give_answer(filled, "a1", {"level": number % 5 + 1, "note": f"nota {number}"})
            started.set()
            if stop.is_set():
                return

    person = Thread(target=answer)
    person.start()
    started.wait(10)
    try:
        outcome = run(url, "backup", tmp_path / "online")
    finally:
        stop.set()
        person.join()

    assert outcome == (0, "")
    other = new_url()
    assert run(other, "restore", tmp_path / "online") == (0, "")
    with engine_for(other).connect() as connection:
        newest = "SELECT answer FROM answer_history WHERE item = 'a1' ORDER BY id DESC LIMIT 1"
        last = connection.execute(text(newest)).scalar_one()
        kept = connection.execute(text("SELECT answer FROM answers WHERE item = 'a1'")).scalar_one()
    assert kept == last


def test_a_database_that_holds_something_is_not_overwritten(run, saved, new_url, everything):
    """Unless that is asked for; whoever has it open sees what came."""
    other = new_url()
    engine = engine_for(other)
    migrate(engine)
    Store(engine, TERMINAL).add_organisation(OTHERS)
    before = everything(engine)

    status, said = run(other, "restore", saved)

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("DATABASE_URL: this database already holds organisations. Add --replace")
    assert everything(engine) == before
    assert run(other, "restore", saved, "--replace") == (0, "")
    assert [one.organisation.name for one in Store(engine, TERMINAL).organisations()] == ["Voorbeeld (fictief)"]


def _other_program(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()


WRONG = {
    "text": lambda path, _: path.write_text("Dit is geen back-up."),
    "empty": lambda path, _: path.touch(),
    "another program's": lambda path, _: _other_program(path),
    "cut off": lambda path, whole: path.write_bytes(whole[: len(whole) * 2 // 3]),
    "begin only": lambda path, whole: path.write_bytes(whole[:100]),
    "damaged": lambda path, whole: path.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:]),
}


@pytest.mark.parametrize("make", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_whole_backup_is_refused(run, store, url, saved, tmp_path, make, everything):
    """Also with --replace: one sentence, and the database is as it was."""
    path = tmp_path / "wrong"
    make(path, saved.read_bytes())
    before = everything(store.engine)

    status, said = run(url, "restore", path, "--replace")

    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"{path}: this is no whole backup of a Peilstok database on ")
    assert everything(store.engine) == before


@pytest.mark.parametrize("name", ["nowhere", ".", "a\0b"])
def test_what_can_not_be_read_is_refused(run, store, url, filled, tmp_path, name, everything):
    """A missing file, a folder, a name that no file can have."""
    before = everything(store.engine)

    status, said = run(url, "restore", tmp_path / name, "--replace")

    assert (status, said.count("\n")) == (2, 1)
    assert "this file can't be read: " in said
    assert everything(store.engine) == before


@pytest.mark.parametrize("name", ["nowhere/out", "folder", "a\0b"])
def test_what_can_not_be_written_is_refused(run, url, filled, tmp_path, name):
    """One sentence, and no half file."""
    (tmp_path / "folder").mkdir()

    status, said = run(url, "backup", tmp_path / name)

    assert (status, said.count("\n")) == (2, 1)
    assert "this file can't be written: " in said
    assert list(tmp_path.glob("*.partial")) == []


def test_where_there_is_no_database_nothing_is_backed_up(run, url, tmp_path):
    """And none is made by trying."""
    status, said = run(url, "backup", tmp_path / "out")

    assert status == 2
    assert said == "DATABASE_URL: there is no database of Peilstok here, so there is nothing to back up.\n"
    assert not (tmp_path / "out").exists()
    assert list(tmp_path.rglob("*.db")) == []


def test_a_backup_of_a_newer_version_is_refused(run, store, url, filled, tmp_path, later, new_url, everything):
    """One sentence, and no table is made."""
    newest = later()
    migrate(store.engine)
    run(url, "backup", tmp_path / "newer")
    (tmp_path / "later%" / "migrations" / "versions" / "9999_later.py").unlink()
    assert revisions()[-1] == newest

    other = new_url()
    status, said = run(other, "restore", tmp_path / "newer")

    assert status == 2
    assert said == f"{tmp_path / 'newer'}: this backup is of a newer version of Peilstok. Install that version.\n"
    assert everything(engine_for(other)) == (None, {})


def test_a_backup_of_an_older_version_is_brought_to_this_one(run, saved, new_url, later, everything):
    """Also in the place of a database that has this version's form."""
    later()
    other = new_url()
    engine = engine_for(other)
    migrate(engine)

    assert run(other, "restore", saved) == (0, "")

    revision, tables = everything(engine)
    assert (revision, [row["colour"] for row in tables["assessments"]]) == ("9999", ["blue"])


def _fail(*_arguments):
    raise OSError(28, "No space left on device")


def test_a_restore_that_fails_halfway_changes_nothing(run, store, url, filled, saved, monkeypatch, everything):
    """The disk is full before the last step, or the server refuses the last statement."""
    store.give_answer(filled, "c1", {"level": 5})
    before = everything(store.engine)
    script = backup_postgresql.PostgresqlBackup._script

    def with_a_fault(self, path, written):
        revision = script(self, path, written)
        with written.open("a", encoding="utf-8") as lines:
            lines.write("SELECT 1 / 0;\n")
        return revision

    monkeypatch.setattr(backup_postgresql.PostgresqlBackup, "_script", with_a_fault)
    monkeypatch.setattr(backup_sqlite, "migrate", _fail)

    status, said = run(url, "restore", saved, "--replace")

    assert (status, said.count("\n")) == (2, 1)
    assert "o space left on device" in said or "division by zero" in said
    assert everything(store.engine) == before
    assert [path.name for path in saved.parent.parent.rglob("*.restoring*")] == []


def test_a_backup_never_takes_the_place_of_the_database(run, tmp_path):
    """Neither under another name of the same file."""
    path = tmp_path / "peilstok.db"
    url = f"sqlite:///{path}"
    migrate(engine_for(url))
    (tmp_path / "link").symlink_to(path)

    for name in ("peilstok.db", "link"):
        status, said = run(url, "backup", tmp_path / name)
        assert (status, said) == (
            2,
            f"{tmp_path / name}: this is the database itself. Give the backup another name.\n",
        )
    engine_for(url).dispose()


def test_without_the_programs_of_postgresql_one_sentence_says_so(run, postgresql_url, tmp_path, monkeypatch):
    """Also where they are older than the server."""
    url = postgresql_url
    migrate(engine_for(url))
    monkeypatch.setattr(backup_postgresql, "_version", lambda _folder: 9)

    status, said = run(url, "backup", tmp_path / "out")

    assert status == 2
    assert said.startswith("pg_dump, pg_restore and psql of version 18 or newer are needed here.")
    assert list(tmp_path.iterdir()) == []


def test_no_password_stands_on_a_command_line(run, postgresql_url, tmp_path, monkeypatch):
    """Every user of the machine can read those."""
    url = postgresql_url
    migrate(engine_for(url))
    lines, start = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda line, **options: (lines.append(line), start(line, **options))[1])

    assert run(url, "backup", tmp_path / "out") == (0, "")

    assert any("passfile=" in part for line in lines for part in line)
    assert not any("p:\\s" in part or "p%3A" in part for line in lines for part in line)
