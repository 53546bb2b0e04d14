"""The store: everything that can be asked of one database, for one who asks. Each subject stands in its own module."""

from storage.answer_history import AnswerHistory
from storage.answers import Answers
from storage.assessments import Assessments
from storage.associations import Associations
from storage.consents import Consents
from storage.invitations import Invitations
from storage.members import Members
from storage.organisations import Organisations
from storage.reviews import Reviews
from storage.work import Work


class Store(
    Organisations, Assessments, Answers, AnswerHistory, Invitations, Members, Associations, Consents, Reviews, Work
):
    """All reading and writing; every write is one transaction, done when the function returns."""
