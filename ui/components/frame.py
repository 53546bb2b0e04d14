"""What stands around every page: brand, language switch, the choice of an assessment, the notes at the bottom."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from i18n.words import LANGUAGES
from storage.people import Person
from ui import session
from ui.components.text import plain
from ui.components.trouble import draw_unsaved, say_trouble
from ui.content import Opened, opened

# Streamlit's own hints ("Press Enter to apply") are English and say the opposite of what happens here; its captions are
# too light to read well.
STYLE = """
<style>
[data-testid="InputInstructions"], [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
.peilstok-bar { display: flex; justify-content: space-between; gap: 1rem; font-size: 0.95rem; }
.peilstok-bar a { color: #0B5D66; }
.peilstok-brand { font-weight: 700; color: #0B5D66; letter-spacing: 0.02em; }
[data-testid="stCaptionContainer"] { color: #55646A; opacity: 1; }
[data-testid="stMainBlockContainer"] { padding-top: 3.5rem; padding-bottom: 4rem; }
[data-testid="stRadioOption"] { padding: 0.15rem 0; }
[data-testid="stRadioOption"] > div { align-items: flex-start; }
[data-testid="stRadioOption"] > div > div:first-child { margin-top: 0.2rem; }
</style>
"""


def header(page: str, person: Person | None) -> None:
    """Brand, language switch and who is signed in; a link loads the same place anew in the other language."""
    words = session.words()
    address = f"/{page}?{urlencode(st.query_params.to_dict())}"
    links = " · ".join(
        f"<strong>{name}</strong>"
        if language == words.language
        else f'<a href="/language/{language}?{escape(urlencode({"next": address}))}" lang="{language}">{name}</a>'
        for language, name in LANGUAGES.items()
    )
    st.html(STYLE)
    st.html(f'<div class="peilstok-bar"><span class="peilstok-brand">Peilstok</span><span>{links}</span></div>')
    if person is not None:
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
            st.caption(plain(person.name), width="content")
            st.button(words.gettext("Sign out"), key="sign-out", on_click=session.sign_out, type="tertiary")


def welcome() -> None:
    """What Peilstok is, for everybody who comes."""
    _ = session.words().gettext
    st.title(_("Where do you stand on social collection?"))
    st.write(
        _(
            "Peilstok shows in 40 minutes how socially your organisation collects, and what to do first. "
            "You answer questions, see where you stand and take away a plan. "
            "Stop whenever you like: every click is saved."
        )
    )


def footer() -> None:
    """What always holds: a self-assessment; and where the answers stay."""
    _ = session.words().gettext
    if session.is_shared():
        st.caption(
            _("Peilstok is a self-assessment and no legal advice. Your answers stay on the server of this site.")
        )
    else:
        st.caption(_("Peilstok is a self-assessment and no legal advice. Your answers stay on this computer."))


def privacy_link() -> None:
    """The way to what is kept of whom, at the bottom of every page."""
    st.page_link("ui/pages/privacy.py", label=session.words().gettext("Privacy"))


def require_assessment() -> Opened:
    """The assessment of the tab; without one, a sentence with the way to the start, and the page ends."""
    current = opened()
    _ = session.words().gettext
    if current is None:
        st.title(_("Choose an assessment first"))
        st.write(_("On the start page you choose an assessment or begin a new one."))
        st.page_link("ui/pages/start.py", label=_("To the start page"), icon=":material/home:")
        st.stop()
    return current


def title(current: Opened, text: str) -> None:
    """The title of a page about one organisation, with its name above."""
    st.caption(plain(current.answers.organisation.name))
    st.title(text)
    say_trouble()
    draw_unsaved(above=True)
    if current.in_time.closed_at is not None:
        _closed_note(current)
    elif current.read_only:
        st.info(current.words.gettext("You can look at this assessment. You can't change it."))
    elif current.is_of_earlier_version:
        _earlier_version(current)


def _closed_note(current: Opened) -> None:
    """Since when nothing in it changes any more, what was reported then, and the way to the next one."""
    words = current.words
    _ = words.gettext
    if current.in_time.closed_at is None:
        return
    day = words.date(current.in_time.closed_at.astimezone().date())
    said = [_("Closed on {date}. Nothing in it changes any more.").format(date=day)]
    if current.is_of_earlier_version:
        said.append(
            _(
                "The questions were those of version {then}. This page shows what of those answers still fits the "
                "questions of version {now}. What was reported then stands on the page Over time."
            ).format(then=current.answers.version, now=current.questionnaire.version)
        )
    st.info(" ".join(said), icon=":material/lock:")
    if current.in_time.followed_by:
        st.button(
            _("Go on in the next one"), key="to-next", icon=":material/arrow_forward:",
            on_click=session.choose_assessment, args=(current.in_time.followed_by,),
        )  # fmt: skip
    elif current.may_begin_next:
        st.page_link(
            "ui/pages/report.py", label=_("Start the next one on the page Report"), icon=":material/arrow_forward:"
        )


def _earlier_version(current: Opened) -> None:
    """That the questionnaire has changed since this assessment was begun, and how the answers come along."""
    text = current.words.gettext(
        "The questionnaire has a new version since you began. Close this assessment on the page Report and start the "
        "next one: your answers come along."
    )
    st.warning(text)
