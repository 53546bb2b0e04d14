"""The evidence files under one answer: what there is, and adding, downloading and removing one."""

import secrets
from collections.abc import Callable
from typing import Any, Protocol

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from i18n.words import Words
from model.errors import BadInput
from model.file_kinds import KINDS
from storage.blobs import FilesUnavailable
from storage.downloads import Download
from storage.files import File
from storage.stored import NotFound, Unavailable
from ui import session
from ui.components.downloads import begun_download, download_button
from ui.components.saving import forget
from ui.components.text import plain
from ui.components.trouble import saves


class Place(Protocol):
    """A question or norm that is being answered."""

    @property
    def assessment(self) -> str:
        """Of which assessment."""

    @property
    def words(self) -> Words:
        """The words of the visitor's language."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files under its answer."""

    @property
    def read_only(self) -> bool:
        """Whether the visitor may only look."""

    @property
    def key(self) -> str:
        """The beginning of the keys of its widgets."""


def evidence_files(place: Place, item: str) -> None:
    """Draws the list and, for who may answer, the way to add a file."""
    for file in place.files:
        _file(place, file)
    begun_download(place.key)
    if not place.read_only:
        _adding(place, item)


def _file(place: Place, file: File) -> None:
    _ = place.words.gettext
    moment = place.words.moment(file.at.astimezone())
    added = _("{moment}, by {name}").format(moment=moment, name=plain(file.author)) if file.author else moment
    about = f"{KINDS[file.kind].title}, {place.words.size(file.size)}, {added}"
    st.markdown(f":material/attach_file: **{plain(file.name)}** ({about})")
    with st.container(horizontal=True):
        download_button(_("Download"), place.assessment, Download("file", file=file.id), place.key)
        if not place.read_only:
            with st.popover(_("Remove"), icon=":material/delete:"):
                st.write(_("This removes the file. It can't be undone."))
                st.button(_("Remove for good"), key=f"remove-{file.id}", on_click=_remove, args=(place, file))


def _adding(place: Place, item: str) -> None:
    """The field for a file comes after a click: one under every question is a lot to look at."""
    _ = place.words.gettext
    key = f"{place.key}-file"
    problem = session.take(f"{key}-problem")
    if problem:
        st.error(plain(problem))
    field = session.get(f"{key}-field")
    if field is None:
        st.button(_("Add a file"), key=f"{key}-add", icon=":material/attach_file:", on_click=_new_field, args=(key,))
        return
    label = _("A PDF, PNG, JPEG, Word (DOCX) or Excel (XLSX) file of at most 10 MB")
    st.file_uploader(label, key=field, on_change=_add, args=(place, item, field))
    st.caption(_("No data about customers."))


def _new_field(key: str) -> None:
    """A field of its own for each file, so that it is empty at first."""
    session.put(f"{key}-field", f"{key}-{secrets.token_hex(4)}")


def _add(place: Place, item: str, field: str) -> None:
    key, words, uploaded = f"{place.key}-file", place.words, session.get(field)
    if uploaded is None:
        return
    problem = _problem_with(
        lambda: session.store().add_file(place.assessment, item, uploaded.name, uploaded.getvalue()), words
    )
    _let_go(uploaded)
    if problem:
        session.put(f"{key}-problem", problem)
        _new_field(key)
    else:
        session.drop(f"{key}-field")
        forget(place.key)


def _problem_with(add: Callable[[], object], words: Words) -> str | None:
    """Why a file was not added, in one sentence; None when it was."""
    _ = words.gettext
    try:
        add()
    except BadInput as error:
        return " ".join(words.sentence(mistake) for mistake in error.mistakes)
    except FilesUnavailable as error:
        return words.sentence(error.mistake)
    except Unavailable:
        return _("The database can't be reached now.")
    except NotFound:
        return _("This is not there, or you have no access to it.")
    return None


def _let_go(uploaded: Any) -> None:
    """Streamlit would keep what was uploaded in memory until the visitor leaves."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, uploaded.file_id)


@saves
def _remove(place: Place, file: File) -> None:
    session.store().remove_file(place.assessment, file.id)
    forget(place.key)
