"""The server and the data that the browser tests share."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest

from i18n.words import words_in
from model.answers import Organisation
from model.example import example_answers
from storage.store import Store
from tests.servers import Server, visit
from ui.content import questionnaire

__all__ = ["visit"]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that need none of their own."""
    started = Server(tmp_path_factory.mktemp("peilstok"))
    started.start(ready="/health")
    yield started
    started.stop()


@pytest.fixture
def start(server: Server) -> Callable[..., str]:
    """Makes an organisation with an assessment on the shared server, and returns the assessment's id."""

    def start_(scope: str = "quick", store: Store | None = None) -> str:
        store = store or server.store
        organisation = store.add_organisation(Organisation(name="Woonstichting Zuid"))
        return store.add_assessment(organisation, "social-collection", "2026.1", scope, date(2026, 11, 22))

    return start_


@pytest.fixture(scope="session")
def example(server: Server) -> str:
    """The assessment of the fictional organisation, on the shared server; no test may change it."""
    return server.store.add_answers_file(example_answers(questionnaire("nl")))


@pytest.fixture(scope="session")
def say() -> Callable[[str], str]:
    """The Dutch words of the interface for these English ones."""
    return words_in("nl").gettext
