"""The history of one answer, read when it is opened, with what puts an earlier answer back."""

from collections.abc import Iterator

import streamlit as st

from model.answers import UNANSWERED, Answer
from model.questionnaire import Questionnaire
from storage.answer_history import Entry
from ui import session
from ui.components.saving import forget
from ui.components.text import plain
from ui.components.work import Item, attempt, author_name

AT_ONCE = 20  # so many entries are shown; a note that was mended often has more


def history(item: Item) -> None:
    """A button that opens the history; only then it is read."""
    _ = item.current.words.gettext
    key = f"{item.key}-history"
    place = st.popover(_("History"), type="tertiary", icon=":material/history:", key=key, on_change="rerun")
    if place.open:
        with place:
            _entries(item)


def _entries(item: Item) -> None:
    words = item.current.words
    _ = words.gettext
    entries = session.store().history(item.current.id, item.id)
    if not entries:
        st.write(_("Not answered yet"))
    now = entries[0].answer if entries else UNANSWERED
    for place, entry in enumerate(entries[:AT_ONCE]):
        moment = words.moment(entry.at.astimezone())
        author = "" if item.division is None else f" · {author_name(entry.author, words)}"
        said = "  \n".join(_said(entry, item.current.questionnaire, item))
        st.markdown(f"**{moment}**{author}  \n{said}")
        label, to = (_("Undo"), None) if place == 0 else (_("Put back"), entry.id)
        if item.can_answer and (place == 0 or entry.answer.after(now) != now):
            st.button(label, key=f"{item.key}-back-{entry.id}", on_click=_put_back, args=(item, now, to))
    if len(entries) > AT_ONCE:
        st.caption(_("And {count} older.").format(count=len(entries) - AT_ONCE))


def _put_back(item: Item, now: Answer, to: int | None) -> None:
    store = session.store()
    if attempt(item.key, item.current.words, lambda: store.undo(item.current.id, item.id, seen=now, to=to)):
        forget(item.key)
        session.drop(f"{item.key}-pending")
        session.put(f"{item.key}-history", False)
    session.put(f"{item.key}-below-redraw", True)


def _said(entry: Entry, questionnaire: Questionnaire, item: Item) -> Iterator[str]:
    """What this entry says that the one before it did not, a line for each."""
    words, answer = item.current.words, entry.answer
    _ = words.gettext
    if entry.came_along:
        yield _("Came along from last time")
    elif entry.confirmed:
        yield _("Confirmed: still right")
    if {"level", "unknown", "not_applicable", "check"} & set(entry.changed):
        yield _state(answer, questionnaire, item)
        if entry.agreed_in is not None:
            day = words.date(entry.agreed_in.astimezone().date())
            yield _("Agreed in the workshop of {date}.").format(date=day)
    if "target" in entry.changed:
        aim = answer.target and f"{answer.target} · {questionnaire.levels[answer.target - 1].name}"
        yield f"{_('Ambition')}: {aim or '–'}"
    for key, label, text in (
        ("note", _("Note"), answer.note or ""),
        ("by", _("By whom"), answer.by or ""),
        ("evidence", _("Evidence"), "; ".join(answer.evidence)),
    ):
        if key in entry.changed:
            yield f"{label}: {plain(_short(text)) or '–'}"
    if "assurance" in entry.changed and answer.assurance == "reviewed":
        yield _("Reviewed")
    elif entry.changed == ("assurance",):
        yield _("No longer reviewed")


def _state(answer: Answer, questionnaire: Questionnaire, item: Item) -> str:
    words = item.current.words
    _ = words.gettext
    if answer.level is not None:
        return f"{_('Level')}: {answer.level} · {questionnaire.levels[answer.level - 1].name}"
    if answer.check is not None:
        return words.check(answer.check)
    if answer.not_applicable is not None:
        return f"{_('Not applicable')}: {plain(_short(answer.not_applicable))}"
    return _("I don't know") if answer.unknown else _("No answer")


def _short(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
