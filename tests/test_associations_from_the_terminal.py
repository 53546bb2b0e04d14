"""An operator makes an association, and hands its first administrator a link."""

import pytest

import cli
from auth.who import TERMINAL
from storage.database import open_database
from storage.store import Store

ADDRESS = "https://peilstok.example.nl"


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """The store that the commands write to, of a site with this address."""
    url = f"sqlite:///{tmp_path / 'peilstok.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PEILSTOK_OIDC_ISSUER", "https://provider.example")
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "COOKIE_SECRET"):
        monkeypatch.setenv(f"PEILSTOK_{name}", "x" * 40)
    monkeypatch.setenv("PEILSTOK_ADDRESS", ADDRESS)
    return Store(open_database(url), TERMINAL)


def test_add_makes_an_association_and_prints_a_link(kept, capsys):
    """The link works for an administrator; invite prints another one for the same association."""
    assert cli.main(["association", "add", "Vereniging van Wonen"]) == 0
    assert cli.main(["association", "invite", "Vereniging van Wonen"]) == 0

    [made] = kept.associations()
    links = capsys.readouterr().out.split()
    for link in links:
        assert link.startswith(f"{ADDRESS}/invitation/")
        invited = kept.invitation(link.rsplit("/", 1)[1])
        assert (invited.role, invited.of) == ("administrator", made.name)
    assert len(set(links)) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", " "], "Give the association a name"),
        (["add", "Bestaat"], "There is an association with this name already."),
        (["invite", "Onbekend"], "Onbekend: there is no association with this name."),
    ],
)
def test_what_can_not_be_done_gets_a_sentence(kept, capsys, arguments, sentence):
    """Status 2, and nothing is made."""
    kept.add_association("Bestaat")

    assert cli.main(["association", *arguments]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(sentence)
    assert [association.name for association in kept.associations()] == ["Bestaat"]


def test_without_sign_in_there_is_nobody_to_invite(kept, capsys, monkeypatch):
    """On a machine of one's own: a sentence, and nothing is made."""
    for name in ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "COOKIE_SECRET", "ADDRESS"):
        monkeypatch.delenv(f"PEILSTOK_{name}")

    assert cli.main(["association", "add", "Nieuw"]) == 2

    assert capsys.readouterr().err.startswith("Nobody can open an invitation here")
    assert kept.associations() == []
