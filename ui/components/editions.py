"""The editions of an association: opening one, closing it for good, and the releases that came of them."""

import streamlit as st

from model.contributions import Counts, Edition, StepCounts
from model.errors import BadInput, Mistake
from model.release_file import release_bytes
from pipeline import make_release
from storage.associations import Association
from storage.downloads import Download
from ui import session
from ui.components.downloads import begun_download, download_button
from ui.components.text import plain
from ui.components.trouble import saves
from ui.content import questionnaire

NAME = "edition-name"


def editions(association: Association) -> None:
    """The open edition, or a form to open one; and the releases, the newest first."""
    _ = session.words().gettext
    st.header(_("Benchmark"), anchor=False)
    st.write(
        _(
            "In an edition your members contribute what they answered. You never see what a member sends, nor who "
            "contributes. When you close the edition, its figures are computed once, about groups only."
        )
    )
    found = session.store().editions(association.id)
    opened = [edition for edition in found if edition.closed_at is None]
    for edition in opened:
        _open(edition)
    if not opened:
        with st.form("open-edition", clear_on_submit=True):
            st.text_input(_("Name of the edition"), key=NAME, max_chars=200, placeholder=_("For example: spring 2027"))
            st.form_submit_button(
                _("Open an edition"), key="open-edition", type="primary", on_click=_begin, args=(association.id,)
            )
    for edition in found:
        if edition.closed_at is not None:
            _release(edition)


def _open(edition: Edition) -> None:
    words = session.words()
    _ = words.gettext
    with st.container(border=True):
        st.subheader(plain(edition.name), anchor=False)
        text = _(
            "Open since {date}, about version {version} of the questionnaire. Members see it on their page Benchmark."
        )
        st.write(text.format(date=words.date(edition.opened_at.astimezone().date()), version=edition.version))
        if edition.fictional:
            st.warning(_("Only fictional organisations contributed to this edition."))
        at_least = edition.at_least or 0
        if at_least:
            text = _("At least {count} organisations contributed. We tell it in tens, so that nobody stands out.")
            st.write(text.format(count=words.number(at_least)))
        else:
            st.write(_("Fewer than six organisations contributed. Closed now, it would show nothing."))
        with st.popover(_("Close this edition")):
            st.write(_("Nobody can contribute or withdraw any more. The figures are computed and never change again."))
            st.write(_("This can't be undone."))
            st.button(
                _("Close this edition for good"),
                key=f"close-{edition.id}",
                type="primary",
                on_click=_close,
                args=(edition.id,),
            )


def _release(edition: Edition) -> None:
    words = session.words()
    _ = words.gettext
    place = f"release-{edition.id}"
    with st.container(border=True):
        st.subheader(plain(edition.name), anchor=False)
        if edition.closed_at is not None:
            text = _("Closed on {date}, about version {version} of the questionnaire.")
            st.write(text.format(date=words.date(edition.closed_at.astimezone().date()), version=edition.version))
        if edition.fictional:
            st.warning(_("Only fictional organisations contributed to this edition."))
        pdf = Download("release_pdf", words.language, edition=edition.id)
        file = Download("release_json", words.language, edition=edition.id)
        with st.container(horizontal=True):
            download_button(_("State of the sector (PDF)"), None, pdf, place)
            download_button(_("Release (JSON)"), None, file, place)
        begun_download(place)
        st.caption(_("SHA-256 of the release"))
        st.code(edition.sha256, language=None, wrap_lines=True)


@saves
def _begin(association_id: str) -> None:
    content = questionnaire("nl")
    name: str = session.get(NAME, "")
    session.store().open_edition(association_id, name, content.id, content.version, content.digest)


@saves
def _close(edition_id: int) -> None:
    try:
        session.store().close_edition(edition_id, _made)
    except ValueError as error:  # a figure breaks a rule of disclosure: then nothing may be published
        text = "The figures can't be published: they might give someone away. The edition stays open."
        raise BadInput([Mistake(text)]) from error


def _made(edition: Edition, counts: Counts, steps: StepCounts) -> bytes:
    """The release of an edition that closes, as the bytes of its file."""
    return release_bytes(make_release(questionnaire("nl"), edition, counts, steps))
