"""What the privacy page says, and the buttons for who is signed in: everything about me, remove me."""

import streamlit as st

import settings
from auth.permissions import may
from model.errors import BadInput
from storage.downloads import Download
from storage.stored import NotFound
from ui import session
from ui.components.downloads import begun_download, download_button
from ui.components.text import plain
from ui.components.trouble import saves, say_trouble

ALONG = "remove-along"
REFUSED = "remove-me-refused"  # in the session: why the account could not be removed


def what_is_kept() -> None:
    """What is kept, of whom and why; on somebody's own machine that is little."""
    _ = session.words().gettext
    participants = _(
        "Of who takes part in a workshop: their role, what they chose and why, so that the group can talk about it. "
        "A name only where people vote by name. No page tells a vote before the result of that question is shown."
    )
    st.header(_("What is kept, and why"), anchor=False)
    if not session.is_shared():
        st.write(_("Everything stays on this computer, in one file. Nobody else receives anything."))
        st.write(_("Peilstok keeps what you type: answers, notes, the plan, and the names that you write in them."))
        st.write(_("It also keeps when each answer was given. It does not know who you are."))
        st.write(participants)
        st.write(_("Write no data about customers. What you write about colleagues, they may ask to see."))
        return
    st.markdown(
        "\n".join(
            f"- {line}"
            for line in (
                _("Your name and e-mail address, as you sign in with them: so that colleagues know you."),
                _("In which organisations you have a role, and which: so that you see what you may see."),
                _("What you answered, wrote, handed in or reviewed, and when: that is the work itself."),
                _("A logbook of changes, and of reading from outside: so that nobody can change something unseen."),
                _("Files that you add as evidence."),
                participants,
                _(
                    "What an owner contributes to a benchmark: which levels the organisation chose and a few facts "
                    "of it, no names and no texts. Others only see figures of groups."
                ),
            )
        )
    )
    st.write(_("The logbook holds no names and no texts: only random numbers for people and organisations."))
    contact = settings.read_settings().contact
    st.header(_("Whom to ask"), anchor=False)
    if contact:
        st.write(_("Ask {contact}. They decide what happens with your data.").format(contact=plain(contact)))
    else:
        st.write(_("Ask whoever runs this installation. They have not filled in a name here yet."))
    st.write(
        _(
            "You may see your data, have it corrected or removed, take it with you, and object. "
            "You may also complain to the Autoriteit Persoonsgegevens."
        )
    )


def cookies() -> None:
    """Every cookie that a browser gets here, and what it is for."""
    _ = session.words().gettext
    st.header(_("Cookies"), anchor=False)
    rows = [
        (
            "language",
            _("The language that you chose"),
            _("a year, after your first choice; on a phone in a workshop 60 days"),
        ),
        ("workshop", _("Which participant of a workshop this phone is"), _("60 days, on phones that take part")),
    ]
    if session.is_shared():
        rows += [
            ("_streamlit_user", _("That you are signed in"), _("until your sign-in ends")),
            (
                "invitation",
                _("The invitation that you opened, until you are signed in"),
                _("a quarter of an hour at most"),
            ),
        ]
    rows.append(("_streamlit_xsrf", _("Against forged requests"), _("until you close the browser")))
    st.table([{_("Name"): plain(name), _("What for"): use, _("How long"): long} for name, use, long in rows])
    st.write(_("Nothing follows you, and no other website hears that you are here."))


def my_data() -> None:
    """For who is signed in: everything about me as a file, and removing me."""
    _ = session.words().gettext
    asks = session.who()
    if asks is None:
        st.caption(_("Sign in to save or remove your own data."))
        return
    st.header(_("Your own data"), anchor=False)
    st.write(
        _(
            "Save everything about you in one file: who you are, your roles, and what you did in the organisations "
            "where you have a role now. For organisations that you left, ask the contact above."
        )
    )
    download_button(_("Everything about me (ZIP)"), None, Download("person"), "my-data")
    begun_download("my-data")
    st.subheader(_("Remove me"), anchor=False)
    st.write(
        _(
            "Your name, e-mail address and roles are removed. Your answers stay with the organisation, without your "
            "name. Does a note or a file name you? That text belongs to the organisation: ask its owner to change it "
            "and to erase the earlier texts."
        )
    )
    say_trouble()
    for refusal in session.take(REFUSED) or ():
        st.error(plain(refusal))
    with st.popover(_("Remove me")):
        st.write(_("This can't be undone."))
        st.checkbox(_("Also remove the organisations that only I own, with everything in them"), key=ALONG)
        st.button(_("Remove me for good"), key="remove-me", type="primary", on_click=_remove, args=(asks.id,))


def organisation_data() -> None:
    """For an owner: everything about the organisation in one file."""
    _ = session.words().gettext
    chosen = session.assessment_id() if session.who() is not None else None
    if chosen is None:
        return
    store = session.store()
    try:
        organisation, role = store.organisation_of(chosen), store.role_for(chosen)
    except NotFound:
        return
    if not may(role, "manage_people"):
        return
    st.header(_("All data of your organisation"), anchor=False)
    st.caption(plain(store.organisation(organisation).name))
    st.write(_("Save everything in one file: people, self-assessments with their history, files and the logbook."))
    download_button(_("Everything of the organisation (ZIP)"), chosen, Download("organisation"), "privacy")
    begun_download("privacy")


@saves
def _remove(person: str) -> None:
    """Removes who asks, and ends their sign-in: their cookie would make them anew."""
    try:
        session.store().remove_person(person, with_organisations=bool(session.get(ALONG)))
    except BadInput as error:
        session.put(REFUSED, [session.words().sentence(mistake) for mistake in error.mistakes])
        return
    session.sign_out()
