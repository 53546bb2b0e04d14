"""What the report says about itself: status, confidentiality, names and logo; saved at once."""

import io

import streamlit as st
from PIL import Image

from model.report import MAXIMUM_LOGO_BYTES, ReportDetails
from ui import session
from ui.components.free_text import Save, free_text
from ui.components.trouble import saves
from ui.content import Opened

MAXIMUM_LOGO_PIXELS = 16_000_000


def report_details(current: Opened) -> ReportDetails:
    """The fields, and the details as they are saved now."""
    _ = current.words.gettext
    details = session.store().report_details(current.id)
    names = {"draft": _("Draft"), "final": _("Final")}
    session.put("report-status", details.status)
    st.radio(
        _("Status"), list(names), key="report-status", format_func=lambda status: names[status], horizontal=True,
        on_change=_save_status, args=(current,), disabled=current.read_only,
    )  # fmt: skip
    for field, label in (
        ("confidentiality", _("Confidentiality mark, for example: for internal use")),
        ("filled_in_by", _("Filled in by")),
        ("approved_by", _("Approved by")),
    ):
        free_text(
            current.words,
            label,
            getattr(details, field),
            f"report-{field}",
            _saver(current, field),
            is_line=True,
            disabled=current.read_only,
        )
    _logo(current, details)
    return session.store().report_details(current.id)


def _saver(current: Opened, field: str) -> Save:
    return lambda text, _shown: _change(current, **{field: text.strip()})


@saves
def _save_status(current: Opened) -> None:
    _save(current, status=session.get("report-status"))


@saves
def _save(current: Opened, **values: object) -> None:
    _change(current, **values)


def _change(current: Opened, **values: object) -> None:
    store = session.store()
    details = store.report_details(current.id)
    store.change_report(current.id, ReportDetails(**{**details.model_dump(), **values}))


def _logo(current: Opened, details: ReportDetails) -> None:
    _ = current.words.gettext
    if details.logo is not None:
        st.image(details.logo, width=160)
        st.button(
            _("Remove logo"),
            key="logo-remove",
            on_click=_save,
            args=(current,),
            kwargs={"logo": None},
            disabled=current.read_only,
        )
        return
    if current.read_only:
        return
    uploaded = st.file_uploader(_("Logo (PNG or JPEG, at most 1 MB)"), type=["png", "jpg", "jpeg"], key="logo")
    st.caption(_("No data about customers."))
    if uploaded is None:
        return
    logo = uploaded.getvalue()
    if len(logo) > MAXIMUM_LOGO_BYTES or not _is_picture(logo):
        st.error(_("This logo can't be used. Choose a PNG or JPEG of at most 1 MB."))
        return
    _save(current, logo=logo)
    session.drop("logo")
    st.rerun()


def _is_picture(logo: bytes) -> bool:
    """Whether it is a whole PNG or JPEG of a reasonable size; a damaged one would break this page at every visit."""
    try:
        with Image.open(io.BytesIO(logo), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > MAXIMUM_LOGO_PIXELS:
                return False
            image.load()
    except Exception:  # noqa: BLE001  a damaged picture fails in many ways
        return False
    return True
