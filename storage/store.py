"""The store: everything that can be asked of one database, for one who asks. Each subject stands in its own module."""

from storage.answer_history import AnswerHistory
from storage.answers import Answers
from storage.assessments import Assessments
from storage.associations import Associations
from storage.consents import Consents
from storage.contributions import Contributions
from storage.downloads import Downloads
from storage.editions import Editions
from storage.files import Files
from storage.invitations import Invitations
from storage.members import Members
from storage.milestones import Milestones
from storage.organisations import Organisations
from storage.privacy import Privacy
from storage.removal import Removal
from storage.reviews import Reviews
from storage.trail import Trail
from storage.work import Work
from storage.workshop_rounds import WorkshopRounds
from storage.workshops import Workshops


class Store(
    Organisations,
    Assessments,
    Answers,
    AnswerHistory,
    Milestones,
    Work,
    Reviews,
    Invitations,
    Members,
    Associations,
    Consents,
    Trail,
    Privacy,
    Removal,
    Files,
    Downloads,
    Workshops,
    WorkshopRounds,
    Editions,
    Contributions,
):
    """All reading and writing; every write is one transaction, done when the function returns."""
