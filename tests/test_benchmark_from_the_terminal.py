"""An operator opens an edition, writes its release, and verifies one."""

import hashlib
import json

import pytest

import cli
from auth.who import TERMINAL
from storage.database import open_database
from storage.store import Store


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """The store that the commands write to, with an association."""
    url = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    store = Store(open_database(url), TERMINAL)
    store.add_association("Vereniging van Wonen")
    return store


@pytest.fixture
def run(capsys):
    """Runs a command and gives its exit status with what it says."""

    def command(*arguments):
        status = cli.main(["benchmark", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_from_open_to_a_release_that_can_be_verified(kept, run, tmp_path, real):
    """The file is what its SHA-256 says; written again it is the same, byte for byte."""
    one, two = tmp_path / "1.json", tmp_path / "2.json"
    status, number, _ = run("open", "Vereniging van Wonen", "Editie 2026")
    [edition] = kept.editions(kept.associations()[0].id)
    assert (status, int(number)) == (0, edition.id)
    assert (edition.version, edition.digest) == (real["nl"].version, real["nl"].digest)
    assert run("list")[1].split()[-1] == "open"

    status, sha256, _ = run("release", edition.id, "-o", one)

    assert (status, sha256.strip()) == (0, hashlib.sha256(one.read_bytes()).hexdigest())
    assert run("release", edition.id, "-o", two) == (0, sha256, "")
    assert one.read_bytes() == two.read_bytes()
    assert run("list")[1].split()[-1] == sha256.strip()
    status, said, _ = run("verify", one)
    assert status == 0
    assert said.startswith(sha256)
    assert "Published here by Vereniging van Wonen: Editie 2026" in said
    data = json.loads(one.read_bytes())
    assert (data["edition"], data["fictional"]) == ("Editie 2026", False)


def test_a_release_of_elsewhere_and_what_is_none(kept, run, tmp_path):
    """The first is one, of others; the second ends with status 1 and a sentence."""
    file = tmp_path / "release.json"
    number = run("open", "Vereniging van Wonen", "Editie 2026")[1].strip()
    run("release", number, "-o", file)
    file.write_bytes(file.read_bytes().replace(b"Editie 2026", b"Editie 2027"))
    status, said, _ = run("verify", file)
    assert (status, "did not publish" in said) == (0, True)
    for other in (b"", b"{}", b"\xff", b"[1]", file.read_bytes() + b" ", b"[" * 100_000):
        file.write_bytes(other)
        status, said, wrong = run("verify", file)
        assert (status, said) == (1, "")
        assert str(file) in wrong


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["open", "Onbekend", "Editie"], "Onbekend: there is no association with this name."),
        (["open", "Vereniging van Wonen", " "], "Give the edition a name"),
        (["release", "7", "-o", "x.json"], "7: there is no edition with this number."),
        (["release", "9" * 40, "-o", "x.json"], "9999"),
        (["verify", "nowhere.json"], "nowhere.json: this file can't be read"),
    ],
)
def test_what_can_not_be_done_gets_a_sentence(kept, run, arguments, sentence):
    """Status 2, and nothing is made."""
    status, said, wrong = run(*arguments)

    assert (status, said) == (2, "")
    assert wrong.startswith(sentence)
    assert kept.editions(kept.associations()[0].id) == []
