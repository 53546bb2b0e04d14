"""Finding a norm: the topics with their progress, the way from one to the next, and several checks at once."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from model.answers import UNANSWERED, Answer
from model.questionnaire import Norm
from ui import session
from ui.components.norm import CHECKS, explain, key_of
from ui.components.progress import with_progress
from ui.components.saving import forget
from ui.components.trouble import saves
from ui.content import Opened

TOPIC = "topic"


def by_topic(current: Opened, asked: tuple[str, ...]) -> dict[str, tuple[Norm, ...]]:
    """The norms to ask per topic, in the order of the topics; a topic without any is absent."""
    norms = [current.questionnaire.norms[id_] for id_ in asked]
    topics = {topic: tuple(norm for norm in norms if norm.topic == topic) for topic in current.questionnaire.topics}
    return {topic: of_topic for topic, of_topic in topics.items() if of_topic}


def choose_topic(current: Opened, topics: Mapping[str, tuple[Norm, ...]]) -> str:
    """The topic that the visitor looks at, kept in the address."""
    _ = current.words.gettext
    chosen = session.get(TOPIC) or st.query_params.get(TOPIC)
    session.put(TOPIC, chosen if chosen in topics else next(iter(topics)))

    names, answers = current.questionnaire.topics, current.answers.answers
    labels = {
        topic: with_progress(current.words, names[topic], answers, tuple(norm.id for norm in norms))
        for topic, norms in topics.items()
    }
    topic = st.selectbox(_("Topic"), list(topics), format_func=labels.__getitem__, key=TOPIC)
    if st.query_params.get(TOPIC) != topic:
        st.query_params[TOPIC] = topic
    return topic


def topic_buttons(current: Opened, topics: Mapping[str, tuple[Norm, ...]], topic: str) -> None:
    """Buttons to the topic before and the topic after; after the last one the way to the results."""
    _ = current.words.gettext
    order = list(topics)
    place = order.index(topic)
    names = current.questionnaire.topics
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if place > 0:
            st.button(f"← {names[order[place - 1]]}", key="topic-before", on_click=_go, args=(order[place - 1],))
        if place + 1 < len(order):
            after = order[place + 1]
            st.button(f"{names[after]} →", key="topic-after", type="primary", on_click=_go, args=(after,))
        elif st.button(_("To the results"), key="to-results", type="primary"):
            st.switch_page("ui/pages/results.py", query_params={session.ASSESSMENT: current.id})


def several_at_once(current: Opened, norms: tuple[Norm, ...]) -> None:
    """One answer to several checks that have no evidence; recorded as given together."""
    _ = current.words.gettext
    answers = current.answers.answers
    without = {norm.id: norm for norm in norms if _has_no_evidence(answers.get(norm.id, UNANSWERED))}
    if len(without) < 2 or current.read_only:
        return
    with st.expander(_("Answer several at once")), st.form("several", border=False):
        st.write(_("Only for rules without evidence. The record shows that you answered them together."))
        chosen = st.multiselect(
            _("Rules"), list(without), key="several-norms", placeholder=_("Choose"),
            format_func=lambda id_: f"{current.questionnaire.cite(without[id_])}: {without[id_].check}",
        )  # fmt: skip
        check = st.radio(
            _("Your answer to all of these"), CHECKS, index=None, key="several-check", horizontal=True,
            format_func=current.words.check,
        )  # fmt: skip
        submitted = st.form_submit_button(_("Save these answers"), key="several-save")
    if not submitted:
        return
    if not chosen or check is None:
        st.error(_("Choose rules and an answer first."))
        return
    _give_all(current.id, chosen, check)
    st.rerun()


def _has_no_evidence(answer: Answer) -> bool:
    """No links, and no files either: with these an answer counts as evidenced."""
    return not answer.evidence and answer.assurance == "stated"


@saves
def _give_all(assessment: str, norms: list[str], check: str) -> None:
    changes = {"check": check, "not_applicable": None, "in_bulk": True, "on": date.today().isoformat()}
    session.store().give_answers(assessment, norms, changes)
    for id_ in norms:
        forget(key_of(id_))


def good_to_know(current: Opened, topic: str, norms: tuple[Norm, ...]) -> None:
    """The rules of this topic that are only explained."""
    _ = current.words.gettext
    if norms:
        with st.expander(_("Good to know about “{topic}”").format(topic=current.questionnaire.topics[topic])):
            for norm in norms:
                st.write(f"**{current.questionnaire.cite(norm)}**")
                explain(norm, current.questionnaire, current.words)


def _go(topic: str) -> None:
    session.put(TOPIC, topic)
