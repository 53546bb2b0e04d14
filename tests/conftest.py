"""What many tests begin with: the little questionnaire of tests/content, the real one, and a short way to answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model.answers import AnswersFile
from model.loading import load
from model.questionnaire import Questionnaire
from model.submission import check_answers

CONTENT = Path(__file__).parent / "content"


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
