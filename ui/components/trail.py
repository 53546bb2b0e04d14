"""The logbook of an organisation in plain words, and erasing earlier texts of an answer."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from auth.permissions import OUTSIDERS
from i18n.words import Words
from storage.stored import NotFound
from storage.trail import Entry
from ui import session
from ui.components.text import plain, told_apart
from ui.components.trouble import saves
from ui.content import Opened

ALL = ""
BEFORE = "trail-before"  # in the session: the events before which the next page begins
# The kinds in which one looks for something; an action that stands in none is found among all.
KINDS: Mapping[str, tuple[str, ...]] = {
    "answers": (
        *(
            "answer_given",
            "history_erased",
            "texts_erased",
            "handed_in",
            "change_asked",
            "accepted",
            "work_reopened",
            "reviewed",
        ),
        *("review_taken_back", "mirror_score_given", "mirror_score_taken_back", "assigned", "assignment_ended"),
        *("file_added", "file_removed", "answer_carried", "confirmed"),
    ),
    "assessments": (
        *("organisation_added", "profile_changed", "assessment_added", "assessment_changed", "plan_changed"),
        *("report_changed", "assessment_removed", "closed", "result_kept"),
    ),
    "workshops": (
        *("workshop_added", "workshop_changed", "workshop_opened", "workshop_question", "workshop_shown"),
        *("workshop_round", "workshop_concluded", "workshop_notes", "workshop_action", "workshop_parked"),
        "workshop_closed",
    ),
    "people": (
        *("role_given", "department_set", "access_withdrawn", "left", "person_removed", "invited"),
        *("invitation_revoked", "invitations_revoked", "joined_association", "consent_given", "consent_confirmed"),
        *("consent_withdrawn", "consent_ended", "contributed", "contribution_withdrawn"),
    ),
    "reading": ("read", "exported", "organisation_exported"),
}


def sentence(words: Words, action: str) -> str:
    """What an action is in plain words, with room for what it is about and for a role; itself when it has none."""
    _ = words.gettext
    return {
        "answer_given": _("Answered: {about}"),
        "answer_carried": _("Came along from last time: {about}"),
        "history_erased": _("Erased the earlier texts: {about}"),
        "texts_erased": _("Erased the texts of an answer that was closed: {about}"),
        "handed_in": _("Handed in: {about}"),
        "change_asked": _("Asked for a change: {about}"),
        "accepted": _("Accepted: {about}"),
        "work_reopened": _("Opened again: {about}"),
        "reviewed": _("Marked as reviewed: {about}"),
        "review_taken_back": _("Took back the review: {about}"),
        "mirror_score_given": _("Gave a mirror score: {about}"),
        "mirror_score_taken_back": _("Took back a mirror score: {about}"),
        "assigned": _("Divided the work: {about}"),
        "assignment_ended": _("Ended a division of work: {about}"),
        "organisation_added": _("Added the organisation"),
        "organisation_removed": _("Removed the organisation"),
        "profile_changed": _("Changed the profile"),
        "assessment_added": _("Began a self-assessment"),
        "assessment_changed": _("Changed the scope or the date"),
        "assessment_removed": _("Removed a self-assessment that was not used any more"),
        "plan_changed": _("Changed the plan"),
        "closed": _("Closed a self-assessment"),
        "confirmed": _("Confirmed answers of last time"),
        "result_kept": _("Kept a result"),
        "report_changed": _("Changed the details of the report"),
        "workshop_added": _("Prepared a workshop"),
        "workshop_changed": _("Changed a workshop"),
        "workshop_opened": _("Opened a workshop"),
        "workshop_question": _("Another question on the table in a workshop: {about}"),
        "workshop_shown": _("Showed what was voted in a workshop: {about}"),
        "workshop_round": _("Let people vote again in a workshop: {about}"),
        "workshop_concluded": _("Agreed or skipped in a workshop: {about}"),
        "workshop_notes": _("Wrote notes in a workshop: {about}"),
        "workshop_action": _("Noted an action in a workshop: {about}"),
        "workshop_parked": _("Parked something in a workshop"),
        "workshop_closed": _("Closed a workshop"),
        "role_given": _("Gave a role: {about}, {role}"),
        "department_set": _("Chose a department: {about}"),
        "access_withdrawn": _("Withdrew access: {about}"),
        "left": _("Left the organisation: {about}"),
        "person_removed": _("Removed an account, with its roles"),
        "invited": _("Made an invitation: {role}"),
        "invitation_revoked": _("Withdrew an invitation"),
        "invitations_revoked": _("Withdrew all open invitations"),
        "joined_association": _("Joined an association"),
        "consent_given": _("Allowed the association to read"),
        "consent_confirmed": _("Confirmed that the association may read"),
        "consent_withdrawn": _("Withdrew the consent to read"),
        "consent_ended": _("The consent to read ended"),
        "contributed": _("Contributed to the benchmark"),
        "contribution_withdrawn": _("Withdrew the contribution to the benchmark"),
        "edition_opened": _("Opened an edition of the benchmark"),
        "edition_closed": _("Closed an edition of the benchmark"),
        "association_added": _("Added an association"),
        "administrator_added": _("Became administrator of an association"),
        "administrator_removed": _("Removed an administrator of an association"),
        "read": _("Read from outside, as {role}"),
        "file_added": _("Added a file as evidence"),
        "file_removed": _("Removed a file"),
        "exported": _("Downloaded a report or a file"),
        "organisation_exported": _("Saved everything about the organisation as files"),
        "person_exported": _("Saved everything about a person as files"),
        "retention_applied": _("Removed what was kept too long"),
        "workshop_people_removed": _("Removed who took part in a workshop, with their votes"),
    }.get(action, action)


def choose(current: Opened, organisation: str) -> tuple[str, str]:
    """The kind of events and the person that the visitor wants to see; by default all."""
    _ = current.words.gettext
    kinds = {
        ALL: _("Everything"), "answers": _("Answers"), "assessments": _("Profile, plan and report"),
        "workshops": _("Workshops"), "people": _("People"), "reading": _("Reading and downloads"),
    }  # fmt: skip
    if not session.is_shared():
        del kinds["people"], kinds["reading"]
        return _selected(_("What"), kinds, "trail-kind"), ALL
    actors = session.store().actors(organisation)
    names = {id_: _name(current.words, id_, name) for id_, name in actors.items()}
    with st.container(horizontal=True):
        return (
            _selected(_("What"), kinds, "trail-kind"),
            _selected(_("Who"), {ALL: _("Everyone"), **names}, "trail-person"),
        )


def events(current: Opened, organisation: str, kind: str, person: str) -> None:
    """The newest events as a table, and the way to older ones."""
    words, shared = current.words, session.is_shared()
    _ = words.gettext
    chosen = (kind, person, *session.get(BEFORE, (ALL, ALL, None))[2:])
    if chosen[:2] != session.get(BEFORE, chosen)[:2]:
        chosen = (kind, person, None)  # another choice begins at the newest
    session.put(BEFORE, chosen)
    found = session.store().events(organisation, before=chosen[2], actions=KINDS.get(kind, ()), by=person or None)
    if not found.entries:
        st.info(_("Nothing happened yet that fits this choice."))
    else:
        rows = _rows(current, found.entries, found.names)
        st.table([{key: row[key] for key in row if shared or key != _("Who")} for row in rows])
    with st.container(horizontal=True):
        if found.has_more:
            older = (kind, person, found.entries[-1].number)
            st.button(_("Older"), key="trail-older", on_click=session.put, args=(BEFORE, older))
        if chosen[2] is not None:
            newest = (kind, person, None)
            st.button(_("To the newest"), key="trail-newest", on_click=session.put, args=(BEFORE, newest))
    if shared:
        st.caption(_("Who looks as consultant, auditor or association stands here once a day."))


def erasing(current: Opened) -> None:
    """Choosing an answer whose earlier texts go, for who owns the organisation."""
    _ = current.words.gettext
    try:
        items = session.store().earlier_texts(current.id)
    except NotFound:
        return
    st.header(_("Erase earlier texts"), anchor=False)
    if current.in_time.closed_at is None:
        st.write(
            _(
                "Peilstok keeps every earlier answer. Did someone write something that should not be kept, such as a "
                "name? First change the answer. Then erase its earlier notes, evidence, names and reasons here. "
                "What was chosen and when stays."
            )
        )
    else:
        st.write(
            _(
                "This assessment is closed. Did someone write something that should not be kept, such as a name? Then "
                "erase the notes, evidence, names and reasons of that answer here, also the last ones. "
                "What was chosen and when stays, and so does the result."
            )
        )
    if not items:
        st.caption(_("No answer has earlier texts."))
        return
    titles = _titles(current)
    chosen = _selected(_("Answer"), {item: titles.get(item, item) for item in items}, "erase-item")
    with st.popover(_("Erase earlier texts")):
        st.write(_("This can't be undone."))
        st.button(_("Erase"), key="erase", type="primary", on_click=_erase, args=(current.id, chosen))


@saves
def _erase(assessment: str, item: str) -> None:
    session.store().erase_earlier_texts(assessment, item)


def _selected(label: str, options: Mapping[str, str], key: str) -> str:
    if session.get(key) not in options:
        session.drop(key)
    chosen: str = st.selectbox(label, list(options), key=key, format_func=told_apart(options).__getitem__)
    return chosen


def _rows(current: Opened, entries: Sequence[Entry], names: Mapping[str, str]) -> list[dict[str, str]]:
    """A row for each event; for answers that one person gave within a minute, one with their number."""
    words, titles = current.words, _titles(current)
    _ = words.gettext
    rows = []
    for _key, group in groupby(entries, key=_together):
        found = list(group)
        first = found[0]
        what = _what(words, first, names, titles)
        if len(found) > 1:
            count = len(found)
            what = _how_many(words, first.action, count)
        if first.detail.get("role") in OUTSIDERS and first.action == "read":
            what = f"**{what}**"
        moment = words.moment(first.at.astimezone())
        rows.append({_("When"): moment, _("Who"): plain(_name(words, first.by, names.get(first.by))), _("What"): what})
    return rows


def _together(entry: Entry) -> tuple[object, ...]:
    minute = entry.at.replace(second=0, microsecond=0)
    is_of_many = entry.action in ("answer_given", "answer_carried")
    return (entry.action, entry.by, minute) if is_of_many else (entry.number,)


def _how_many(words: Words, action: str, count: int) -> str:
    if action == "answer_carried":
        text = words.ngettext(
            "{count} answer came along from last time", "{count} answers came along from last time", count
        )
    else:
        text = words.ngettext("Answered {count} question", "Answered {count} questions", count)
    return text.format(count=count)


def _what(words: Words, entry: Entry, names: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The event as escaped text."""
    about = entry.subject[2] if len(entry.subject) > 2 else str(entry.detail.get("item") or "")
    if entry.subject[0] == "memberships":
        about = _name(words, about, names.get(about))
    role = str(entry.detail.get("role", ""))
    said = sentence(words, entry.action)
    filled = said.format(about=titles.get(about, about), role=_roles(words).get(role, role))
    return plain(filled.removesuffix(": "))  # of a workshop, not every event is about one question


def _name(words: Words, id_: str, name: str | None) -> str:
    """Who did it; who was removed, and the machine itself, in words."""
    _ = words.gettext
    known = {"local": _("This computer"), "cli": _("The operator"), "migration": _("The operator")}
    return name or known.get(id_) or _("Someone who was removed")


def _roles(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "owner": _("owner"), "contributor": _("contributor"), "viewer": _("viewer"), "consultant": _("consultant"),
        "auditor": _("auditor"), "administrator": _("administrator of the association"),
    }  # fmt: skip


def _titles(current: Opened) -> dict[str, str]:
    content = current.questionnaire
    themes = {theme.id: theme.title for theme in content.themes}
    norms = {id_: content.cite(norm) for id_, norm in content.norms.items()}
    return {**themes, **norms, **{id_: criterion.title for id_, criterion in content.criteria.items()}}
