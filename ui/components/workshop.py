"""The facilitator's side of a workshop: prepare, let people in, put a question, show what was chosen, agree, close."""

import base64
import io
from collections.abc import Sequence

import streamlit as st

import settings
from model.workshops import MAXIMUM_QUESTIONS
from pipeline import draw, revealed, topics, voted_by_role
from storage.stored import NotFound, Unavailable
from storage.workshop_reading import Question, Round, Workshop
from ui import session
from ui.components.picture import picture
from ui.components.text import plain
from ui.components.trouble import saves
from ui.content import Opened

SECONDS_BETWEEN_COUNTS = 1
FIRST_QUESTIONS = 6


def workshop_of(current: Opened) -> Workshop | None:
    """The newest workshop on the assessment; None before the first."""
    store = session.store()
    found = store.workshops(current.id)
    if not found:
        return None
    return store.workshop(current.id, found[0][0])


def prepare(current: Opened) -> None:
    """A form for a new workshop: roles, with or without names, and the questions in the order that is proposed."""
    _ = current.words.gettext
    if current.read_only:
        return
    st.header(_("Prepare a workshop"), anchor=False)
    proposed = [topic.criterion for topic in topics(current.questionnaire, current.answers, {})]
    criteria = current.questionnaire.criteria
    with st.form("workshop-prepare"):
        roles = st.text_area(
            _("Which roles or departments take part? One on a line."), key="workshop-roles", max_chars=1000,
            value="\n".join(current.questionnaire.departments.values()),
        )  # fmt: skip
        by_name = st.toggle(_("People vote by name; their name shows afterwards"), key="workshop-by-name")
        beforehand = st.toggle(_("People may vote beforehand, in their own time"), key="workshop-beforehand")
        items = st.multiselect(
            _("Which questions? In this order"), proposed, proposed[:FIRST_QUESTIONS], key="workshop-items",
            format_func=lambda id_: criteria[id_].title, max_selections=MAXIMUM_QUESTIONS, placeholder=_("Choose"),
        )  # fmt: skip
        st.caption(_("Proposed first: what matters most to the customer, and what the law asks."))
        wanted = st.form_submit_button(_("Prepare this workshop"), key="workshop-add", type="primary")
    if wanted:
        lines = list(dict.fromkeys(" ".join(line.split()) for line in roles.splitlines() if line.strip()))
        _add(current, {"roles": lines, "anonymous": not by_name, "beforehand": beforehand}, items)
        st.rerun()


def lobby(current: Opened, workshop: Workshop) -> None:
    """The code and how many people came in; before that, the button that opens the doors."""
    _ = current.words.gettext
    if workshop.state == "preparing":
        st.write(_("{count} questions are ready.").format(count=len(workshop.questions)))
        st.button(_("Open the workshop"), key="workshop-open", type="primary", on_click=_open, args=_of(workshop))
        return
    address = f"{settings.read_settings().phones}/w"
    left, right = st.columns([1, 2], vertical_alignment="center")
    left.image(_qr(f"{address}/{workshop.code}"), caption=_("Scan to take part"), width=180)
    with right:
        st.write(_("Go to {address} and fill in this code:").format(address=f"**{plain(address)}**"))
        st.markdown(f"# {workshop.code}")
        _people(workshop.assessment_id, workshop.id)


def on_table(current: Opened, workshop: Workshop) -> None:
    """The question on the table: who voted while it is open; then the picture, the conversation and the agreement."""
    _ = current.words.gettext
    question = workshop.question(str(workshop.item))
    criterion = current.questionnaire.criteria[question.item]
    st.header(criterion.question, anchor=False)
    last = question.rounds[-1]
    if last.picture is None:
        _votes_so_far(workshop.assessment_id, workshop.id, question.item)
        st.button(_("Show what was chosen"), key="workshop-show", type="primary",
                  on_click=_show, args=(*_of(workshop), question.item))  # fmt: skip
        return
    for one in question.rounds:
        if one.picture is not None:
            if len(question.rounds) > 1:
                st.subheader(_("Vote {number}").format(number=one.number), anchor=False)
            picture(current, revealed(one.picture))
    with st.container(horizontal=True):
        st.button(_("Vote again"), key="workshop-again", on_click=_again, args=(*_of(workshop), question.item))
    _talk(current)
    _agree(current, workshop, question)


def overview(current: Opened, workshop: Workshop) -> None:
    """All questions with what came of them, each with the way to put it on the table; and the parking lot."""
    _ = current.words.gettext
    st.header(_("The questions"), anchor=False)
    for question in workshop.questions:
        title = current.questionnaire.criteria[question.item].title
        with st.container(horizontal=True, vertical_alignment="center"):
            st.write(f"**{plain(title)}**: {_stands(current, question)}")
            if workshop.state == "open" and workshop.item != question.item:
                st.button(_("Put this question"), key=f"workshop-put-{question.item}", on_click=_put,
                          args=(*_of(workshop), question.item))  # fmt: skip
    if workshop.parked or workshop.state == "open":
        st.header(_("Parking lot"), anchor=False)
    for _id, item, text in workshop.parked:
        about = current.questionnaire.criteria[item].title if item else ""
        st.write(f"- {plain(text)}" + (f" ({plain(about)})" if about else ""))
    if workshop.state == "open":
        with st.form("workshop-park", clear_on_submit=True, border=False):
            text = st.text_input(_("What do you take up another time?"), key="workshop-parked", max_chars=500)
            if st.form_submit_button(_("Park it"), key="workshop-park-it") and text.strip():
                _park(workshop, text)
                st.rerun()


def close(current: Opened, workshop: Workshop) -> None:
    """Ends the workshop, once that was confirmed."""
    _ = current.words.gettext
    with st.popover(_("Close the workshop")):
        st.write(_("Nobody can vote any more. What was shown and agreed stays."))
        st.button(_("Close it now"), key="workshop-close", on_click=_close, args=_of(workshop))


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _people(assessment: str, workshop: str) -> None:
    _ = session.words().gettext
    found = _now(assessment, workshop)
    if found:
        st.write(_("In the room: {count}").format(count=sum(found.people.values())))


@st.fragment(run_every=SECONDS_BETWEEN_COUNTS)
def _votes_so_far(assessment: str, workshop: str, item: str) -> None:
    """How many voted, and per role only where enough did."""
    _ = session.words().gettext
    found = _now(assessment, workshop)
    if found is None:
        return
    voted = found.question(item).rounds[-1].voted
    text = _("Voted: {number} of {count}")
    st.markdown(f"## {text.format(number=sum(voted.values()), count=sum(found.people.values()))}")
    shown = voted_by_role(voted, found.setup.floor)
    if len(shown) > 1:
        st.caption(" · ".join(f"{plain(role) or _('other roles')}: {number}" for role, number in shown.items()))


def _talk(current: Opened) -> None:
    _ = current.words.gettext
    with st.expander(_("To talk about it")):
        for prompt in (
            _("Why did you choose this level? First those who chose lowest, then those who chose highest."),
            _("What would a customer say who can't pay?"),
            _("What evidence is there? Who can show it?"),
        ):
            st.write(f"- {prompt}")


def _agree(current: Opened, workshop: Workshop, question: Question) -> None:
    words = current.words
    _ = words.gettext
    criterion, levels = current.questionnaire.criteria[question.item], current.questionnaire.levels
    before = question.outcome
    with st.form("workshop-agree"):
        level = st.radio(
            _("What does the group agree on?"), range(1, 6), key="workshop-level",
            index=before.level - 1 if before and before.level else None,
            format_func=lambda number: f"{number} · {levels[number - 1].name}", captions=list(criterion.levels),
        )  # fmt: skip
        ambition = st.selectbox(
            _("Where do you want to be in two years?"), [session.NOTHING, *range(1, 6)], key="workshop-ambition",
            format_func=lambda number: f"{number} · {levels[number - 1].name}" if number else _("No choice"),
        )  # fmt: skip
        agreed_by = st.text_input(_("Who agreed?"), key="workshop-agreed-by", max_chars=500)
        dissent = st.text_area(_("Who sees it otherwise, and why?"), key="workshop-dissent", max_chars=2000, height=80)
        with st.container(horizontal=True):
            agreed = st.form_submit_button(_("Keep this as our answer"), key="workshop-agreed", type="primary")
            skipped = st.form_submit_button(_("Skip this question"), key="workshop-skip")
    if agreed and level is None:
        st.error(_("Choose a level first."))
    elif agreed:
        said = {"level": level, "ambition": ambition or None, "dissent": dissent, "agreed_by": agreed_by}
        _conclude(workshop, question.item, said)
        st.rerun()
    elif skipped:
        _conclude(workshop, question.item, {"level": None, "skipped_because": dissent})
        st.rerun()


def _stands(current: Opened, question: Question) -> str:
    _ = current.words.gettext
    if question.outcome and question.outcome.level:
        name = current.questionnaire.levels[question.outcome.level - 1].name
        return _("agreed: {level}").format(level=f"{question.outcome.level} · {name}")
    if question.outcome:
        return _("skipped")
    shown: Sequence[Round] = [one for one in question.rounds if one.picture is not None]
    if shown:
        return _("voted, not agreed yet")
    return _("the vote is open") if question.rounds else _("not put yet")


def _now(assessment: str, workshop: str) -> Workshop | None:
    """The workshop as it is at this moment; None while it can't be read."""
    try:
        return session.store().workshop(assessment, workshop)
    except (NotFound, Unavailable):
        return None


def _qr(address: str) -> str:
    import segno

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", border=2, scale=6)
    return f"data:image/svg+xml;base64,{base64.b64encode(out.getvalue()).decode()}"


def _of(workshop: Workshop) -> tuple[str, str]:
    return workshop.assessment_id, workshop.id


@saves
def _add(current: Opened, setup: dict[str, object], items: list[str]) -> None:
    session.store().add_workshop(current.id, setup, items)


@saves
def _open(assessment: str, workshop: str) -> None:
    session.store().open_workshop(assessment, workshop)


@saves
def _put(assessment: str, workshop: str, item: str) -> None:
    session.store().put_on_table(assessment, workshop, item)


@saves
def _show(assessment: str, workshop: str, item: str) -> None:
    store = session.store()
    store.show(assessment, workshop, item, draw(store.workshop(assessment, workshop).setup))


@saves
def _again(assessment: str, workshop: str, item: str) -> None:
    session.store().vote_again(assessment, workshop, item)


@saves
def _conclude(workshop: Workshop, item: str, outcome: dict[str, object]) -> None:
    session.store().conclude(workshop.assessment_id, workshop.id, item, outcome)


@saves
def _park(workshop: Workshop, text: str) -> None:
    session.store().park(workshop.assessment_id, workshop.id, text, workshop.item)


@saves
def _close(assessment: str, workshop: str) -> None:
    session.store().close_workshop(assessment, workshop)
