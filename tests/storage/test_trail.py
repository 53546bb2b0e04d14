"""The audit trail of one organisation, as its page shows it."""

import pytest

from auth.who import Who
from storage.store import Store


@pytest.fixture
def own(store):
    """The store as this person asks it."""
    return lambda person: Store(store.engine, Who(person))


def test_the_newest_stands_first(fill, own):
    """With who, what and about what; of this organisation only."""
    full, other = fill(), fill("Jansen")
    owner = own(full.people["owner"])
    owner.give_answer(full.assessment, "c2", {"level": 2})

    found = owner.events(full.organisation)

    assert (found.entries[0].action, found.entries[0].by) == ("answer_given", full.people["owner"])
    assert found.entries[0].subject == ("answers", full.assessment, "c2")
    numbers = [entry.number for entry in found.entries]
    assert numbers == sorted(numbers, reverse=True)
    assert found.entries[-1].action == "organisation_added"
    assert not any(other.assessment in entry.subject for entry in found.entries)
    assert found.names[full.people["owner"]] == "owner Vermeer"
    assert found.names[full.people["consultant"]] == "consultant Vermeer"  # who got a role


def test_events_come_a_page_at_a_time(fill, own):
    """Each once, and the last page says that it is."""
    full = fill()
    owner = own(full.people["owner"])
    everything = owner.events(full.organisation).entries

    numbers, before, pages = [], None, 0
    while True:
        found = owner.events(full.organisation, before=before, at_most=4)
        numbers += [entry.number for entry in found.entries]
        pages += 1
        if not found.has_more:
            break
        before = numbers[-1]

    assert numbers == [entry.number for entry in everything]
    assert pages == -(-len(everything) // 4)


def test_events_are_found_by_kind_and_by_person(fill, own):
    """Both together, too."""
    full = fill()
    owner = own(full.people["owner"])
    owner.give_answer(full.assessment, "c2", {"level": 2})
    actions = lambda **wanted: {entry.action for entry in owner.events(full.organisation, **wanted).entries}  # noqa: E731

    assert actions(actions=["answer_given", "plan_changed"]) == {"answer_given"}
    assert actions(by=full.people["owner"]) == {"answer_given"}
    assert actions(by=full.people["owner"], actions=["role_given"]) == set()


def test_who_did_something_has_a_name_until_removed(fill, own, store):
    """After that an id without a name."""
    full = fill()
    person = full.people["contributor"]
    own(person).give_answer(full.assessment, "a1", {"level": 2})
    assert own(full.people["owner"]).actors(full.organisation) == {"cli": None, person: "contributor Vermeer"}

    own(person).remove_person(person)

    assert own(full.people["owner"]).actors(full.organisation) == {"cli": None, person: None}
    assert person not in own(full.people["owner"]).events(full.organisation).names


def test_reading_by_an_outsider_is_there_for_the_client(fill, own):
    """Before they see anything."""
    full = fill()
    own(full.people["consultant"]).answers(full.assessment)

    newest = own(full.people["owner"]).events(full.organisation).entries[0]

    assert (newest.action, newest.by) == ("read", full.people["consultant"])
    assert newest.detail == {"role": "consultant"}
