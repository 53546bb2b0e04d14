"""Who asks: a person who signed in, or whoever runs this machine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """`id` is what history and audit trail keep: a random id, never a name. `everywhere` asks without a role."""

    id: str
    everywhere: bool = False


# At this machine without sign-in, and in its terminal: who can read the database needs no permission to.
LOCAL = Who("local", everywhere=True)
TERMINAL = Who("cli", everywhere=True)
