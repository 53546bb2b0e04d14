"""What was answered last time, beside a question: the difference, and whether what came along still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.questionnaire import LevelName
from ui import session
from ui.components.progress import TO_CONFIRM
from ui.components.trouble import TROUBLE, saves
from ui.content import Opened


@dataclass(frozen=True)
class LastTime:
    """What a question is told of last time: on which day, which answer, and why the question changed since."""

    on: date
    answer: Answer
    why: str = ""


def remember_last_time(current: Opened, keys: Mapping[str, str]) -> None:
    """Keeps for these questions, by the beginning of their keys, what was answered last time and what waits."""
    session.drop(TO_CONFIRM)
    if current.in_time.begun_from is None:
        return
    from pipeline import carried

    _ = current.words.gettext
    waiting = frozenset() if current.read_only else to_confirm(current, keys)
    session.put(TO_CONFIRM, waiting)
    for item, key in keys.items():
        session.put(f"{key}-confirm", item in waiting)
    if waiting:
        st.caption(_("What came along from last time is marked. Does it still fit? Then one click confirms it."))
    previous = session.store().previous(current.id)
    if previous is None:  # removed since
        return
    coming = carried(current.questionnaire, previous.answers)
    for item in coming.keys() & keys.keys():
        session.put(f"{keys[item]}-last-time", LastTime(previous.answers.on, coming[item].answer, coming[item].why))


def to_confirm(current: Opened, asked: Iterable[str]) -> frozenset[str]:
    """The answers to these questions that came along from last time and that nobody confirmed yet."""
    waiting, answers = session.store().to_confirm(current.id), current.answers.answers
    return frozenset(item for item in asked if item in waiting and answers.get(item, UNANSWERED).is_given)


def last_time(
    assessment: str, item: str, key: str, answer: Answer, words: Words, levels: tuple[LevelName, ...]
) -> None:
    """The answer of last time and how this one differs; for one that came along, the button that confirms it."""
    _ = words.gettext
    known: LastTime | None = session.get(f"{key}-last-time")
    if known is not None:
        said = _("Last time ({date}): {answer}.").format(
            date=words.date(known.on), answer=_named(known.answer, words, levels)
        )
        st.caption(f"{said} {_difference(known.answer, answer, words)}".strip())
    if session.get(f"{key}-confirm") and answer.is_given:
        why = f" {known.why}" if known is not None and known.why else ""
        st.markdown(f":material/history: **{_('From last time, please confirm.')}**{why}")
        st.button(_("Still right"), key=f"{key}-still-right", on_click=_confirm, args=(assessment, item, key))


def _named(answer: Answer, words: Words, levels: tuple[LevelName, ...]) -> str:
    if answer.level is not None:
        return f"{answer.level} · {levels[answer.level - 1].name}"
    if answer.check is not None:
        return words.check(answer.check).lower()
    return words.gettext("not applicable") if answer.not_applicable else words.gettext("I don't know")


def _difference(before: Answer, now: Answer, words: Words) -> str:
    if before.level is None or now.level is None or before.level == now.level:
        return ""
    count = abs(now.level - before.level)
    if now.level > before.level:
        text = words.ngettext("Now {count} level higher.", "Now {count} levels higher.", count)
    else:
        text = words.ngettext("Now {count} level lower.", "Now {count} levels lower.", count)
    return text.format(count=count)


def _confirm(assessment: str, item: str, key: str) -> None:
    _write(assessment, item, key)
    if session.get(TROUBLE):
        session.put(f"{key}-redraw", True)  # what went wrong stands at the top of the page


@saves
def _write(assessment: str, item: str, key: str) -> None:
    session.store().confirm(assessment, [item])
    confirmed(item, key)


def confirmed(item: str, key: str) -> None:
    """Takes the mark away: someone looked at this answer."""
    session.drop(f"{key}-confirm")
    session.put(TO_CONFIRM, session.get(TO_CONFIRM, frozenset()) - {item})


def is_open(item: str, answers: Mapping[str, Answer]) -> bool:
    """Whether a question waits for its answer, or for someone who confirms the one that came along."""
    return not answers.get(item, UNANSWERED).is_given or item in session.get(TO_CONFIRM, frozenset())
