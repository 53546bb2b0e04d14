"""Answer: theme by theme, every click saved."""

import streamlit as st

from model.answers import UNANSWERED
from pipeline import asked_criteria, suggested_reason
from ui import session
from ui.components import frame
from ui.components.below import below
from ui.components.last_time import remember_last_time
from ui.components.live import watch_others
from ui.components.progress import ANSWERED, answered, draw_progress
from ui.components.question import Asked, question
from ui.components.themes import begin_at_top, choose_filters, choose_theme, theme_buttons
from ui.components.work import Item, division_of, hand_in_and_accept, mention_authors, only_mine

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Questions"))
asked = asked_criteria(current.questionnaire, current.answers)
progress = st.empty()
session.put(ANSWERED, answered(current.answers.answers, asked))
remember_last_time(current, {id_: f"criterion-{id_}" for id_ in asked})
draw_progress(progress, current.words, session.get(ANSWERED), len(asked))
division = division_of(current)
mine = only_mine(current, division, asked)
shown = choose_filters(current, mine)
theme = choose_theme(current, asked, shown)
if theme is None:
    st.info(_("No questions match this filter."))
else:
    st.header(theme.title, anchor=False)
    st.write(theme.intro)
    agreed = session.store().agreed_in(current.id)
    mention_authors(current, division, {id_: f"criterion-{id_}" for id_ in theme.criteria}, agreed)
    files = session.store().files(current.id)
    for id_ in theme.criteria:
        with st.container(border=True):
            criterion = current.questionnaire.criteria[id_]
            reason = suggested_reason(current.questionnaire, current.answers, id_)
            place = Asked(
                current.id, criterion, current.questionnaire, asked, current.words, reason, current.read_only,
                files.get(id_, ()),
            )  # fmt: skip
            question(place, current.answers.answers.get(id_, UNANSWERED), progress)
            below(Item(current, division, id_, theme.id, place.key))
    hand_in_and_accept(current, division, theme.criteria)
    theme_buttons(current, mine, theme)
    begin_at_top(theme.id)
    st.caption(current.questionnaire.wording_note)
watch_others(current)
