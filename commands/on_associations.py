"""Commands on associations of organisations, whose people sign in to this installation."""

import argparse

import settings
from commands.entering import Commands, command
from commands.on_what_is_kept import store
from model.errors import Mistake
from model.reading import refuse

DAYS = 7


def add_to(commands: Commands) -> None:
    """Enters these commands."""
    adding = command(commands, "association", association)
    adding.add_argument("action", choices=["add", "invite"], help="add: make it; invite: a further administrator")
    adding.add_argument("name", metavar="NAME", help="the name of the association")


def association(options: argparse.Namespace) -> int:
    """Makes an association, or finds the one of this name, and prints a link that makes who opens it administrator."""
    sign_in, kept = settings.read_settings().sign_in, store()
    if sign_in is None:
        refuse(Mistake("Nobody can open an invitation here: configure sign-in first (docs/sign-in.md)."))
    if options.action == "add":
        found = kept.add_association(options.name)
    else:
        found = next((known.id for known in kept.associations() if known.name == options.name), "")
        if not found:
            refuse(Mistake("{name}: there is no association with this name.", name=options.name))
    token = kept.invite_to_association(found, "administrator", DAYS)
    print(f"{sign_in.address}/invitation/{token}")
    return 0
