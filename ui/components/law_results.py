"""The law on the results page: the outcome, what it rests on, and what to do; never mixed into the score."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from model.assessment import VERDICTS, Assessment, Law
from reports.law_findings import Judged, judged_norms, with_verdict
from reports.law_words import LawWords
from ui import session
from ui.components.norm import consequences
from ui.components.text import plain
from ui.content import Opened

ON = "law-on"


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
    law_words = LawWords(assessment, current.questionnaire, words)
    st.write(f"**{law_words.outcome(law)}**")
    counts = " · ".join(f"{words.verdict(name)}: {law.counts[name]}" for name in VERDICTS)
    st.write(f"{counts}. {law_words.set_aside(law)}")
    st.caption(
        _("The worst counts: one duty that is not met decides. Good practices do not count in it. ")
        + _("This is a self-assessment and no legal advice. We read the law in {month}.").format(
            month=words.month(current.questionnaire.law_read_on)
        )
    )
    judged = judged_norms(assessment, current.questionnaire)
    _listed(_("Duties that are not met"), with_verdict(judged, "not_met", "duty"), current)
    _listed(_("Good practices that are not met"), with_verdict(judged, "not_met", "practice"), current)
    unknown = [*with_verdict(judged, "cannot_tell", "duty"), *with_verdict(judged, "cannot_tell", "practice")]
    if unknown and st.toggle(_("Show what can't be told yet ({count})").format(count=len(unknown)), key="law-unknown"):
        _listed(_("Can't tell yet"), unknown, current)
    _contradicting(assessment, law_words)
    _later(law, current)


def _listed(title: str, judged: Sequence[Judged], current: Opened) -> None:
    """Each norm with what it asks, why it is judged so, what to do and since when it holds."""
    if not judged:
        return
    words, questionnaire = current.words, current.questionnaire
    _ = words.gettext
    st.subheader(f"{title} ({len(judged)})", anchor=False)
    titles = {id_: criterion.title for id_, criterion in questionnaire.criteria.items()}
    for one in judged:
        norm = one.norm
        with st.expander(f"**{questionnaire.cite(norm)}** – {norm.check}"):
            if norm.kind == "practice":
                st.caption(_("good practice, no law"))
            st.write(norm.text)
            because = words.because(one.verdict.because, titles)
            if one.verdict.verdict == "cannot_tell":
                st.write(_("Missing: {because}.").format(because=because))
            else:
                st.write(_("Judged by {because}.").format(because=because))
            if one.answer.note:
                st.write(_("Your note: {note}").format(note=plain(one.answer.note)))
            if norm.action:
                st.write(f"**{_('What you can do')}.** {norm.action.do}")
            if one.is_unverified:
                st.write(_("Not verified in the law's text: in the outcome it counts as can't tell."))
            consequences(norm, questionnaire)
            st.caption(_("Holds since {date}.").format(date=words.date(norm.valid_from)))


def _contradicting(assessment: Assessment, law_words: LawWords) -> None:
    if assessment.contradictions:
        st.subheader(law_words.words.gettext("Answers that contradict each other"), anchor=False)
    for found in assessment.contradictions:
        st.write(law_words.contradiction(found))


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
