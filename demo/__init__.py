"""Fictional organisations with answers, to look at and to test with; marked as such in their name."""

import random
from datetime import date
from pathlib import Path
from typing import Any

from model.answers import Answer, AnswersFile, Organisation, PlanChanges
from model.loading import CONTENT, load
from model.questionnaire import Questionnaire

# The files in which the fictional earlier version 2025.0 differs from the published one.
EARLIER = Path(__file__).parent / "earlier"

CLOSEST_TO_REAL = (1, 2, 2, 2, 3, 3, 3, 3, 4, 4)  # few ones and no fives: insurers averaged 3.4 of 5 (Riskenbusiness)


def load_earlier() -> dict[str, Questionnaire]:
    """The fictional version before the published one, in every language.

    It was never published: it serves the demo and the tests, which show what a changed questionnaire does to answers.
    """
    return load(EARLIER, under=CONTENT)


def fictional_answers(questionnaire: Questionnaire, on: date, seed: int, number: int) -> AnswersFile:
    """The answers of the fictional organisation with this number; the same seed and number give the same answers."""
    # Fictional data needs repeatable numbers, not secret ones.
    chance = random.Random(f"{seed}-{number}")  # noqa: S311
    facts: dict[str, Any] = {
        fact.id: chance.choice(list(fact.values)) if fact.values else chance.random() < 0.6
        for fact in questionnaire.profile.facts.values()
    }
    return AnswersFile(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        scope="core",
        law=True,
        on=on,
        organisation=Organisation(name=f"Voorbeeld {number + 1} (fictief)", **facts),
        answers={
            **{id_: _answer(chance) for id_ in questionnaire.scopes["core"]},
            **{norm.id: _check(chance, on) for norm in questionnaire.norms.values() if norm.kind != "context"},
        },
        plan=PlanChanges(),
    )


def _check(chance: random.Random, on: date) -> Answer:
    (check,) = chance.choices(("yes", "partly", "no", "unknown"), (80, 8, 6, 6))
    return Answer(check=check, on=on)  # type: ignore[arg-type]  # one of the four


def _answer(chance: random.Random) -> Answer:
    kind = chance.random()
    if kind < 0.05:
        return Answer(unknown=True)
    if kind < 0.08:
        return Answer(not_applicable="Komt bij deze verzonnen organisatie niet voor.")
    level = chance.choice(CLOSEST_TO_REAL)
    target = min(5, level + chance.choice((0, 1, 1, 2)))
    evidence = ["https://voorbeeld.example/bewijs"] if chance.random() < 0.3 else []
    return Answer(level=level, target=target, evidence=evidence, assurance="evidenced" if evidence else "stated")
