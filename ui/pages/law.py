"""The law: the rules that bind this organisation, topic by topic, every click saved."""

import streamlit as st

from model.answers import UNANSWERED
from pipeline import asked_norms, explained_norms
from ui import session
from ui.components import frame
from ui.components.below import below
from ui.components.last_time import remember_last_time
from ui.components.live import watch_others
from ui.components.norm import AskedNorm, key_of, norm_question
from ui.components.progress import ANSWERED, answered, draw_progress
from ui.components.themes import begin_at_top
from ui.components.topics import by_topic, choose_topic, good_to_know, several_at_once, topic_buttons
from ui.components.work import Item, division_of, hand_in_and_accept, mention_authors, only_mine

current = frame.require_assessment()
words = current.words
_ = words.gettext
frame.title(current, _("The law"))
asked = asked_norms(current.questionnaire, current.answers)
st.write(
    words.ngettext(
        "With your profile {count} rule concerns you. Say of each whether you do what it asks.",
        "With your profile {count} rules concern you. Say of each whether you do what it asks.",
        len(asked),
    ).format(count=len(asked))
)
law_read = words.month(current.questionnaire.law_read_on)
st.caption(_("A self-assessment and no legal advice. We read the law in {month}.").format(month=law_read))
if not current.answers.law:
    st.write(_("The check is part of your results and your report once you begin. Your score stays as it is."))
    if st.button(_("Begin the legal check"), key="law-begin", type="primary", disabled=current.read_only):
        session.store().change_assessment(current.id, law=True)
        st.rerun()
    st.stop()
division = division_of(current)
mine = only_mine(current, division, asked)
remember_last_time(current, {id_: key_of(id_) for id_ in asked})
topics = by_topic(current, mine)
if not topics:
    st.info(_("With this profile no rule concerns you. Is your profile complete?"))
    st.stop()
session.put(ANSWERED, answered(current.answers.answers, asked))
progress = st.empty()
draw_progress(progress, words, session.get(ANSWERED), len(asked))
topic = choose_topic(current, topics)
st.header(current.questionnaire.topics[topic], anchor=False)
several_at_once(current, topics[topic])
mention_authors(current, division, {norm.id: key_of(norm.id) for norm in topics[topic]})
law = current.assess().law
files = session.store().files(current.id)
for norm in topics[topic]:
    with st.container(border=True):
        if law is not None:
            place = AskedNorm(
                current.id, norm, law.norms[norm.id], asked, current.questionnaire, words, current.read_only,
                files.get(norm.id, ()),
            )  # fmt: skip
            norm_question(place, current.answers.answers.get(norm.id, UNANSWERED), progress)
            below(Item(current, division, norm.id, topic, place.key))
hand_in_and_accept(current, division, [norm.id for norm in topics[topic]])
good_to_know(current, topic, explained_norms(current.questionnaire, current.answers, topic))
topic_buttons(current, topics, topic)
begin_at_top(topic)
watch_others(current)
