"""The mirror: what a reviewer would have answered; the group sees it once it has agreed itself."""

import streamlit as st

from model.workshops import Question
from storage.division import Division
from ui import session
from ui.components.picture import level_name
from ui.components.text import plain
from ui.components.trouble import saves
from ui.components.work import author_name, holds_back, show_problem
from ui.content import Opened

KEY = "workshop-mirror"


def mirror(current: Opened, question: Question) -> None:
    """Before the group concluded: a place for a reviewer's own. Once it agreed: all of them, beside its level."""
    store = session.store()
    division = store.division(current.id)
    if question.outcome is None:
        if store.who.everywhere or division.may("review"):
            _own(current, division, question.item)
    elif question.outcome.level is not None:
        _beside(current, division, question)


def _beside(current: Opened, division: Division, question: Question) -> None:
    _ = current.words.gettext
    scores = division.mirror_scores.get(question.item, ())
    if not scores or question.outcome is None:
        return
    group = level_name(current, question.outcome.level)
    st.subheader(_("The mirror"), anchor=False)
    st.write(_("The group: {level}.").format(level=f"**{group}**"))
    for score in scores:
        level, reason = f"**{level_name(current, score.level)}**", plain(score.reason)
        if score.author.is_machine:
            said = _("The mirror: {level}, because: {reason}").format(level=level, reason=reason)
        else:
            said = _("The mirror of {author}: {level}, because: {reason}").format(
                author=author_name(score.author, current.words), level=level, reason=reason
            )
        st.write(f":material/compare_arrows: {said}")
    st.caption(_("What does the mirror see otherwise? It does not count: the answer of the group stays."))


def _own(current: Opened, division: Division, item: str) -> None:
    """Drawn once it is opened: a big screen beside this page shows no more than a button."""
    _ = current.words.gettext
    me = session.store().who.id
    show_problem(KEY)
    place = st.popover(_("Your own score, for you alone"), key=KEY, icon=":material/lock:", on_change="rerun")
    if not place.open:
        return
    mine = next((score for score in division.mirror_scores.get(item, ()) if score.author.id == me), None)
    level, reason = f"{KEY}-level-{item}", f"{KEY}-reason-{item}"
    with place, st.form(f"{KEY}-form", border=False):
        st.segmented_control(
            _("What would you answer yourself?"), range(1, 6), key=level, default=mine.level if mine else None,
            format_func=lambda number: level_name(current, number),
        )  # fmt: skip
        st.text_area(_("Why?"), value=mine.reason if mine else "", key=reason, max_chars=5000, height=100)
        st.caption(
            _(
                "Nobody else sees it until the group has agreed on this question; then it shows beside their answer. "
                "Is your screen on the wall? Then fill this in on another device."
            )
        )
        st.form_submit_button(_("Keep my score"), key=f"{KEY}-save", on_click=_give, args=(current, item))


@saves
def _give(current: Opened, item: str) -> None:
    words = current.words
    level, reason = session.get(f"{KEY}-level-{item}"), (session.get(f"{KEY}-reason-{item}") or "").strip()
    if level is None or not reason:
        session.put(f"{KEY}-not-done", words.gettext("Choose a level and give a reason first."))
    elif not holds_back(KEY, words, reason):
        session.store().give_mirror_score(current.id, item, level, reason)
        session.put(KEY, False)
