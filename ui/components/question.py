"""One question: five observable levels as the choice, ambition, note and evidence; saved at the click."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from i18n.words import Words
from model.answers import UNANSWERED, Answer
from model.questionnaire import Criterion, Questionnaire
from storage.files import File
from ui import session
from ui.components.evidence_files import evidence_files
from ui.components.free_text import free_text
from ui.components.last_time import last_time
from ui.components.progress import ANSWERED, draw_progress
from ui.components.saving import changed_elsewhere, newest_answer, save_answer, save_choice, saved_sign
from ui.components.trouble import not_saved_yet
from ui.components.work import last_answer

UNKNOWN, NOT_APPLICABLE = "unknown", "not_applicable"
CHOICES = (1, 2, 3, 4, 5, UNKNOWN, NOT_APPLICABLE)


@dataclass(frozen=True)
class Asked:
    """What a question needs to draw and save itself."""

    assessment: str
    criterion: Criterion
    questionnaire: Questionnaire
    asked: tuple[str, ...]
    words: Words
    suggested_reason: str | None = None
    read_only: bool = False
    files: tuple[File, ...] = ()

    @property
    def key(self) -> str:
        """The beginning of the keys of its widgets."""
        return f"criterion-{self.criterion.id}"


def question(asked: Asked, answer: Answer, progress: DeltaGenerator) -> None:
    """Draws the question with its answer so far; what follows a click is drawn anew, the rest stays."""
    _ = asked.words.gettext
    criterion = asked.criterion
    answer = answer.model_copy(update=not_saved_yet(asked.key))
    number = asked.asked.index(criterion.id) + 1
    st.subheader(f"{number}. {criterion.question}", anchor=False)
    st.write(criterion.why)
    departments = ", ".join(asked.questionnaire.departments[id_] for id_ in criterion.ask)
    st.caption(_("Who knows this? {departments}").format(departments=departments))
    session.put(f"{asked.key}-fresh", answer)
    session.drop(f"{asked.key}-redraw")
    _level_and_target(asked, progress)
    _reason(asked, answer)
    with st.expander(_("Note and evidence"), expanded=bool(answer.note or answer.evidence or asked.files)):
        _note_and_evidence(asked, answer)


@st.fragment
def _level_and_target(asked: Asked, progress: DeltaGenerator) -> None:
    """A click runs only this, and the progress above follows."""
    if session.take(f"{asked.key}-redraw"):
        st.rerun()  # the field for the reason comes or goes, and it stands outside
    # Drawn in every run: what a fragment leaves out of a place above it, Streamlit takes away there.
    draw_progress(progress, asked.words, session.get(ANSWERED), len(asked.asked))
    answer = newest_answer(asked.assessment, asked.criterion.id, asked.key)
    last_time(asked.assessment, asked.criterion.id, asked.key, answer, asked.words, asked.questionnaire.levels)
    _choice(asked, answer)
    _target(asked, answer)
    _saved_sign(asked, answer)
    changed_elsewhere(asked.words, asked.key, answer, lambda changes: _give(asked, **changes))


def _reason(asked: Asked, answer: Answer) -> None:
    """No fragment: a tap on a link leaves the field too, and what a fragment then had to save Streamlit would drop."""
    _ = asked.words.gettext
    if session.get(f"{asked.key}-pending") or answer.not_applicable is not None:
        free_text(
            asked.words,
            _("Why is this not applicable?"),
            answer.not_applicable or "",
            f"{asked.key}-reason",
            lambda text, shown: _give_reason(asked, text, {"not_applicable": shown or None}),
            is_line=True,
            disabled=asked.read_only,
            help_text=_("The answer is saved when you leave this field. No data about customers."),
        )


def _note_and_evidence(asked: Asked, answer: Answer) -> None:
    """No fragment, as with the reason."""
    _note(asked, answer)
    _evidence(asked, answer)
    evidence_files(asked, asked.criterion.id)
    saved = session.get(f"{asked.key}-text-saved")
    if saved:
        st.success(asked.words.gettext("Saved at {time}").format(time=saved), icon=":material/check:")


def _choice(asked: Asked, answer: Answer) -> None:
    _ = asked.words.gettext
    key, pending = f"{asked.key}-level", f"{asked.key}-pending"
    names = asked.questionnaire.levels
    labels: dict[Any, str] = {
        level: f"**{level} · {names[level - 1].name}** – {asked.criterion.levels[level - 1]}" for level in range(1, 6)
    }
    labels[UNKNOWN] = _("I don't know")
    labels[NOT_APPLICABLE] = _("Not applicable to us")
    session.put(key, NOT_APPLICABLE if session.get(pending) else _state(answer))
    st.radio(
        _("What fits you best today?"),
        CHOICES,
        format_func=lambda choice: labels[choice],
        key=key,
        on_change=_choose,
        args=(asked,),
        disabled=asked.read_only,
    )
    if asked.suggested_reason and not answer.is_given and not asked.read_only:
        st.caption(_("Likely not applicable to you. {reason}").format(reason=asked.suggested_reason))
        st.button(
            _("Not applicable: take this reason"),
            key=f"{asked.key}-preset",
            on_click=_give_reason,
            args=(asked, asked.suggested_reason, {"not_applicable": None}),
        )


def _state(answer: Answer) -> int | str | None:
    if answer.level is not None:
        return answer.level
    if answer.unknown:
        return UNKNOWN
    return NOT_APPLICABLE if answer.not_applicable is not None else None


def _choose(asked: Asked) -> None:
    choice = session.get(f"{asked.key}-level")
    before = session.get(f"{asked.key}-seen")
    was_not_applicable = session.get(f"{asked.key}-pending") or (before and before.not_applicable is not None)
    session.put(f"{asked.key}-redraw", bool(was_not_applicable or choice == NOT_APPLICABLE))
    if choice == NOT_APPLICABLE:
        # Without a reason there is nothing to save yet; the page says so.
        session.put(f"{asked.key}-pending", True)
        return
    session.drop(f"{asked.key}-pending")
    is_level = isinstance(choice, int)
    _give(asked, level=choice if is_level else None, unknown=None if is_level else True, not_applicable=None)


def _give_reason(asked: Asked, text: str, shown: dict[str, object]) -> None:
    session.put(f"{asked.key}-redraw", True)
    if text.strip():
        changes = {"level": None, "unknown": None, "not_applicable": text.strip()}
        _write(asked, changes, "saved", shown)
        session.drop(f"{asked.key}-pending")
    else:
        session.put(f"{asked.key}-pending", True)


def _target(asked: Asked, answer: Answer) -> None:
    _ = asked.words.gettext
    key = f"{asked.key}-target"
    session.put(key, answer.target)
    st.segmented_control(
        _("Ambition: where do you want to be?"),
        range(1, 6),
        key=key,
        on_change=_aim,
        args=(asked,),
        format_func=lambda level: f"{level} · {asked.questionnaire.levels[level - 1].name}",
        disabled=asked.read_only,
    )


def _aim(asked: Asked) -> None:
    _give(asked, target=session.get(f"{asked.key}-target"))


def _note(asked: Asked, answer: Answer) -> None:
    _ = asked.words.gettext
    free_text(
        asked.words,
        _("Note"),
        answer.note or "",
        f"{asked.key}-note",
        lambda text, shown: _write(asked, {"note": text or None}, "text-saved", {"note": shown or None}),
        disabled=asked.read_only,
        help_text=_("Saved when you leave the field. No data about customers."),
    )


def _evidence(asked: Asked, answer: Answer) -> None:
    _ = asked.words.gettext
    st.caption(_("This can serve as evidence: {examples}").format(examples="; ".join(asked.criterion.evidence)))
    free_text(
        asked.words,
        _("Links to evidence, one on each line"),
        "\n".join(answer.evidence),
        f"{asked.key}-evidence",
        lambda text, shown: _give_evidence(asked, text, shown),
        disabled=asked.read_only,
        help_text=_("Saved when you leave the field. No data about customers."),
        height=80,
    )


def _give_evidence(asked: Asked, text: str, shown: str) -> None:
    """A level with evidence counts as evidenced, without as stated; what a reviewer said stays."""
    evidence = _lines(text)
    current = (session.get(f"{asked.key}-seen") or UNANSWERED).assurance
    assurance = current if current == "reviewed" else "evidenced" if evidence or asked.files else "stated"
    _write(asked, {"evidence": evidence, "assurance": assurance}, "text-saved", {"evidence": _lines(shown)})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _give(asked: Asked, **changes: object) -> None:
    save_choice(asked.assessment, asked.criterion.id, asked.key, asked.asked, changes)


def _write(asked: Asked, changes: Mapping[str, object], sign: str, shown: Mapping[str, object]) -> None:
    save_answer(asked.assessment, asked.criterion.id, asked.key, asked.asked, changes, sign=sign, shown=shown)


def _saved_sign(asked: Asked, answer: Answer) -> None:
    _ = asked.words.gettext
    if session.get(f"{asked.key}-pending"):
        st.markdown(f":material/edit: **{_('Not saved yet: first give the reason.')}**")
    else:
        before = last_answer(asked.key, answer) or _("Saved earlier")
        saved_sign(asked.words, asked.key, before if answer.is_given else _("Not answered yet"))
