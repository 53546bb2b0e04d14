"""recompute: closed assessments judged again by today's questionnaire, beside what was reported."""

import pytest
from sqlalchemy import update

import cli
from auth.who import TERMINAL
from demo.sector import YEARS
from storage.database import open_database
from storage.store import Store
from storage.tables import RESULTS

MEMBERS = 3


@pytest.fixture
def url(monkeypatch, tmp_path):
    """The address of an empty installation."""
    address = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.fixture
def run(capsys, url):
    """Runs a command on a fictional sector with closed assessments: status, what it printed, and its complaints."""
    cli.main(["demo", "--organisations", str(MEMBERS), "--seed", "2"])
    capsys.readouterr()

    def command(*arguments):
        status = cli.main(list(arguments))
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def found(url):
    """All closed assessments."""
    store = Store(open_database(url), TERMINAL)
    return [store.milestone(id_) for id_ in store.all_closed()]


def test_a_dry_run_says_it_and_adds_nothing(run, url):
    """A line for each closed assessment: which, when, from which version to which, and both scores."""
    before = found(url)

    status, out, err = run("recompute", "--dry-run")

    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[-1] == f"{MEMBERS * (YEARS - 1)} would be added, 0 failed"
    assert all("2025.0 -> 2026.1" in line for line in lines[:-1])
    assert found(url) == before


def test_what_was_reported_stays_and_the_new_result_stands_beside_it(run, url):
    """Running it again adds nothing."""
    reported = [milestone.reported for milestone in found(url)]

    assert run("recompute")[0] == 0

    after = found(url)
    assert [milestone.reported for milestone in after] == reported
    assert [[result.version for result in milestone.recomputed] for milestone in after] == [["2026.1"]] * len(after)
    assert all(milestone.recomputed[0].on == milestone.reported.on for milestone in after)
    assert run("recompute") == (0, "0 added, 0 failed\n", "")


def test_one_that_fails_holds_up_no_other(run, url, monkeypatch):
    """It is named by its id, without what is in it."""
    import commands.on_time

    real, first = commands.on_time.assess_anew, found(url)[0]

    def sometimes(questionnaire, answers_file):
        if answers_file == first.answers:
            raise ValueError("Voorbeeld")
        return real(questionnaire, answers_file)

    monkeypatch.setattr(commands.on_time, "assess_anew", sometimes)

    status, out, err = run("recompute")

    assert status == 1
    assert out.splitlines()[-1] == f"{MEMBERS * (YEARS - 1) - 1} added, 1 failed"
    assert err.count(first.id) == 1
    assert "Voorbeeld" not in err


def test_a_result_that_can_not_be_read_holds_up_no_other(run, url):
    """Damaged past the program: named, and left as it is."""
    first = found(url)[0]
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(update(RESULTS).where(RESULTS.c.assessment_id == first.id).values(result={}))

    status, out, err = run("recompute")

    assert (status, err) == (1, f"{first.id}: this one can't be computed (KeyError).\n")
    assert out.splitlines()[-1] == f"{MEMBERS * (YEARS - 1) - 1} added, 1 failed"
