"""The store: everything that can be asked of one database, for one who asks. Each subject stands in its own module."""

from storage.answers import Answers
from storage.assessments import Assessments
from storage.members import Members
from storage.organisations import Organisations


class Store(Organisations, Assessments, Answers, Members):
    """All reading and writing; every write is one transaction, done when the function returns."""
