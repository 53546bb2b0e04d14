"""The time of a workshop, kept up while the page is open."""

from datetime import UTC, datetime

import streamlit as st

from model.workshops import Workshop
from pipeline import clock
from ui import session

SECONDS_BETWEEN_TICKS = 5


@st.fragment(run_every=SECONDS_BETWEEN_TICKS)
def running_time(workshop: Workshop) -> None:
    """How long this question takes, and what is left of the whole and for each question that waits."""
    words = session.words()
    _ = words.gettext
    time, whole = clock(workshop, datetime.now(UTC)), workshop.setup.minutes
    said = []
    if time.at_question == 0:
        said.append(_("This question was put just now."))
    elif time.at_question is not None:
        on_this = words.ngettext("{count} minute on this question.", "{count} minutes on this question.",
                                 time.at_question)  # fmt: skip
        said.append(on_this.format(count=time.at_question))
    if time.is_over:
        over = _("The {whole} minutes are over.").format(whole=whole)
        waiting = words.ngettext("{count} question still waits.", "{count} questions still wait.", time.waiting)
        said += [f"**{over}**"] + ([waiting.format(count=time.waiting)] if time.waiting else [])
    elif time.each is None:
        said.append(_("{left} of {whole} minutes left.").format(left=time.left, whole=whole))
    else:
        text = words.ngettext(
            "{left} of {whole} minutes left; that is {each} minute for each question.",
            "{left} of {whole} minutes left; that is {each} minutes for each question.",
            time.each,
        )
        said.append(text.format(left=time.left, whole=whole, each=time.each))
    st.markdown(f":material/timer: {' '.join(said)}")
