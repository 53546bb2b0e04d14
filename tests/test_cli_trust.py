"""The audit trail from a terminal: exit status, and one sentence for what is found."""

import re
import sqlite3
from contextlib import closing

import pytest

import cli


@pytest.fixture(autouse=True)
def database(monkeypatch, tmp_path):
    """A database of its own for each test."""
    path = tmp_path / "data" / "peilstok.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("PEILSTOK_OWNER_URL", raising=False)
    return path


@pytest.fixture
def run(capsys):
    """Runs a command; gives its exit status and what it wrote on both outputs."""

    def command(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return command


@pytest.fixture
def shell(database):
    """Runs a statement in the database file, as the sqlite3 shell does."""

    def execute(statement):
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.execute(statement)

    return execute


def test_the_end_of_the_trail_is_printed(run):
    """Number and hash; what was done since moves it on."""
    _, before, _ = run("audit", "head")
    run("demo")
    status, after, err = run("audit", "head")

    assert (status, err) == (0, "")
    assert before == f"0:{'0' * 64}\n"
    assert re.fullmatch(r"[1-9][0-9]+:[0-9a-f]{64}\n", after)


def test_a_trail_in_order_has_status_0(run):
    """Also against a head that was kept."""
    run("demo")
    _, head, _ = run("audit", "head")
    run("demo", "--seed", 2)

    status, out, err = run("audit", "verify", "--head", head.strip())

    assert (status, err) == (0, "")
    assert out.startswith("The audit trail is whole, and the database is as it says: ")


def test_an_edit_in_the_file_has_status_1_and_a_sentence(run, shell):
    """On standard error."""
    run("demo")
    shell("UPDATE organisations SET name = 'Ander'")

    status, out, err = run("audit", "verify")

    assert (status, out) == (1, "")
    assert re.fullmatch(
        r"organisations \S+: changed past Peilstok. What stands there is not what event 1 recorded.\n", err
    )


def test_of_many_differences_the_first_are_shown(run, shell):
    """Twenty, and how many there are."""
    run("demo")
    shell("UPDATE answers SET by = 'iemand'")

    status, _, err = run("audit", "verify")

    assert status == 1
    assert len(err.splitlines()) == 21
    assert re.fullmatch(r"\d+ differences; the first 20 are shown.", err.splitlines()[-1])


def test_a_trail_that_was_cut_off_has_status_1(run, shell):
    """Against the head that was kept."""
    run("demo")
    _, head, _ = run("audit", "head")
    number = int(head.partition(":")[0])
    shell("DELETE FROM organisations")
    shell("DELETE FROM audit")

    status, _, err = run("audit", "verify", "--head", head)

    assert status == 1
    assert f"The audit trail ends at event 0; the head that you kept is event {number}." in err


@pytest.mark.parametrize("head", ["", "12", "x:y", "12:abc", f"-1:{'0' * 64}"])
def test_what_is_no_head_has_status_2(run, head):
    """One sentence, that says where a head comes from."""
    status, out, err = run("audit", "verify", f"--head={head}")

    assert (status, out) == (2, "")
    assert err == f"{head}: this is no head of the audit trail, as `audit head` prints it.\n"
