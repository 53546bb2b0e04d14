"""The parts of the results page."""

from typing import Any

import streamlit as st

from analytics.figures import profile
from analytics.tables import contribution_rows, extremes, missing_rows, score_rows
from model.assessment import Assessment
from ui.components.text import plain
from ui.content import Opened

CHART: dict[str, Any] = {"displayModeBar": False, "staticPlot": True}


def headline(assessment: Assessment, current: Opened) -> None:
    """The overall score with its level name and range, and how much of it rests on evidence."""
    words, maturity = current.words, assessment.maturity
    _ = words.gettext
    overall = maturity.overall
    if overall is None or overall.level is None:
        return
    level = current.questionnaire.levels[overall.level - 1]
    left, middle, right = st.columns(3)
    left.metric(_("Score, from 1 to 5"), words.score(overall.score))
    if overall.answered < overall.applicable:
        left.caption(_("between {low} and {high}").format(low=words.score(overall.low), high=words.score(overall.high)))
    middle.metric(_("Level"), level.name)
    if assessment.law is None:
        right.metric(_("With evidence"), words.share(maturity.evidence_share))
    else:
        right.metric(_("The law, by your answers"), words.verdict(assessment.law.outcome))
        middle.caption(_("{share} with evidence").format(share=words.share(maturity.evidence_share)))
    st.write(f"**{level.name}.** {level.meaning}")
    if overall.answered < overall.applicable:
        missing = overall.applicable - overall.answered
        text = words.ngettext(
            "{open} question has no level yet. Once it has, the score lies between {low} and {high}.",
            "{open} questions have no level yet. Once they have, the score lies between {low} and {high}.",
            missing,
        )
        st.write(text.format(open=missing, low=words.score(overall.low), high=words.score(overall.high)))
    else:
        st.write(_("Every question that concerns you has a level, so the score is exact."))


def profiles(assessment: Assessment, current: Opened) -> None:
    """Current beside ambition, per theme and per category; the same figures as a table below each chart."""
    words, maturity, questionnaire = current.words, assessment.maturity, current.questionnaire
    _ = words.gettext
    themes = {theme.id: theme.title for theme in questionnaire.themes}
    categories = {str(id_): name for id_, name in questionnaire.categories.items()}
    for title, scores, names in (
        (_("Per theme"), maturity.themes, themes),
        (_("Per category"), maturity.categories, categories),
    ):
        st.header(title, anchor=False)
        st.plotly_chart(profile(scores, names, maturity.ambition, words), config=CHART, key=f"profile-{title}")
        with st.expander(_("The same figures as a table")):
            st.table(score_rows(scores, names, maturity.ambition, words))
    st.caption(_("A dotted line shows how low and how high a score can become once the open questions have a level."))
    st.caption(questionnaire.wording_note)


def extremes_and_missing(assessment: Assessment, current: Opened) -> None:
    """The strongest and the weakest questions, and what has no level."""
    _ = current.words.gettext
    strongest, weakest = extremes(assessment)
    left, right = st.columns(2)
    for place, title, ids in ((left, _("Strongest"), strongest), (right, _("Weakest"), weakest)):
        place.header(title, anchor=False)
        for id_ in ids:
            criterion, level = current.questionnaire.criteria[id_], assessment.answers.answers[id_].level or 1
            name = current.questionnaire.levels[level - 1].name
            place.write(f"**{criterion.title}** – {level} · {name}. {criterion.levels[level - 1]}")
    missing = missing_rows(assessment, current.questionnaire, current.words)
    if missing:
        st.header(_("What does not count"), anchor=False)
        st.table([{key: plain(value) for key, value in row.items()} for row in missing])


def contributions(assessment: Assessment, current: Opened) -> None:
    """Why this score: every question's contribution, adding up exactly."""
    _ = current.words.gettext
    st.header(_("Why this score"), anchor=False)
    st.write(
        _(
            "The score is the mean of all levels. Every question counts the same. What is open, unknown or not "
            "applicable does not count. We cut the score to one decimal and never round it up."
        )
    )
    with st.expander(_("The contribution of every question")):
        st.table(contribution_rows(assessment, current.questionnaire, current.words))
