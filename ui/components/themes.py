"""Finding a question: filters, the themes with their progress, the way to the next open question."""

from dataclasses import replace

import streamlit as st

from model.questionnaire import Theme
from ui import session
from ui.components.last_time import is_open
from ui.components.progress import with_progress
from ui.content import Opened

THEME, ONLY_OPEN, DEPARTMENT = "theme", "only-open", "department"


def choose_filters(current: Opened, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The questions that pass the filters, and a button that goes to the next open one."""
    _ = current.words.gettext
    questionnaire = current.questionnaire
    still_open = _still_open(current, asked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        departments = [
            id_ for id_ in questionnaire.departments if any(id_ in questionnaire.criteria[c].ask for c in asked)
        ]
        department = st.selectbox(
            _("Department that knows the answer"),
            [session.NOTHING, *departments],
            key=DEPARTMENT,
            format_func=lambda id_: questionnaire.departments[id_] if id_ else _("All departments"),
        )
        only_open = st.toggle(_("Only open questions"), key=ONLY_OPEN)
        if still_open:
            _next_open(current, asked, "next-open")
        else:
            st.page_link("ui/pages/results.py", label=_("All answered: to the results"), icon=":material/bar_chart:")
    return tuple(
        id_
        for id_ in asked
        if (not only_open or id_ in still_open) and (not department or department in questionnaire.criteria[id_].ask)
    )


def choose_theme(current: Opened, asked: tuple[str, ...], shown: tuple[str, ...]) -> Theme | None:
    """The theme that the visitor looks at, with only the questions shown; None when no theme has any."""
    _ = current.words.gettext
    themes = {
        theme.id: replace(theme, criteria=criteria)
        for theme in current.questionnaire.themes
        if (criteria := tuple(id_ for id_ in theme.criteria if id_ in shown))
    }
    if not themes:
        return None
    chosen = session.get(THEME) or st.query_params.get(THEME)
    session.put(THEME, chosen if chosen in themes else next(iter(themes)))

    labels = {}
    for id_ in themes:
        theme = current.questionnaire.theme(id_)
        its = tuple(c for c in theme.criteria if c in asked)
        labels[id_] = with_progress(current.words, theme.title, current.answers.answers, its)
    chosen = st.selectbox(_("Theme"), list(themes), format_func=labels.__getitem__, key=THEME)
    if st.query_params.get(THEME) != chosen:
        st.query_params[THEME] = chosen
    return themes[chosen]


def begin_at_top(shown: str) -> None:
    """Scrolls up when another theme or topic is shown: Streamlit would stay where the button was, at the end."""
    # A file of our own server (web/routes.py): the Content-Security-Policy lets no inline script run.
    st.html(f'<script src="/begin-at-top.js" data-shown="{shown}"></script>', unsafe_allow_javascript=True)


def theme_buttons(current: Opened, asked: tuple[str, ...], theme: Theme) -> None:
    """Buttons to the theme before, the next open question and the theme after; after the last one to the results."""
    _ = current.words.gettext
    themes = [item for item in current.questionnaire.themes if any(id_ in asked for id_ in item.criteria)]
    place = [item.id for item in themes].index(theme.id)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if place > 0:
            before = themes[place - 1]
            st.button(f"← {before.title}", key="theme-before", on_click=_go, args=(before.id,))
        if _still_open(current, asked):
            _next_open(current, asked, "open-question-below")
        if place + 1 < len(themes):
            after = themes[place + 1]
            st.button(f"{after.title} →", key="theme-after", type="primary", on_click=_go, args=(after.id,))
        elif st.button(_("To the results"), key="to-results", type="primary"):
            st.switch_page("ui/pages/results.py", query_params={session.ASSESSMENT: current.id})


def _next_open(current: Opened, asked: tuple[str, ...], key: str) -> None:
    label = current.words.gettext("Next open question")
    st.button(label, key=key, on_click=_go_to_open, args=(current, asked))


def _go(theme: str) -> None:
    session.put(THEME, theme)
    session.drop(ONLY_OPEN, DEPARTMENT)


def _go_to_open(current: Opened, asked: tuple[str, ...]) -> None:
    """To the first question that is open now: answers given since the page was drawn are only in the store."""
    answers = session.store().answers(current.id)
    theme = next((current.questionnaire.criteria[id_].theme for id_ in asked if is_open(id_, answers)), None)
    if theme is not None:
        is_here = theme == session.get(THEME)
        _go(theme)
        session.put(ONLY_OPEN, is_here)


def _still_open(current: Opened, asked: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(id_ for id_ in asked if is_open(id_, current.answers.answers))
