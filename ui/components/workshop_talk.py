"""The conversation on the question on the table: cards that help it on, and notes."""

import streamlit as st

from model.votes import Revealed
from model.workshops import Question, Workshop
from pipeline import prompts
from ui import session
from ui.components.free_text import free_text
from ui.components.text import plain
from ui.components.workshop_now import of
from ui.content import Opened

AT_ONCE = 3


def cards(current: Opened, workshop: Workshop, item: str, shown: Revealed) -> None:
    """The cards that fit what was chosen, the best first; a button turns to the others."""
    _ = current.words.gettext
    fitting, key = prompts(shown), f"workshop-cards-{item}"
    first = session.get(key, 0)
    st.subheader(_("To talk about it"), anchor=False)
    said = _said(current, shown, anonymous=workshop.setup.anonymous)
    for prompt in (*fitting, *fitting)[first : first + AT_ONCE]:
        st.info(said[prompt], icon=":material/forum:")
    turned = (first + AT_ONCE) % len(fitting)
    if len(fitting) > AT_ONCE:
        st.button(_("Other cards"), key="workshop-cards", on_click=session.put, args=(key, turned))


def notes(current: Opened, workshop: Workshop, question: Question) -> None:
    """What is said about it, saved when the field is left."""
    _ = current.words.gettext
    item = question.item
    free_text(
        current.words,
        _("Notes on this question"),
        question.notes,
        f"workshop-notes-{item}",
        lambda text, shown: session.store().write_notes(*of(workshop), item, text, seen=shown),
        help_text=_("Saved when you leave the field. No data about customers."),
        disabled=current.read_only,
    )


def _said(current: Opened, shown: Revealed, *, anonymous: bool) -> dict[str, str]:
    """The words of every card; where people vote anonymously, none asks who chose what."""
    _ = current.words.gettext
    apart = shown.difference
    return {
        "lowest_first": _("What speaks for a low level? And then: what for a high one? Whoever wants to may answer.")
        if anonymous
        else _("Why did you choose this level? First those who chose lowest, then those who chose highest."),
        "roles": _("What does {lower} see that {higher} does not see? And the other way round?").format(
            lower=plain(apart.lower), higher=plain(apart.higher)
        )
        if apart
        else "",
        "apart": _("How could someone see this otherwise than most of us? Think along; nobody has to say who it was.")
        if anonymous
        else _("One vote stands apart. That can be the one who knows something the others don't. Do you want to say?"),
        "find_out": _("Many do not know. Who does? What do we need to find out before we choose?"),
        "blind_spot": _("You agree. What would someone say who is not in this room?"),
        "evidence": _("What evidence is there? Who can show it?"),
        "customer": _("What would a customer say who can't pay?"),
        "way_there": _("There is a long way between today and the ambition. What must change first?"),
        "one_up": _("What would it take to go one level up?"),
    }
