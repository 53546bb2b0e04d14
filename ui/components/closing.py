"""Closing an assessment with its result, and going on in the next one."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from model.answers import AnswersFile
from pipeline import asked_criteria, asked_norms
from ui import session
from ui.components.last_time import to_confirm
from ui.components.progress import answered
from ui.components.trouble import TROUBLE, saves
from ui.content import Opened, questionnaire


def closing(current: Opened) -> None:
    """What closing does, with what is still open, and the button; of a closed one the button to start the next."""
    _ = current.words.gettext
    if current.in_time.closed_at is None:
        st.header(_("Close this assessment"), anchor=False)
        _close(current)
    elif current.may_begin_next:
        st.header(_("The next assessment"), anchor=False)
        _start_next(current)


def _close(current: Opened) -> None:
    _ = current.words.gettext
    st.write(
        _(
            "Done? Close it. The result then stays as it is, with its date, to compare with later. The next assessment "
            "starts with these answers, and you confirm or change each of them."
        )
    )
    if current.read_only:
        st.caption(_("Who may answer here can close it."))
        return
    _say_what_waits(current)
    with st.popover(_("Close this assessment"), icon=":material/lock:"):
        st.write(_("After this nobody can change the answers, the notes or the plan of this assessment."))
        st.button(_("Close it for good"), key="close-assessment", type="primary", on_click=_close_now, args=(current,))


def _say_what_waits(current: Opened) -> None:
    """How many questions and rules have no answer, and how many answers of last time nobody confirmed."""
    words, answers = current.words, current.answers
    criteria = asked_criteria(current.questionnaire, answers)
    norms = asked_norms(current.questionnaire, answers) if answers.law else ()
    open_questions, open_rules = (len(asked) - answered(answers.answers, asked) for asked in (criteria, norms))
    if open_questions:
        text = words.ngettext("{count} question is still open.", "{count} questions are still open.", open_questions)
        st.write(text.format(count=open_questions))
    if open_rules:
        text = words.ngettext("{count} rule is still open.", "{count} rules are still open.", open_rules)
        st.write(text.format(count=open_rules))
    waiting = len(to_confirm(current, (*criteria, *norms)))
    if waiting:
        text = words.ngettext(
            "{count} answer came along from last time and nobody confirmed it.",
            "{count} answers came along from last time and nobody confirmed them.",
            waiting,
        )
        st.write(text.format(count=waiting))


def _start_next(current: Opened) -> None:
    _ = current.words.gettext
    st.write(_("It starts with the answers of this one. You confirm or change each of them, and see how you moved."))
    if st.button(_("Start the next one"), key="start-next", type="primary"):
        _start_now(current)
        if session.get(TROUBLE):
            st.rerun()
        st.switch_page("ui/pages/answer.py", query_params={session.ASSESSMENT: session.get(session.ASSESSMENT)})


@saves
def _close_now(current: Opened) -> None:
    session.store().close(current.id, _judge)


def _judge(answers_file: AnswersFile) -> Mapping[str, Any]:
    from pipeline import assess_by
    from reports.result import result_json

    content = questionnaire("nl", answers_file.organisation.customer)
    result: dict[str, Any] = json.loads(result_json(assess_by(content, answers_file)))
    return result


@saves
def _start_now(current: Opened) -> None:
    from pipeline import carried

    content = questionnaire(current.words.language, current.answers.organisation.customer)
    following = session.store().begin_next(
        current.id, content.version, date.today(), lambda answers_file: carried(content, answers_file)
    )
    session.choose_assessment(following)
