"""The parts of the plan page; every change is saved at once."""

from html import escape
from typing import Any

import streamlit as st

from analytics.figures import roadmap
from model.answers import ActionChange, OwnAction, PlanChanges
from model.assessment import Assessment, PlanEntry
from model.checking import shape
from model.errors import BadInput
from pipeline import between, later, quarter_of, starts_too_early
from ui import session
from ui.components.results import CHART
from ui.components.text import plain
from ui.components.trouble import saves
from ui.content import Opened

QUARTERS_AHEAD = 20
STATUSES = ("open", "started", "done")


def days_a_quarter(current: Opened) -> None:
    """How many days a quarter there are for the plan; the roadmap follows."""
    _ = current.words.gettext
    key = "plan-days"
    session.put(key, current.answers.plan.days_a_quarter)
    st.number_input(
        _("Working days for this plan, each quarter"),
        1,
        1000,
        key=key,
        on_change=_save_days,
        args=(current, key),
        disabled=current.read_only,
    )


def road(assessment: Assessment, current: Opened) -> None:
    """The roadmap, with the same order and numbers as the list below it."""
    plan = assessment.plan
    quarters = between(min(entry.start for entry in plan), max(entry.end for entry in plan))
    names = {entry.id: _short_name(current, entry) for entry in plan}
    st.plotly_chart(roadmap(plan, names, quarters, current.words), config=CHART, key="roadmap")


def _short_name(current: Opened, entry: PlanEntry) -> str:
    """What an action is about, in a few words; the chart reads a few HTML tags, which nobody may type into it."""
    if entry.criterion:
        return f"{current.questionnaire.criteria[entry.criterion].title} → {entry.reaches}"
    name = entry.do if entry.own else current.questionnaire.cite(current.questionnaire.norms[entry.id])
    return escape(name if len(name) <= 40 else name[:40] + "…")


def actions(assessment: Assessment, current: Opened) -> None:
    """All actions under the quarter in which they start, with their numbers in the plan."""
    numbered = list(enumerate(assessment.plan, 1))
    for quarter in sorted({entry.start for entry in assessment.plan}):
        st.subheader(current.words.quarter(quarter), anchor=False)
        for number, entry in numbered:
            if entry.start == quarter:
                _action(current, entry, number, is_too_early=starts_too_early(entry, assessment.plan))


def _action(current: Opened, entry: PlanEntry, number: int, *, is_too_early: bool) -> None:
    """One action: what, how much, who and when; owner, start and status can be changed, and it can be dropped."""
    _ = current.words.gettext
    names = {"open": _("Open"), "started": _("Started"), "done": _("Done")}
    who = f"{plain(owner_name(current, entry.owner))} · {names[entry.status]}"
    with st.expander(f"**{number}.** {plain(entry.do)} – {who}"):
        _explain(current, entry)
        if is_too_early:
            st.warning(_("This starts before an action that it needs first has ended."))
        _owner_field(current, entry)
        with st.container(horizontal=True):
            _start_choice(current, entry)
            _status_choice(current, entry, names)
        label = _("Remove this action") if entry.own else _("Drop this action")
        if not current.read_only:
            st.button(label, key=f"drop-{entry.id}", on_click=_drop, args=(current, entry))


def _explain(current: Opened, entry: PlanEntry) -> None:
    _ = current.words.gettext
    questionnaire = current.questionnaire
    if entry.criterion and entry.reaches:
        criterion, name = questionnaire.criteria[entry.criterion], questionnaire.levels[entry.reaches - 1].name
        text = _("Brings “{title}” to level {level} · {name}.")
        st.write(text.format(title=criterion.title, level=entry.reaches, name=name))
    elif not entry.own:
        norm = questionnaire.norms[entry.id]
        st.write(_("The law asks this: {article}.").format(article=questionnaire.cite(norm)))
        st.write(norm.text)
        if norm.source.checked == "unverified":
            st.caption(_("not verified in the law's text"))
    effort = _("Work: {days} days").format(days=entry.effort_days)
    lead = _("Lead time: {weeks} weeks").format(weeks=entry.lead_weeks)
    st.caption(effort if entry.own else f"{effort} · {lead}")
    if entry.pulled_in:
        st.caption(_("Is in the plan because another action needs it first."))
    states = {
        "reached": _("reached"),
        "planned": _("in this plan"),
        "unknown": _("not known yet"),
        "outside": _("not in your questions; it does not block"),
    }
    for need in entry.needs:
        needed = questionnaire.criteria[need.criterion]
        text = _("Needs first: “{title}” at level {level} ({state}).")
        st.caption(text.format(title=needed.title, level=need.level, state=states[need.state]))


def _owner_field(current: Opened, entry: PlanEntry) -> None:
    _ = current.words.gettext
    key = f"owner-{entry.id}"
    session.put(key, owner_name(current, entry.owner))
    st.text_input(
        _("Owner"),
        key=key,
        max_chars=200,
        on_change=_save_owner,
        args=(current, entry, key),
        disabled=current.read_only,
    )


def owner_name(current: Opened, owner: str) -> str:
    """The name of a department, or the owner as the user wrote it."""
    return current.questionnaire.departments.get(owner, owner)


def _start_choice(current: Opened, entry: PlanEntry) -> None:
    words = current.words
    _ = words.gettext
    key = f"start-{entry.id}"
    first = min(quarter_of(current.answers.on), entry.start)
    session.put(key, entry.start if entry.start_is_set else session.NOTHING)
    computed = (
        _("Automatic") if entry.start_is_set else _("Automatic: {quarter}").format(quarter=words.quarter(entry.start))
    )
    st.selectbox(
        _("Start"), [session.NOTHING, *between(first, max(entry.start, later(first, QUARTERS_AHEAD)))], key=key,
        format_func=lambda quarter: words.quarter(quarter) if quarter else computed,
        on_change=_save_change, args=(current, entry, "start", key), width=280, disabled=current.read_only,
    )  # fmt: skip


def _status_choice(current: Opened, entry: PlanEntry, names: dict[str, str]) -> None:
    _ = current.words.gettext
    key = f"status-{entry.id}"
    session.put(key, entry.status)
    st.selectbox(
        _("Status"), STATUSES, key=key, format_func=lambda status: names[status],
        on_change=_save_change, args=(current, entry, "status", key), disabled=current.read_only,
    )  # fmt: skip


def add_own(current: Opened) -> None:
    """A form for an action of the user's own."""
    _ = current.words.gettext
    if current.read_only:
        return
    with st.expander(_("Add an action of your own")), st.form("own-action", clear_on_submit=True, border=False):
        do = st.text_input(_("What will you do?"), key="own-do", max_chars=500)
        owner = st.text_input(_("Owner"), key="own-owner", max_chars=200)
        effort = st.number_input(_("Working days"), 1, 1000, value=5, key="own-effort")
        submitted = st.form_submit_button(_("Add"), key="own-add")
    if submitted:
        try:
            own = shape(OwnAction, {"do": do, "owner": owner, "effort_days": effort}, _("Your action"), BadInput)
        except BadInput:
            st.error(_("Fill in what you will do and who owns it."))
            return
        session.store().change_plan(current.id, lambda plan: plan.model_copy(update={"own": [*plan.own, own]}))
        st.rerun()


def dropped_actions(assessment: Assessment, current: Opened) -> None:
    """What the user dropped, with the way back."""
    _ = current.words.gettext
    if assessment.dropped:
        st.header(_("Dropped"), anchor=False)
    for entry in assessment.dropped:
        st.write(plain(entry.do))
        st.button(
            _("Put back"),
            key=f"restore-{entry.id}",
            on_click=_set_action,
            args=(current, entry.id, {"dropped": False}),
            disabled=current.read_only,
        )


@saves
def _save_days(current: Opened, key: str) -> None:
    days = session.get(key)
    session.store().change_plan(current.id, lambda plan: plan.model_copy(update={"days_a_quarter": days}))


@saves
def _save_owner(current: Opened, entry: PlanEntry, key: str) -> None:
    """A department's name is kept as its id, so that it follows the language."""
    owner = " ".join(session.get(key).split())
    ids = {name: id_ for id_, name in current.questionnaire.departments.items()}
    if owner:
        _set(current, entry, {"owner": ids.get(owner, owner)})


@saves
def _save_change(current: Opened, entry: PlanEntry, name: str, key: str) -> None:
    _set(current, entry, {name: session.get(key) or None})


@saves
def _drop(current: Opened, entry: PlanEntry) -> None:
    if not entry.own:
        _set_action(current, entry.id, {"dropped": True})
        return
    place = int(entry.id.removeprefix("own-")) - 1
    session.store().change_plan(
        current.id, lambda plan: plan.model_copy(update={"own": plan.own[:place] + plan.own[place + 1 :]})
    )


def _set(current: Opened, entry: PlanEntry, values: dict[str, Any]) -> None:
    if not entry.own:
        _set_action(current, entry.id, values)
        return
    place = int(entry.id.removeprefix("own-")) - 1

    def change(plan: PlanChanges) -> PlanChanges:
        own = [item.model_copy(update=values) if number == place else item for number, item in enumerate(plan.own)]
        return plan.model_copy(update={"own": own})

    session.store().change_plan(current.id, change)


@saves
def _set_action(current: Opened, action_id: str, values: dict[str, Any]) -> None:
    def change(plan: PlanChanges) -> PlanChanges:
        changed = plan.actions.get(action_id, ActionChange()).model_copy(update=values)
        actions = {**plan.actions, action_id: changed}
        return plan.model_copy(update={"actions": actions})

    session.store().change_plan(current.id, change)
