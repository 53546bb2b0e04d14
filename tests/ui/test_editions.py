"""Editions on the association's page: opened with a name, closed for good, and their releases to take along."""

import pytest

from model.answers import Organisation
from tests.releases import contribution


@pytest.fixture
def association(store):
    """The id of an association."""
    return store.add_association("Vereniging van *Wonen*")


@pytest.fixture
def rosa(store, signed_in_as, association):
    """The administrator, who looks now."""
    rosa = signed_in_as("rosa")
    rosa.accept_invitation(store.invite_to_association(association, "administrator", 7))
    return rosa


@pytest.fixture
def contribute(store, association, start, content):
    """Has so many members contribute to an edition."""

    def send(edition, number):
        for place in range(number):
            assessment = start(name=f"Lid {place}")
            organisation = store.organisation_of(assessment)
            store.join(store.invite_to_association(association, "member", 7), organisation)
            sent = contribution(content, levels=dict.fromkeys(content.scopes["core"], 2 + place % 3))
            store.contribute(
                edition, organisation, assessment, lambda _file, sent=sent: sent, sent, lambda _earlier: {}
            )

    return send


def keys(app):
    """The keys of all buttons."""
    return [str(button.key) for button in app.button]


def open_edition(app, click, name):
    """Fills in the form and sends it."""
    app.text_input(key="edition-name").set_value(name)
    return click(app, "open-edition")


def test_an_edition_is_opened_by_its_name(open_page, rosa, association, content, click):
    """About today's version; while it is open no second one can be."""
    app = open_edition(open_page("association"), click, "Voorjaar *2027*")

    [edition] = rosa.editions(association)
    assert (edition.name, edition.version, edition.digest) == ("Voorjaar *2027*", content.version, content.digest)
    assert r"Voorjaar \*2027\*" in [line.value for line in app.subheader]
    assert [key for key in keys(app) if "open-edition" in key] == []


def test_an_edition_needs_a_name(open_page, rosa, association, click):
    """A sentence, and nothing is opened."""
    app = open_edition(open_page("association"), click, "  ")

    assert rosa.editions(association) == []
    assert len(app.error) == 1


@pytest.mark.parametrize(
    ("number", "told"),
    [(5, "Er deden minder dan zes organisaties mee."), (7, "Er deden minstens 6 organisaties mee.")],
)
def test_how_many_contributed_is_told_coarsely(
    open_page, rosa, store, association, content, contribute, texts, number, told
):
    """And never who."""
    edition = store.open_edition(association, "2026", content.id, content.version, content.digest)
    contribute(edition, number)
    shown = " ".join(texts(open_page("association")))

    assert told in shown
    assert f" {number} organisaties" not in shown


def test_closing_says_what_it_does_and_gives_a_release(
    open_page, rosa, store, association, content, contribute, click, texts, say
):
    """Its hash, and the figures as a file and as a report; the edition can't be opened again."""
    edition = store.open_edition(association, "2026", content.id, content.version, content.digest)
    contribute(edition, 14)
    app = open_page("association")
    assert say("This can't be undone.") in " ".join(texts(app))

    app = click(app, f"close-{edition}")

    [closed] = rosa.editions(association)
    assert closed.closed_at is not None
    assert closed.sha256 in [code.value for code in app.code]
    assert [key for key in keys(app) if key.startswith("download-")] == [
        f"download-release_pdf-{edition}", f"download-release_json-{edition}",
    ]  # fmt: skip
    assert f"close-{edition}" not in keys(app)


def test_the_administrator_takes_both_files_along(open_page, rosa, store, association, content, contribute, click):
    """By a link for one person, once."""
    edition = store.open_edition(association, "2026", content.id, content.version, content.digest)
    contribute(edition, 14)
    click(open_page("association"), f"close-{edition}")

    for kind in ("release_pdf", "release_json"):
        app = click(open_page("association"), f"download-{kind}-{edition}")
        assert any("/download.js" in html.body for html in app.get("html"))


def test_no_member_is_named_with_an_edition(open_page, rosa, store, association, content, contribute, texts):
    """Members stand on the page as members, whether they contributed or not."""
    edition = store.open_edition(association, "2026", content.id, content.version, content.digest)
    contribute(edition, 6)
    store.join(store.invite_to_association(association, "member", 7), store.add_organisation(Organisation(name="Stil")))
    shown = " ".join(texts(open_page("association")))

    assert shown.count("Lid 3") == shown.count("Stil") == 1
    assert contribution(content).sector not in shown
