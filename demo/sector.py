"""A fictional sector: organisations that answer in three years, rise or fall a little, and differ from each other."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from model.answers import ActionChange, Answer, AnswersFile, Organisation
from model.questionnaire import Questionnaire

YEARS = 3
# How many of a hundred organisations are of each sector, and how far their level lies from 3.0 at the end. Of insurers
# one figure was published: 3.4 of 5 on average, few of them at 4 and more (Riskenbusiness); the rest is made up.
SECTORS: Mapping[str, tuple[int, float]] = {
    "housing": (18, 0.2), "municipality": (15, 0.0), "insurance": (12, 0.4), "energy": (10, 0.1), "retail": (9, -0.4),
    "health_insurance": (8, 0.3), "collection_agency": (8, -0.1), "bailiff": (6, 0.0), "telecom": (5, -0.2),
    "bank": (5, 0.2), "drinking_water": (2, 0.2), "pay_later": (2, -0.3),
}  # fmt: skip
SIZES: Mapping[str, int] = {"small": 45, "medium": 35, "large": 20}
# How likely each other fact of the profile is; those that follow from the sector stand in `organisation`.
FACTS: Mapping[str, float] = {
    "sole_trader_customers": 0.4, "business_customers": 0.5, "sells_claims": 0.1, "uses_collection_agency": 0.7,
    "uses_bailiff": 0.7, "goes_to_court": 0.6, "charges_collection_costs": 0.7, "periodic_claims": 0.7,
    "direct_debit": 0.8, "consumer_credit": 0.1, "can_cut_off": 0.2,
}  # fmt: skip
# Between organisations, between their questions, and how much a year brings.
SPREAD, WITHIN, A_YEAR = 0.4, 0.7, 0.15
RISES, FALLS = 0.22, 0.07  # how many of the questions go a level up, or down, in a year
FIRST_NAMES = ("Noord", "Zuid", "Oost", "West", "Vecht", "Maas", "Eems", "Linge", "Vliet", "Duin")


@dataclass(frozen=True)
class Member:
    """A fictional organisation by its number; the same seed and number give the same one."""

    seed: int
    number: int

    def _chance(self, about: str) -> random.Random:
        # Fictional data needs repeatable numbers, not secret ones.
        return random.Random(f"{self.seed}-{self.number}-{about}")  # noqa: S311

    @property
    def organisation(self) -> Organisation:
        """Its name, which says that it is fictional, and its sector and size class."""
        chance = self._chance("facts")
        [sector] = chance.choices(list(SECTORS), [weight for weight, _shift in SECTORS.values()])
        [size_class] = chance.choices(list(SIZES), list(SIZES.values()))
        name = f"Voorbeeld {chance.choice(FIRST_NAMES)} {self.number + 1} (fictief)"
        facts: dict[str, Any] = {
            "sector": sector,
            "size_class": size_class,
            "consumer_customers": True,
            "has_staff": size_class != "small" or chance.random() < 0.8,
            "collects_for_third_parties": sector in ("collection_agency", "bailiff"),
            "buys_claims": sector == "collection_agency" and chance.random() < 0.3,
            "pay_later": sector == "pay_later",
            "private_law_claims": sector != "municipality",
            "public_law_claims": sector == "municipality",
            **{fact: chance.random() < share for fact, share in FACTS.items()},
        }
        return Organisation(name=name, **facts)

    def first(self, questionnaire: Questionnaire, on: date) -> AnswersFile:
        """What it answers the first time."""
        chance, organisation = self._chance("first"), self.organisation
        _weight, shift = SECTORS[str(organisation.facts["sector"])]
        own = chance.gauss(3.0 + shift - A_YEAR * (YEARS - 1), SPREAD)
        answers = {id_: self._answer(id_, own) for id_ in questionnaire.scopes["core"]}
        if self.has_rules:
            rules = (norm.id for norm in questionnaire.norms.values() if norm.kind != "context")
            answers |= {id_: self._check(id_) for id_ in rules}
        return AnswersFile(
            questionnaire=questionnaire.id, version=questionnaire.version, scope="core", on=on, law=self.has_rules,
            organisation=organisation, answers=answers,
        )  # fmt: skip

    @property
    def has_rules(self) -> bool:
        """Whether it answers the rules too: one in thirty does, for who looks around."""
        return self.number % 30 == 0

    def _answer(self, id_: str, own: float) -> Answer:
        chance = self._chance(id_)
        kind = chance.random()
        if kind < 0.03:
            return Answer(unknown=True)
        if kind < 0.05:
            return Answer(not_applicable="Komt bij deze verzonnen organisatie niet voor.")
        level = min(5, max(1, round(chance.gauss(own, WITHIN))))
        evidence = ["https://voorbeeld.example/bewijs"] if chance.random() < self._assurance else []
        target = min(5, level + chance.choice((0, 1, 1, 2)))
        return Answer(level=level, target=target, evidence=evidence, assurance="evidenced" if evidence else "stated")

    @property
    def _assurance(self) -> float:
        return self._chance("assurance").choice((0.1, 0.3, 0.6, 0.8))

    def _check(self, id_: str) -> Answer:
        [check] = self._chance(id_).choices(("yes", "partly", "no", "unknown"), (82, 8, 5, 5))
        return Answer(check=check)  # type: ignore[arg-type]  # one of the four

    def changes(
        self, questionnaire: Questionnaire, answers: Mapping[str, Answer], year: int
    ) -> dict[str, dict[str, Any]]:
        """What it answers otherwise in a later year (1, 2), as keys of answers: rises, falls and what is new to it."""
        changed: dict[str, dict[str, Any]] = {}
        known = [answer.level for answer in answers.values() if answer.level is not None]
        usual = sum(known) / len(known)
        for id_ in questionnaire.scopes["core"]:
            answer, chance = answers.get(id_), self._chance(f"{id_}-{year}")
            if answer is None or not answer.is_given:
                changed[id_] = {"level": min(5, max(1, round(chance.gauss(usual, WITHIN))))}
            elif answer.level is not None:
                moved = chance.random()
                if moved < RISES and answer.level < 5:
                    changed[id_] = {"level": answer.level + 1}
                elif moved > 1 - FALLS and answer.level > 1:
                    changed[id_] = {"level": answer.level - 1}
        return changed

    def done(
        self, answers: Mapping[str, Answer], changed: Mapping[str, Mapping[str, Any]], year: int
    ) -> dict[str, ActionChange]:
        """The actions that it finished by then: most of those behind a rise, and a few that brought none."""
        chance = self._chance(f"plan-{year}")
        found = {}
        for id_, answer in answers.items():
            if answer.level is None or answer.level == 5:
                continue
            rose = changed.get(id_, {}).get("level", 0) > answer.level
            if chance.random() < (0.7 if rose else 0.02):
                found[f"{id_}-{answer.level + 1}"] = ActionChange(status="done")
        return found


def days(on: date) -> tuple[date, ...]:
    """On which days it answers, the last of them `on`."""
    return tuple(on - timedelta(days=365 * back) for back in reversed(range(YEARS)))
