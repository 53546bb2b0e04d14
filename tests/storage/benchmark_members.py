"""What the tests of editions share: an association with members, and contributions to send."""

from dataclasses import dataclass, replace
from datetime import date

from auth.who import Who
from model.answers import Organisation
from model.contributions import Contribution
from storage.store import Store

SENT = Contribution(
    sector="energy",
    size_class="large",
    scope="core",
    version="test",
    digest="sha256:0",
    levels={"a1": 2, "a2": 3},
    targets={"a1": 4},
    scores={"a": 5, "overall": 5},
    assurance_share=0.25,
)


def sent(**levels):
    """A contribution with these levels too."""
    return replace(SENT, levels={**SENT.levels, **levels})


@dataclass(frozen=True)
class Member:
    """An organisation of an association, as its owner asks the store; with an assessment."""

    owner: Store
    organisation: str
    assessment: str

    def send(self, edition, contribution=SENT, by=None):
        """Contributes this, as its owner or someone else."""
        (by or self.owner).contribute(
            edition,
            self.organisation,
            self.assessment,
            lambda _answers: contribution,
            contribution,
            lambda before: before.levels,
        )

    def found(self, edition):
        """What it sees of an edition."""
        return next(one for one in self.owner.editions_for(self.organisation) if one.edition.id == edition)


def new_member(operator, engine, association, person, *, is_example=False, version="test", name="Lid"):
    """An organisation that joined the association, made by this owner; `operator` makes examples."""
    owner = Store(engine, Who(person))
    organisation = operator.add_organisation(Organisation(name=name), is_example=is_example)
    owner.accept_invitation(operator.invite(organisation, "owner", 7))
    owner.join(operator.invite_to_association(association, "member", 7), organisation)
    assessment = owner.add_assessment(organisation, "social-collection", version, "core", date(2026, 11, 22))
    return Member(owner, organisation, assessment)
