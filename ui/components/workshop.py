"""The facilitator's side of a workshop as a whole: let people in, all questions with what came of them, close."""

import base64
import io

import streamlit as st

import settings
from model.workshops import Workshop
from ui import session
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.workshop_agenda import agenda
from ui.components.workshop_now import SECONDS_BETWEEN_COUNTS, at_this_moment, of
from ui.components.workshop_prepare import change_setup
from ui.content import Opened


def lobby(current: Opened, workshop: Workshop) -> None:
    """The code and how many people came in; before that, the button that opens the doors."""
    _ = current.words.gettext
    # In a tab of its own, to put on the beamer; embedded is Streamlit's word for a page with nothing around it.
    st.link_button(_("Open the screen for the room"), f"/screen?assessment={current.id}&embed=true", type="tertiary",
                   icon=":material/open_in_new:")  # fmt: skip
    if workshop.state == "preparing":
        st.write(_("{count} questions are ready.").format(count=len(workshop.questions)))
        st.button(_("Open the workshop"), key="workshop-open", type="primary", on_click=_open, args=of(workshop),
                  disabled=current.read_only)  # fmt: skip
        return
    address = f"{settings.read_settings().phones}/w"
    left, right = st.columns([1, 2], vertical_alignment="center")
    scan = _("Scan to take part")
    left.image(qr(f"{address}/{workshop.code}"), alt=scan, caption=scan, width=180)
    with right:
        st.write(_("Go to {address} and fill in this code:").format(address=f"**{plain(address)}**"))
        st.markdown(f"## {workshop.code}")
        _people(workshop.assessment_id, workshop.id)


def overview(current: Opened, workshop: Workshop) -> None:
    """All questions in their order with what came of them; and the parking lot."""
    _ = current.words.gettext
    agenda(current, workshop)
    change_setup(current, workshop)
    if workshop.parked or workshop.state == "open":
        st.header(_("Parking lot"), anchor=False)
    for one in workshop.parked:
        about = current.questionnaire.criteria[one.item].title if one.item else ""
        st.write(f"- {plain(one.text)}" + (f" ({plain(about)})" if about else ""))
    if workshop.state == "open":
        with st.form("workshop-park", clear_on_submit=True, border=False):
            text = st.text_input(_("What do you take up another time?"), key="workshop-parked", max_chars=500)
            if st.form_submit_button(_("Park it"), key="workshop-park-it") and text.strip():
                _park(workshop, text)
                st.rerun()


def close(current: Opened, workshop: Workshop) -> None:
    """Ends the workshop, once that was confirmed."""
    _ = current.words.gettext
    if current.read_only:
        return
    with st.popover(_("Close the workshop")):
        st.write(_("Nobody can vote any more. What was shown and agreed stays."))
        st.button(_("Close it now"), key="workshop-close", on_click=_close, args=of(workshop))


def qr(address: str) -> str:
    """The address as a picture to scan: an SVG in an address of its own."""
    import segno

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, scale=6, light="white")
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _people(assessment: str, workshop: str) -> None:
    _ = session.words().gettext
    found = at_this_moment(assessment, workshop)
    if found:
        st.write(_("In the room: {count}").format(count=sum(found.people.values())))


@saves
def _open(assessment: str, workshop: str) -> None:
    session.store().open_workshop(assessment, workshop)


@saves
def _park(workshop: Workshop, text: str) -> None:
    session.store().park(workshop.assessment_id, workshop.id, text, workshop.item)


@saves
def _close(assessment: str, workshop: str) -> None:
    session.store().close_workshop(assessment, workshop)
