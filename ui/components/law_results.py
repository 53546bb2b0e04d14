"""The law on the results page: the outcome, what it rests on, and what to do; never mixed into the score."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from model.answers import UNANSWERED
from model.assessment import Assessment, Law, VerdictName
from model.questionnaire import Norm
from ui import session
from ui.components.text import plain
from ui.content import Opened

ON = "law-on"
COUNTED: tuple[VerdictName, ...] = ("met", "not_met", "cannot_tell", "not_bound")


def law_results(current: Opened) -> None:
    """The outcome on a day to choose, the counts, and per norm why; also what contradicts and what starts later."""
    words = current.words
    _ = words.gettext
    st.header(_("The law"), anchor=False)
    on = st.date_input(_("Judged as of"), current.answers.on, key=ON, format="DD-MM-YYYY", width=200)
    assessment = current.assess_on(on) if isinstance(on, date) else current.assess()
    law = assessment.law
    if law is None:
        return
    st.write(f"**{_('By your answers: {outcome}.').format(outcome=words.outcome(law.outcome))}**")
    counts = " · ".join(f"{words.verdict(name)}: {law.counts[name]}" for name in COUNTED)
    set_aside = words.ngettext(
        "You set {count} rule aside as not applicable.", "You set {count} rules aside as not applicable.", law.set_aside
    ).format(count=law.set_aside)
    st.write(f"{counts}. {set_aside}")
    st.caption(
        _("The worst counts: one duty that is not met decides. Good practices do not count in it. ")
        + _("This is a self-assessment and no legal advice. We read the law in {month}.").format(
            month=words.month(current.questionnaire.law_read_on)
        )
    )
    duties, practices = _norms(current, law, "not_met", "duty"), _norms(current, law, "not_met", "practice")
    _listed(_("Duties that are not met"), duties, assessment, current)
    _listed(_("Good practices that are not met"), practices, assessment, current)
    unknown = (*_norms(current, law, "cannot_tell", "duty"), *_norms(current, law, "cannot_tell", "practice"))
    if unknown and st.toggle(_("Show what can't be told yet ({count})").format(count=len(unknown)), key="law-unknown"):
        _listed(_("Can't tell yet"), unknown, assessment, current)
    _contradicting(assessment, current)
    _later(law, current)


def _norms(current: Opened, law: Law, verdict: VerdictName, kind: str) -> tuple[Norm, ...]:
    norms = current.questionnaire.norms
    return tuple(
        norms[id_] for id_, judged in law.norms.items() if judged.verdict == verdict and norms[id_].kind == kind
    )


def _listed(title: str, norms: Sequence[Norm], assessment: Assessment, current: Opened) -> None:
    """Each norm with what it asks, why it is judged so, what to do and since when it holds."""
    if not norms or assessment.law is None:
        return
    words, questionnaire = current.words, current.questionnaire
    _ = words.gettext
    st.subheader(f"{title} ({len(norms)})", anchor=False)
    titles = {id_: criterion.title for id_, criterion in questionnaire.criteria.items()}
    for norm in norms:
        with st.expander(f"**{questionnaire.cite(norm)}** – {norm.check}"):
            if norm.kind == "practice":
                st.caption(_("good practice, no law"))
            st.write(norm.text)
            judged = assessment.law.norms[norm.id]
            because = words.because(judged.because, titles)
            if judged.verdict == "cannot_tell":
                st.write(_("Missing: {because}.").format(because=because))
            else:
                st.write(_("Judged by {because}.").format(because=because))
            note = assessment.answers.answers.get(norm.id, UNANSWERED).note
            if note:
                st.write(_("Your note: {note}").format(note=plain(note)))
            if norm.action:
                st.write(f"**{_('What you can do')}.** {norm.action.do}")
            if norm.source.checked == "unverified":
                st.write(_("Not verified in the law's text: in the outcome it counts as can't tell."))
            for id_ in norm.explained_by:
                st.write(f"**{questionnaire.cite(questionnaire.norms[id_])}** – {questionnaire.norms[id_].text}")
            st.caption(_("Holds since {date}.").format(date=words.date(norm.valid_from)))


def _contradicting(assessment: Assessment, current: Opened) -> None:
    words, questionnaire = current.words, current.questionnaire
    _ = words.gettext
    if not assessment.contradictions:
        return
    st.subheader(_("Answers that contradict each other"), anchor=False)
    text = _(
        "{article}: you answered {check}, while “{title}” stands at level {level}. The rule needs level {required}."
    )
    for found in assessment.contradictions:
        st.write(
            text.format(
                article=questionnaire.cite(questionnaire.norms[found.norm]),
                check=words.check(found.check).lower(),
                title=questionnaire.criteria[found.criterion].title,
                level=found.level,
                required=found.required,
            )
        )


def _later(law: Law, current: Opened) -> None:
    words, questionnaire = current.words, current.questionnaire
    _ = words.gettext
    if not law.later:
        return
    st.subheader(_("Rules that start later"), anchor=False)
    for id_ in law.later:
        norm = questionnaire.norms[id_]
        when = _("From {date}").format(date=words.date(norm.valid_from))
        st.write(f"**{when}** – {questionnaire.cite(norm)}: {norm.check}")


def to_the_law(current: Opened) -> None:
    """The way to the legal check for who has not begun it."""
    _ = current.words.gettext
    st.header(_("The law"), anchor=False)
    st.write(_("Which rules concern you, and do you follow them? The legal check tells."))
    if st.button(_("To the legal check"), key="to-law"):
        st.switch_page("ui/pages/law.py", query_params={session.ASSESSMENT: current.id})
