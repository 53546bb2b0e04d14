"""What each role may do, in a sentence."""

from ui import session


def meaning(role: str) -> str:
    """What someone in this role sees and does."""
    _ = session.words().gettext
    return {
        "owner": _("Does everything: answers, divides the work, invites people and removes the organisation."),
        "contributor": _("Answers questions and changes the plan. Sees all answers and results."),
        "viewer": _("Sees all answers and results. Changes nothing."),
        "consultant": _(
            "Comes from outside. Sees all, answers, divides the work and reviews. You see on which days they looked."
        ),
        "auditor": _(
            "Comes from outside. Sees all and reviews, also who did what. Changes no answer. "
            "You see on which days they looked."
        ),
        "administrator": _(
            "Invites organisations and further administrators. Sees which organisations are members. "
            "Sees no answers, unless a member allows that."
        ),
    }[role]
