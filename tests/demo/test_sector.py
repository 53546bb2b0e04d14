"""The fictional sector: believable, repeatable, over three years, and never beside real organisations."""

import json
import statistics
from datetime import date

import pytest

import cli
from demo import load_earlier
from demo.sector import A_YEAR, SECTORS, YEARS, Member, days
from model.release_file import read_release
from pipeline import assess
from storage.contributions import Contributions

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def earlier():
    """The fictional version that the first two years are about."""
    return load_earlier()["nl"]


@pytest.fixture
def run(capsys, monkeypatch, tmp_path):
    """Runs a command on an empty installation: status, what it printed, and its complaints."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'peilstok.db'}")

    def command(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_the_same_seed_makes_the_same_sector(earlier):
    """And another seed another one."""
    files = [Member(seed, 3).first(earlier, TODAY) for seed in (1, 1, 2)]

    assert files[0] == files[1]
    assert files[0].answers != files[2].answers


def test_insurers_come_near_the_one_published_distribution(earlier):
    """3.4 of 5 on average and few at 4 and more, in the last of the years."""
    members = [
        member for number in range(1500) if (member := Member(1, number)).organisation.facts["sector"] == "insurance"
    ]
    scores = [assess(earlier, member.first(earlier, TODAY)).maturity.overall.score for member in members]
    at_the_end = [score + A_YEAR * (YEARS - 1) for score in scores]

    assert statistics.fmean(at_the_end) == pytest.approx(3.4, abs=0.1)
    assert sum(score >= 4 for score in at_the_end) / len(at_the_end) < 0.15


def test_every_member_says_that_it_is_fictional(earlier):
    """In its name, which stands on every page and in every file."""
    assert all("(fictief)" in Member(1, number).organisation.name for number in range(20))
    assert {Member(1, number).organisation.facts["sector"] for number in range(300)} == set(SECTORS)


def test_some_fall_in_a_year(earlier):
    """A sector in which everyone only rises teaches nothing."""
    moves = []
    for number in range(20):
        member = Member(1, number)
        before = member.first(earlier, TODAY).answers
        changed = member.changes(earlier, before, 1)
        moves += [keys["level"] - before[id_].level for id_, keys in changed.items() if before[id_].level]

    assert moves.count(1) > moves.count(-1) > 0


def test_the_years_end_on_the_day_itself():
    """A year apart."""
    assert days(TODAY)[-1] == TODAY
    assert [(later - before).days for before, later in zip(days(TODAY), days(TODAY)[1:], strict=False)] == [365, 365]


def test_a_sector_has_three_years_two_versions_and_two_editions(run):
    """Its members' first two assessments are closed, its releases say that they are fictional."""
    status, out, err = run("demo", "--organisations", 14, "--seed", 4)

    assert (status, err, len(out.split())) == (0, "", 14)
    assert len(run("export")[1].splitlines()) == 14 * YEARS
    newest = json.loads(run("export", out.split()[0])[1])
    assert newest["version"] == "2026.1"
    listed = run("benchmark", "list")[1].splitlines()
    assert [line.split("  ")[3] for line in listed] == ["2026.1", "2025.0"]


def test_its_releases_are_marked(run, tmp_path):
    """Whoever reads the file sees that it is about nobody."""
    run("demo", "--organisations", 14, "--seed", 4)
    file = tmp_path / "release.json"

    assert run("benchmark", "release", 2, "-o", file)[0] == 0
    release = read_release(file.read_bytes())
    assert release.fictional
    assert "(fictief)" in release.association


def test_beside_real_contributions_it_is_refused(run, monkeypatch):
    """One sentence, and nothing is made."""
    monkeypatch.setattr(Contributions, "has_real_contributions", lambda _self: True)

    status, out, err = run("demo", "--organisations", 3)

    assert (status, out) == (2, "")
    assert "another installation" in err
    assert run("export")[1] == ""
