"""Audit trail, exports, removal and retention from a terminal: exit status, and one sentence for what is wrong."""

import re
import sqlite3
import zipfile
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


@pytest.fixture
def anna(run, shell):
    """A person who owns the organisation that is there; gives her id."""
    run("demo")
    moment = "2020-01-01 00:00:00.000000"
    shell(f"""INSERT INTO people (id, issuer, subject, name, email, signed_in_at, created_at)
        VALUES ('anna', 'https://provider.example', 'anna', 'Anna', 'anna@example.nl', '{moment}', '{moment}')""")
    shell(f"INSERT INTO memberships SELECT id, 'anna', 'owner', NULL, '{moment}' FROM organisations")
    return "anna"


@pytest.mark.parametrize("wanted", ["anna", "ANNA@example.nl"])
def test_all_of_a_person_is_written_to_a_zip(run, anna, tmp_path, wanted):
    """By id or address, in a file that nobody else on the machine may read."""
    out = tmp_path / "anna.zip"

    assert run("privacy", "export-person", wanted, "-o", out) == (0, "", "")

    assert zipfile.ZipFile(out).namelist() == ["person.json"]
    assert out.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".zip"] == ["data"]


def test_all_of_an_organisation_is_written_to_a_zip(run, database, tmp_path):
    """With its assessment as an answers file that can be imported again."""
    run("demo")
    with closing(sqlite3.connect(database)) as connection:
        [(organisation,)] = connection.execute("SELECT id FROM organisations")
    out = tmp_path / "all.zip"

    assert run("privacy", "export-organisation", organisation, "-o", out) == (0, "", "")

    with zipfile.ZipFile(out) as made:
        [answers] = [name for name in made.namelist() if name.endswith("answers.json")]
        (tmp_path / "answers.json").write_bytes(made.read(answers))
    assert run("import", tmp_path / "answers.json")[0] == 0


@pytest.mark.parametrize("command", ["export-person", "export-organisation", "remove-person"])
def test_what_is_not_kept_has_status_2(run, anna, tmp_path, command):
    """One sentence, and no file."""
    out = [] if command == "remove-person" else ["-o", tmp_path / "out.zip"]

    status, said, err = run("privacy", command, "niemand@example.nl", *out)

    assert (status, said) == (2, "")
    assert err == "niemand@example.nl: nothing is kept under this id or address.\n"
    assert not (tmp_path / "out.zip").exists()


def test_a_zip_that_can_not_be_written_has_status_2(run, anna, tmp_path):
    """In a folder that is not there."""
    status, _, err = run("privacy", "export-person", anna, "-o", tmp_path / "nowhere" / "out.zip")

    assert status == 2
    assert re.fullmatch(r"\S+out.zip: this file can't be written: no such file or directory.\n", err)


def test_the_only_owner_is_removed_with_the_organisation_alone(run, anna):
    """Without that, a sentence that names it."""
    status, _, err = run("privacy", "remove-person", anna)
    assert status == 2
    assert re.fullmatch(r"You are the only owner of .+\. Hand it over to someone else first, or remove it too\.\n", err)

    assert run("privacy", "remove-person", anna, "--with-organisations") == (0, "", "")

    assert run("export") == (0, "", "")


def test_retention_prints_what_it_removes(run, shell, monkeypatch):
    """A dry run the same, and then nothing is removed."""
    run("demo")
    for table, column in (("assessments", "created_at"), ("answers", "at"), ("audit", "at")):
        shell(f"UPDATE {table} SET {column} = '2020-01-01 00:00:00.000000'")
    monkeypatch.setenv("PEILSTOK_RETENTION_MONTHS", "24")

    status, dry, err = run("retention", "--dry-run")
    assert (status, err) == (0, "")
    assert re.match(r"assessment \S{36} of \d{4}-\d\d-\d\d, .+\n0 expired invitations, 0 expired download links\n", dry)
    assert run("export")[1]

    status, out, _ = run("retention")
    assert dry == f"{out}Nothing was removed: this was a dry run.\n"
    assert run("export") == (0, "", "")


def test_without_the_setting_nothing_is_removed(run, shell):
    """And the command says so."""
    run("demo")
    shell("UPDATE assessments SET created_at = '2020-01-01 00:00:00.000000'")

    status, out, _ = run("retention")

    assert status == 0
    assert out.startswith("PEILSTOK_RETENTION_MONTHS is not set: assessments and people are kept.\n")
    assert run("export")[1]


@pytest.mark.parametrize("months", ["0", "-1", "x", "1.5", "１２", "99999999"])
def test_a_retention_that_is_no_number_of_months_has_status_2(run, monkeypatch, months):
    """Before anything is removed."""
    monkeypatch.setenv("PEILSTOK_RETENTION_MONTHS", months)

    status, out, err = run("retention")

    assert (status, out) == (2, "")
    assert err == f"PEILSTOK_RETENTION_MONTHS: {months} is not a whole number of months from 1 to 1200.\n"
