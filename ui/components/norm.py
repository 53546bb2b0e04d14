"""One norm of the law: its check as the choice, and how it is met, by whom and with what evidence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from i18n.words import Words
from model.answers import Answer
from model.assessment import Verdict
from model.questionnaire import Norm, Questionnaire
from storage.files import File
from ui import session
from ui.components.evidence_files import evidence_files
from ui.components.free_text import free_text
from ui.components.last_time import last_time
from ui.components.progress import ANSWERED, draw_progress
from ui.components.saving import changed_elsewhere, newest_answer, save_answer, save_choice, saved_sign
from ui.components.trouble import not_saved_yet
from ui.components.work import last_answer

CHECKS = ("yes", "partly", "no", "unknown")
NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class AskedNorm:
    """What a norm needs to draw and save itself; `verdict` is how the answers judge it now, `asked` all norms."""

    assessment: str
    norm: Norm
    verdict: Verdict
    asked: tuple[str, ...]
    questionnaire: Questionnaire
    words: Words
    read_only: bool = False
    files: tuple[File, ...] = ()

    @property
    def key(self) -> str:
        """The beginning of the keys of its widgets."""
        return key_of(self.norm.id)


def key_of(norm: str) -> str:
    """The beginning of the keys of a norm's widgets."""
    return f"norm-{norm}"


def norm_question(asked: AskedNorm, answer: Answer, progress: DeltaGenerator) -> None:
    """Draws the check with its answer so far, what the law says, and the fields for how it is met."""
    _ = asked.words.gettext
    norm = asked.norm
    answer = answer.model_copy(update=not_saved_yet(asked.key))
    st.subheader(norm.check, anchor=False)
    st.caption(" · ".join([asked.questionnaire.cite(norm), *_marks(asked)]))
    session.put(f"{asked.key}-fresh", answer)
    session.drop(f"{asked.key}-redraw")
    _check(asked, progress)
    is_described = bool(answer.note or answer.by or answer.evidence or asked.files)
    with st.expander(
        _("The rule, and how you do this (described)") if is_described else _("The rule, and how you do this")
    ):
        explain(norm, asked.questionnaire, asked.words)
        _how(asked, answer)


def explain(norm: Norm, questionnaire: Questionnaire, words: Words) -> None:
    """What the rule says, the numbers that the law sets, where it was read, and what follows from it."""
    _ = words.gettext
    st.write(norm.text)
    for value in norm.values:
        st.write(f"- {value.what}: {words.law_value(value.value, value.unit)}")
    st.caption(_("Holds since {date}.").format(date=words.date(norm.valid_from)))
    st.caption(f"[{norm.source.url}]({norm.source.url})")
    consequences(norm, questionnaire)


def consequences(norm: Norm, questionnaire: Questionnaire) -> None:
    """The rules that explain this one, such as what follows from it."""
    for id_ in norm.explained_by:
        consequence = questionnaire.norms[id_]
        st.write(f"**{questionnaire.cite(consequence)}** – {consequence.text}")


def _marks(asked: AskedNorm) -> list[str]:
    _ = asked.words.gettext
    marks = [_("good practice, no law")] if asked.norm.kind == "practice" else []
    if asked.norm.source.checked == "unverified":
        marks.append(_("not verified in the law's text"))
    return marks


@st.fragment
def _check(asked: AskedNorm, progress: DeltaGenerator) -> None:
    """A click runs only this, and the progress above follows."""
    _ = asked.words.gettext
    if session.take(f"{asked.key}-redraw"):
        st.rerun()  # it was handed in, accepted or reviewed, and what says so stands outside
    draw_progress(progress, asked.words, session.get(ANSWERED), len(asked.asked))
    answer = newest_answer(asked.assessment, asked.norm.id, asked.key)
    last_time(asked.assessment, asked.norm.id, asked.key, answer, asked.words, asked.questionnaire.levels)
    key = f"{asked.key}-check"
    labels: dict[Any, str] = {check: asked.words.check(check) for check in CHECKS}
    if asked.norm.not_applicable_when:
        labels[NOT_APPLICABLE] = _("Not for us: {reason}").format(reason=asked.norm.not_applicable_when)
    session.put(key, answer.check or (NOT_APPLICABLE if answer.not_applicable else None))
    st.radio(
        asked.norm.check, list(labels), format_func=lambda check: labels[check], key=key, horizontal=True,
        label_visibility="collapsed", on_change=_choose, args=(asked,), disabled=asked.read_only,
    )  # fmt: skip
    saved_sign(asked.words, asked.key, _saved_before(asked, answer))
    changed_elsewhere(asked.words, asked.key, answer, lambda changes: _choose_again(asked, changes))


def _saved_before(asked: AskedNorm, answer: Answer) -> str:
    _ = asked.words.gettext
    if answer.in_bulk:
        return _("Saved earlier, together with others")
    return last_answer(asked.key, answer) or _("Saved earlier") if answer.is_given else _judged(asked)


def _judged(asked: AskedNorm) -> str:
    """What other answers already say of it, which answering here overrules."""
    _ = asked.words.gettext
    titles = {id_: criterion.title for id_, criterion in asked.questionnaire.criteria.items()}
    if asked.verdict.verdict in ("met", "not_met") and set(asked.verdict.because) <= set(titles):
        text = _("{verdict}, by your answer to {because}. Answer here to overrule that.")
        name, because = asked.words.verdict(asked.verdict.verdict), asked.words.because(asked.verdict.because, titles)
        return text.format(verdict=name, because=because)
    return _("Not answered yet")


def _choose(asked: AskedNorm) -> None:
    choice = session.get(f"{asked.key}-check")
    reason = asked.norm.not_applicable_when if choice == NOT_APPLICABLE else None
    _choose_again(asked, {"check": None if reason else choice, "not_applicable": reason, "in_bulk": None})


def _choose_again(asked: AskedNorm, changes: dict[str, object]) -> None:
    save_choice(asked.assessment, asked.norm.id, asked.key, asked.asked, {**changes, **_today()})


def _how(asked: AskedNorm, answer: Answer) -> None:
    """No fragment: a tap on a link leaves the field too, and what a fragment then had to save Streamlit would drop."""
    _ = asked.words.gettext
    free_text(
        asked.words, _("How do you do this?"), answer.note or "", f"{asked.key}-note",
        lambda text, shown: _write(asked, {"note": text.strip() or None}, {"note": shown or None}),
        help_text=_("Saved when you leave the field. No data about customers."), height=80, disabled=asked.read_only,
    )  # fmt: skip
    free_text(
        asked.words, _("By whom? A name or a role"), answer.by or "", f"{asked.key}-by",
        lambda text, shown: _write(asked, {"by": " ".join(text.split()) or None}, {"by": shown or None}),
        is_line=True, disabled=asked.read_only,
    )  # fmt: skip
    if asked.norm.evidence:
        st.caption(_("This can serve as evidence: {examples}").format(examples="; ".join(asked.norm.evidence)))
    free_text(
        asked.words, _("Links to evidence, one on each line"), "\n".join(answer.evidence), f"{asked.key}-evidence",
        lambda text, shown: _write(asked, {"evidence": _lines(text)}, {"evidence": _lines(shown)}),
        height=80, disabled=asked.read_only,
    )  # fmt: skip
    evidence_files(asked, asked.norm.id)
    if answer.on:
        st.caption(_("Written on {date}").format(date=asked.words.date(answer.on)))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _write(asked: AskedNorm, changes: dict[str, object], shown: dict[str, object]) -> None:
    today = _today()
    save_answer(asked.assessment, asked.norm.id, asked.key, asked.asked, {**changes, **today}, shown=shown)


def _today() -> dict[str, object]:
    """The day of writing goes along with every change."""
    return {"on": date.today().isoformat()}
