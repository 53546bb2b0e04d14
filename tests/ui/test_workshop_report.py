"""What a closed workshop leaves behind: its report and workbook, also of the workshops before it."""

import re

import pytest

from i18n.words import words_in
from storage.downloads import Download


@pytest.fixture
def closed(store):
    """Holds a workshop on an assessment and closes it; gives its id."""

    def hold(assessment):
        workshop = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
        store.open_workshop(assessment, workshop)
        store.close_workshop(assessment, workshop)
        return workshop

    return hold


def downloads(app):
    """What can be downloaded by a link, by the keys of the buttons."""
    return [button.key.removeprefix("download-") for button in app.button if str(button.key).startswith("download-")]


def test_a_workshop_can_be_taken_along_once_it_is_closed(open_page, start, store):
    """As a report and as a workbook; before that there is nothing to take."""
    assessment = start("quick")
    workshop = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    assert downloads(open_page("workshop", assessment)) == []
    store.open_workshop(assessment, workshop)
    assert downloads(open_page("workshop", assessment)) == []

    store.close_workshop(assessment, workshop)
    app = open_page("workshop", assessment)

    assert downloads(app) == [f"workshop_pdf-{workshop}", f"workshop_xlsx-{workshop}"]
    assert "Eerdere workshops" not in [expander.label for expander in app.expander]


@pytest.mark.parametrize("kind", ["workshop_pdf", "workshop_xlsx"])
def test_a_click_begins_the_download_of_that_workshop(open_page, start, store, closed, click, kind):
    """Of the one it stands with, and not of another; in the language of the page."""
    assessment = start("quick")
    first, last = closed(assessment), closed(assessment)
    for workshop in (first, last):
        app = click(open_page("workshop", assessment), f"download-{kind}-{workshop}")

        [script] = [html.body for html in app.get("html") if "/download.js" in html.body]
        token = re.search(r'data-address="/download/([\w-]{43})"', script)[1]
        assert store.use_link(token) == (assessment, Download(kind, "nl", workshop=workshop))


def test_earlier_workshops_stay_within_reach(open_page, start, store, closed):
    """The newest first, with their moment, also while a new one is prepared or open; what never closed is left out."""
    assessment = start("quick")
    first, second = closed(assessment), closed(assessment)
    store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    closed(start("quick", "Ander"))
    now = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    expected = [f"{kind}-{id_}" for id_ in (second, first) for kind in ("workshop_pdf", "workshop_xlsx")]

    app = open_page("workshop", assessment)
    [earlier] = [expander for expander in app.expander if expander.label == "Eerdere workshops"]
    assert downloads(app) == expected
    moments = [words_in("nl").moment(made.astimezone()) for _, state, made in store.workshops(assessment)
               if state == "closed"]  # fmt: skip
    assert [line.value.strip("*") for line in earlier.markdown] == moments

    store.open_workshop(assessment, now)
    assert downloads(open_page("workshop", assessment)) == expected


def test_who_may_take_nothing_out_finds_no_button(open_page, start, store, closed, signed_in_as):
    """As the administrator of an association does, who may read; the page itself stays to look at."""
    assessment, association = start("quick"), store.add_association("Vereniging")
    closed(assessment)
    closed(assessment)
    organisation = store.organisation_of(assessment)
    store.join(store.invite_to_association(association, "member", 7), organisation)
    store.consent_to_reading(organisation, association)
    signed_in_as("rosa").accept_invitation(store.invite_to_association(association, "administrator", 7))

    app = open_page("workshop", assessment)

    assert [title.value for title in app.title] == ["Workshop"]
    assert [header.value for header in app.header] == ["De vragen"]
    assert downloads(app) == []
    assert "Eerdere workshops" not in [expander.label for expander in app.expander]
