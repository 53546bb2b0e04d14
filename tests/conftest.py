"""What many tests begin with: questionnaires, a short way to answer, and one PostgreSQL and one Chromium for all."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from model.answers import AnswersFile
from model.loading import load
from model.questionnaire import Questionnaire
from model.submission import check_answers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.postgresql import Postgresql

CONTENT = Path(__file__).parent / "content"
NO_CHROMIUM = "The browser tests need Chromium. Install it, on Debian: sudo apt-get install chromium"
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests run last: Playwright keeps an event loop running, in which no other test can start its own."""
    items.sort(key=lambda item: "browser" in item.fixturenames)


@pytest.fixture(scope="session")
def little_content() -> Path:
    """The folder of a small, complete content tree: three themes, six criteria, six norms, two languages."""
    return CONTENT


@pytest.fixture(scope="session")
def little() -> Questionnaire:
    """The small questionnaire in Dutch."""
    return load(CONTENT)["nl"]


@pytest.fixture(scope="session")
def real() -> dict[str, Questionnaire]:
    """The real questionnaire, by language."""
    return load()


@pytest.fixture
def given(little: Questionnaire) -> Callable[..., AnswersFile]:
    """Makes an answers file to the small questionnaire from answers as they stand in a file."""

    def make(answers: dict[str, Any], *, facts: dict[str, Any] | None = None, **keys: Any) -> AnswersFile:
        data = {"questionnaire": little.id, "version": little.version, "scope": "core", "on": "2026-11-22"}
        organisation = {"name": "Voorbeeld (fictief)", **(facts or {})}
        return check_answers({**data, "organisation": organisation, "answers": answers, **keys}, "test", little)

    return make


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator["Postgresql"]:
    """A PostgreSQL server for all tests that need one."""
    # Imported here, as below: the tests that need neither start sooner.
    from tests.postgresql import Postgresql

    with Postgresql.started() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Headless Chromium; without it the tests that need it fail, and say what to do."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail(NO_CHROMIUM)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()
