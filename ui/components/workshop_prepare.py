"""Preparing a workshop: the questions that are proposed, whom to compare and how, and how long it takes."""

from collections.abc import Callable, Sequence

import streamlit as st

from model.errors import BadInput, Mistake
from model.workshops import MAXIMUM_QUESTIONS, MAXIMUM_ROLES, Setup, Workshop
from pipeline import asked_criteria, minutes_each, proposed, that_fit
from ui import session
from ui.components.trouble import saves
from ui.components.workshop_now import of
from ui.content import Opened

# The fields of a setup by the keys of their widgets; people vote by name where they are not anonymous.
ROLES, BY_NAME, MINUTES, BEFOREHAND = "workshop-roles", "workshop-by-name", "workshop-minutes", "workshop-beforehand"
FLOOR, DAYS = "workshop-floor", "workshop-days-kept"
ROLES_WANTED = Mistake("Write down at least one role or department, and at most {number}.", number=MAXIMUM_ROLES)
HOW, THEME, ITEMS = "workshop-proposal", "workshop-theme", "workshop-items"


def prepare(current: Opened) -> None:
    """What to choose for a new workshop: its questions and its setup, each with a proposal."""
    _ = current.words.gettext
    if current.read_only:
        return
    st.header(_("Prepare a workshop"), anchor=False)
    for key, value in _shown(Setup(roles=list(current.questionnaire.departments.values())[:MAXIMUM_ROLES])).items():
        session.put(key, session.get(key, value))
    items = _questions(current)
    _setup(current)
    each = minutes_each(session.get(MINUTES), len(items))
    if each is not None:
        text = current.words.ngettext(
            "{count} question: {minutes} minutes for it.", "{count} questions: about {minutes} minutes for each.",
            len(items),
        )  # fmt: skip
        st.write(text.format(count=len(items), minutes=each))
    if st.button(_("Prepare this workshop"), key="workshop-add", type="primary"):
        if not items:
            st.error(_("Choose a question first."))
        else:
            _prepare(current, items)
            st.rerun()


def change_setup(current: Opened, workshop: Workshop) -> None:
    """The setup of a workshop that is not over; every change is saved at once, as far as votes allow it."""
    _ = current.words.gettext
    if current.read_only or workshop.state == "closed":
        return
    place = st.expander(_("Change the setup"), key="workshop-setup", on_change="rerun")
    if place.open:
        for key, value in _shown(workshop.setup).items():
            session.put(key, value)
        with place:
            _setup(current, lambda: _change(workshop), is_open=workshop.state == "open")


def _questions(current: Opened) -> list[str]:
    """A way to propose questions, and the questions: those proposed, until the facilitator changes them."""
    _ = current.words.gettext
    criteria = current.questionnaire.criteria
    asked = asked_criteria(current.questionnaire, current.answers)
    ways = {
        "scope": _("What matters most"), "theme": _("One theme"), "gaps": _("The largest gaps"), "law": _("The law"),
    }  # fmt: skip
    session.put(HOW, session.get(HOW, "scope"))
    st.segmented_control(
        _("What do you want to talk about?"), list(ways), key=HOW, format_func=ways.__getitem__, required=True,
        on_change=_propose, args=(current,),
    )  # fmt: skip
    if session.get(HOW) == "theme":
        st.selectbox(
            _("Theme"), _themes(current), key=THEME, on_change=_propose, args=(current,),
            format_func=lambda id_: current.questionnaire.theme(id_).title,
        )  # fmt: skip
    if session.get(ITEMS) is None:
        _propose(current)
    session.put(ITEMS, [item for item in session.get(ITEMS) if item in asked])
    found = _proposal(current)
    chosen: list[str] = st.multiselect(
        _("Which questions? In this order"), asked, key=ITEMS, format_func=lambda id_: criteria[id_].title,
        max_selections=MAXIMUM_QUESTIONS, placeholder=_("Choose"),
    )  # fmt: skip
    reasons = {
        "scope": _("Proposed first: what matters most to the customer, and what the law asks."),
        "theme": _("Proposed: the questions of this theme, what matters most first."),
        "gaps": _("Proposed: where your answers fall short most of your ambition, then what has no level yet."),
        "law": _("Proposed: the questions on which the law lays a duty on you."),
    }
    belong = current.words.ngettext(
        "{count} question belongs to this. Add or remove what you like.",
        "{count} questions belong to this. What fits in the time is chosen; add or remove what you like.",
        len(found),
    )
    st.caption(f"{reasons[session.get(HOW)]} {belong.format(count=len(found))}")
    return chosen


def _setup(current: Opened, save: Callable[[], None] | None = None, *, is_open: bool = False) -> None:
    """The fields of a setup, that their keys hold the values of."""
    _ = current.words.gettext
    st.number_input(_("How many minutes do you have?"), 5, 600, key=MINUTES, step=5, on_change=save)
    st.text_area(_("Which roles or departments take part? One on a line."), key=ROLES, max_chars=1000, on_change=save)
    st.toggle(_("People vote by name; their name shows afterwards"), key=BY_NAME, on_change=save)
    st.caption(_("Names or not, and which roles: once someone has voted, that stays as it is."))
    st.toggle(_("People may vote beforehand, in their own time"), key=BEFOREHAND, on_change=save, disabled=is_open)
    with st.expander(_("More choices")):
        st.number_input(
            _("From how many people does a role show its own dots?"), 3, 20, key=FLOOR, on_change=save,
            help=_("Smaller roles show together, so that nobody can tell who chose what. Fixed after the first vote."),
        )  # fmt: skip
        st.number_input(
            _("How many days do the votes of people stay?"), 1, 365, key=DAYS, on_change=save,
            help=_("After that only the totals stay, with what the group agreed on."),
        )  # fmt: skip


def _shown(setup: Setup) -> dict[str, object]:
    """The setup as its fields show it."""
    return {
        ROLES: "\n".join(setup.roles), BY_NAME: not setup.anonymous, MINUTES: setup.minutes,
        BEFOREHAND: setup.beforehand, FLOOR: setup.floor, DAYS: setup.days_kept,
    }  # fmt: skip


def _chosen() -> dict[str, object]:
    """The setup that stands in the fields.

    :raises BadInput: there are no roles, or too many.
    """
    return {
        "roles": _lines(session.get(ROLES)), "anonymous": not session.get(BY_NAME), "minutes": session.get(MINUTES),
        "beforehand": session.get(BEFOREHAND), "floor": session.get(FLOOR), "days_kept": session.get(DAYS),
    }  # fmt: skip


def _lines(text: str) -> list[str]:
    """Each line that says something, once.

    :raises BadInput: there are none, or too many.
    """
    lines: dict[str, str] = {}
    for line in text.splitlines():
        if said := " ".join(line.split()):
            lines.setdefault(said.casefold(), said)
    if not 1 <= len(lines) <= MAXIMUM_ROLES:
        raise BadInput([ROLES_WANTED])
    return list(lines.values())


def _themes(current: Opened) -> list[str]:
    """The themes of which something is asked."""
    asked = asked_criteria(current.questionnaire, current.answers)
    return list(dict.fromkeys(current.questionnaire.criteria[item].theme for item in asked))


def _proposal(current: Opened) -> Sequence[str]:
    theme = session.get(THEME) or _themes(current)[0]
    return proposed(current.questionnaire, current.answers, session.get(HOW), theme)


def _propose(current: Opened) -> None:
    """Chooses what is proposed in the place of what was chosen."""
    session.put(ITEMS, that_fit(_proposal(current), session.get(MINUTES)))


@saves
def _prepare(current: Opened, items: list[str]) -> None:
    session.store().add_workshop(current.id, _chosen(), items)


@saves
def _change(workshop: Workshop) -> None:
    session.store().change_workshop(*of(workshop), _chosen())
