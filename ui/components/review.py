"""What a reviewer says of an answer: marked as reviewed, and a mirror score beside it."""

import streamlit as st

from ui import session
from ui.components.text import plain
from ui.components.work import Item, attempt, author_name, holds_back

MIRROR_KEYS = ("mirror-level", "mirror-reason")


def reviews(item: Item) -> None:
    """What reviewers said, to everyone who reads."""
    if item.division is None:
        return
    words, levels = item.current.words, item.current.questionnaire.levels
    _ = words.gettext
    if item.answer.assurance == "reviewed":
        st.markdown(f":material/verified: {_('Reviewed')}")
    for score in item.division.mirror_scores.get(item.id, ()):
        text = _("Mirror score of {author}: {level}").format(
            author=author_name(score.author, words), level=f"{score.level} · {levels[score.level - 1].name}"
        )
        st.markdown(f":material/compare_arrows: **{text}** – {plain(score.reason)}")


def review_button(item: Item) -> None:
    """For reviewers: a button that opens what they can say of this answer."""
    if item.division is None or not item.division.may("review"):
        return
    _ = item.current.words.gettext
    key = f"{item.key}-review"
    place = st.popover(_("Review"), type="tertiary", icon=":material/verified:", key=key, on_change="rerun")
    if place.open:
        with place:
            _mark(item)
            if item.id in item.current.questionnaire.criteria:
                _mirror_score(item)


def _mark(item: Item) -> None:
    _ = item.current.words.gettext
    key = f"{item.key}-review"
    if item.answer.assurance == "reviewed":
        st.button(_("Not reviewed after all"), key=f"{key}-back", on_click=_take_back_review, args=(item,))
    elif item.answer.is_given:
        st.button(_("Mark as reviewed"), key=f"{key}-mark", on_click=_review, args=(item,))
        st.caption(_("You looked at this answer of someone else and at its evidence."))
    else:
        st.write(_("Not answered yet"))


def _mirror_score(item: Item) -> None:
    words, levels = item.current.words, item.current.questionnaire.levels
    _ = words.gettext
    scores = item.division.mirror_scores.get(item.id, ()) if item.division else ()
    mine = next((score for score in scores if score.author.id == session.store().who.id), None)
    level, reason = (f"{item.key}-{key}" for key in MIRROR_KEYS)
    with st.form(f"{item.key}-mirror", border=False):
        st.segmented_control(
            _("Mirror score: your own answer"), range(1, 6), key=level, default=mine.level if mine else None,
            format_func=lambda number: f"{number} · {levels[number - 1].name}",
        )  # fmt: skip
        st.text_area(_("Why?"), value=mine.reason if mine else "", key=reason, max_chars=5000, height=100)
        st.caption(_("The mirror score stands beside the answer and does not count. No data about customers."))
        st.form_submit_button(_("Save the mirror score"), key=f"{item.key}-mirror-save", on_click=_give, args=(item,))
    if mine:
        st.button(_("Take back the mirror score"), key=f"{item.key}-mirror-back", on_click=_take_back, args=(item,))


def _review(item: Item) -> None:
    store = session.store()
    attempt(item.key, item.current.words, lambda: store.review(item.current.id, item.id, item.answer))
    _close(item)


def _take_back_review(item: Item) -> None:
    store = session.store()
    attempt(item.key, item.current.words, lambda: store.take_back_review(item.current.id, item.id, item.answer))
    _close(item)


def _give(item: Item) -> None:
    words = item.current.words
    level, reason = (session.get(f"{item.key}-{key}") for key in MIRROR_KEYS)
    if level is None or not (reason or "").strip():
        session.put(f"{item.key}-not-done", words.gettext("Choose a level and give a reason first."))
        return
    if holds_back(item.key, words, reason):
        return
    store = session.store()
    if attempt(item.key, words, lambda: store.give_mirror_score(item.current.id, item.id, level, reason.strip())):
        _close(item)


def _take_back(item: Item) -> None:
    store = session.store()
    attempt(item.key, item.current.words, lambda: store.take_back_mirror_score(item.current.id, item.id))
    session.drop(*(f"{item.key}-{key}" for key in MIRROR_KEYS))
    _close(item)


def _close(item: Item) -> None:
    session.put(f"{item.key}-review", False)
    session.put(f"{item.key}-below-redraw", True)
