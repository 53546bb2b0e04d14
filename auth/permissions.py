"""The one table of who may do what: role by action. What does not stand here is refused."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

# Of an organisation; a consultant and an auditor come from outside, and so does the administrator of its association.
Role: TypeAlias = Literal["owner", "contributor", "viewer", "consultant", "auditor", "administrator"]
Action: TypeAlias = Literal[
    "read",  # answers, notes, evidence, results
    "export",  # the same as files
    "answer",  # also the profile, the plan and evidence; hand in
    "divide",  # assign work, accept what was handed in or ask for a change
    "facilitate",  # lead a workshop: everything but what people voted before it is shown
    "review",  # mark an answer of someone else as reviewed, give a mirror score
    "read_trail",  # the audit trail of the organisation
    "manage_people",  # invite, change roles, withdraw access; everything about the organisation in one file
    "consent",  # what the association may do
    "remove",  # the organisation with all that is kept of it, and earlier texts of answers; hand over ownership
]

ALLOWED: Mapping[Role, frozenset[Action]] = {
    "owner": frozenset(
        {"read", "export", "answer", "divide", "facilitate", "read_trail", "manage_people", "consent", "remove"},
    ),
    "contributor": frozenset({"read", "export", "answer", "facilitate"}),
    "viewer": frozenset({"read", "export"}),
    "consultant": frozenset({"read", "export", "answer", "divide", "facilitate", "review"}),
    "auditor": frozenset({"read", "export", "review", "read_trail"}),
    # Only while the organisation consents; its association's own work needs no answer of a member.
    "administrator": frozenset({"read"}),
}
# What an owner can give; who is administrator follows from the association and a consent.
GIVEN: tuple[Role, ...] = ("owner", "contributor", "viewer", "consultant", "auditor")
# Their reading is written in the organisation's audit trail.
OUTSIDERS: frozenset[Role] = frozenset({"consultant", "auditor", "administrator"})


def may(role: Role | None, action: Action) -> bool:
    """Whether this role includes this action; without a role nothing is allowed."""
    return role is not None and action in ALLOWED[role]
