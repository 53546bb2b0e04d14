"""What a room sees of a workshop on a beamer: nothing to click on, nothing that the facilitator keeps to themselves."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

import settings
from model.workshops import Question, Workshop
from pipeline import voted_by_role
from storage.stored import NotFound, Unavailable
from ui import session
from ui.components.picture import level_name, picture
from ui.components.text import plain
from ui.components.workshop import qr
from ui.components.workshop_clock import running_time
from ui.components.workshop_now import SECONDS_BETWEEN_COUNTS, workshop_of
from ui.content import Opened

LOOK, LIGHT, DARK = "look", "light", "dark"  # in the address

# Type that grows with the picture, for whoever sits at the back.
STYLE = """
<style>
:root { font-size: clamp(100%, min(1.7vw, 3vh), 400%); }
.st-key-screen-code p { font-size: min(7rem, 15vw); font-weight: 700; letter-spacing: 0.1em; line-height: 1.1; }
.st-key-screen-numbers h2 { font-size: min(3rem, 9vw); }
.peilstok-look { text-align: right; font-size: 0.8rem; }
.peilstok-look a { color: #0B5D66; }
</style>
"""
# Settings of Streamlit for dark pages would turn all pages dark for whoever has a dark machine. Here everything is
# turned over, whatever is drawn: light becomes dark, a hue stays that hue. Phones want a code that is dark on light.
STYLE_IN_DARK = """
<style>
.stApp, .stApp img { filter: invert(0.93) hue-rotate(180deg); }
</style>
"""


def screen(current: Opened) -> None:
    """What there is to see at this moment; follows the workshop by itself."""
    workshop, look = workshop_of(current), DARK if st.query_params.get(LOOK) == DARK else LIGHT
    st.html(STYLE + STYLE_IN_DARK if look == DARK else STYLE)
    _ = current.words.gettext
    if workshop is None or workshop.state == "preparing":
        st.title(_("No workshop is open yet. This screen shows it by itself once it opens."))
        _follow(current, _mark(workshop))
    elif workshop.state == "closed":
        st.title(_("Thank you for taking part."))
        _follow(current, _mark(workshop))
    elif workshop.item is None:
        _door(current, workshop)
    else:
        _on_table(current, workshop, workshop.question(workshop.item))
    _other_look(current, look)


def _door(current: Opened, workshop: Workshop) -> None:
    """How to come in, as large as it goes, and how many did."""
    _ = current.words.gettext
    code, address = st.columns([1, 2], gap="large", vertical_alignment="center")
    with code:
        _qr(workshop)
    with address:
        st.title(_("Take part in the workshop"))
        st.write(_("Go to {address} and fill in this code:").format(address=f"**{plain(_address())}**"))
        with st.container(key="screen-code"):
            st.write(workshop.code)
        _follow(current, _mark(workshop))


def _on_table(current: Opened, workshop: Workshop, question: Question) -> None:
    """The question, and what came of it so far; in a corner how to come in, for who is late."""
    _ = current.words.gettext
    middle, corner = st.columns([3, 1], gap="large")
    with corner:
        _qr(workshop)
        st.write(f"**{workshop.code}**  \n:small[{plain(_address())}]")
    with middle:
        st.title(current.questionnaire.criteria[question.item].question)
        shown = question.rounds[-1].shown
        if shown is not None:
            _agreed(current, question)
            picture(current, shown)
        _follow(current, _mark(workshop))
        running_time(workshop)


def _agreed(current: Opened, question: Question) -> None:
    """The level that the group agreed on, with its sentence."""
    _ = current.words.gettext
    if question.outcome is None:
        return
    level = question.outcome.level
    if level is None:
        st.header(_("The group skips this question."), anchor=False)
        return
    st.header(_("Agreed: {level}").format(level=level_name(current, level)), anchor=False)
    st.write(current.questionnaire.criteria[question.item].levels[level - 1])


def _other_look(current: Opened, look: str) -> None:
    """A link loads the screen anew in light or in dark, so that the address keeps the choice."""
    _ = current.words.gettext
    links = []
    for one, name in ((LIGHT, _("Light")), (DARK, _("Dark"))):
        address = urlencode({session.ASSESSMENT: current.id, LOOK: one, "embed": "true"})
        links.append(f"<strong>{name}</strong>" if one == look else f'<a href="/screen?{escape(address)}">{name}</a>')
    st.html(f'<div class="peilstok-look">{" · ".join(links)}</div>')


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _follow(current: Opened, mark: tuple[str, int] | None) -> None:
    """How many are in the room or voted; draws the whole screen anew once the workshop is further than this mark."""
    try:
        workshop = workshop_of(current)
    except Unavailable:
        return  # what was drawn stays
    except NotFound:
        st.rerun()  # access has ended; the page says so
    if _mark(workshop) != mark:
        st.rerun()
    if workshop is not None and workshop.state == "open":
        with st.container(key="screen-numbers"):
            _numbers(workshop)


def _numbers(workshop: Workshop) -> None:
    _ = session.words().gettext
    people = sum(workshop.people.values())
    if workshop.item is None:
        st.header(_("In the room: {count}").format(count=people), anchor=False)
        return
    last = workshop.question(workshop.item).rounds[-1]
    if last.shown is not None:
        return
    st.header(_("Voted: {number} of {count}").format(number=sum(last.voted.values()), count=people), anchor=False)
    shown = voted_by_role(last.voted, workshop.setup.floor)
    if len(shown) > 1:
        st.write(" · ".join(f"{plain(role) or _('other roles')}: {number}" for role, number in shown.items()))


def _mark(workshop: Workshop | None) -> tuple[str, int] | None:
    """Which workshop it is and how often it was changed; None without one."""
    return (workshop.id, workshop.changed) if workshop else None


def _qr(workshop: Workshop) -> None:
    alt = session.words().gettext("Scan to take part")
    st.image(qr(f"{settings.read_settings().phones}/w/{workshop.code}"), alt=alt, width="stretch")


def _address() -> str:
    """Where phones come in, as people type it."""
    return f"{settings.read_settings().phones.split('//')[-1]}/w"
