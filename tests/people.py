"""What tests about people share: who has which role, and several who do something at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from model.errors import BadInput
from storage.stored import NotFound


def roles(store, organisation):
    """Who has which role."""
    return {member.name: member.role for member in store.members(organisation)}


def at_once(*calls):
    """Calls all of these at the same moment; gives what came back, or the refusal."""
    together = Barrier(len(calls))

    def call(function):
        together.wait()
        try:
            return function()
        except (BadInput, NotFound) as refused:
            return refused

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def let_in(store, person, organisation, role):
    """Gives a person a role, by an invitation from the terminal that they accept."""
    person.accept_invitation(store.invite(organisation, role, 7))
