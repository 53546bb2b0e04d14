"""What a questionnaire is: themes, criteria, norms and the profile, all in one language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from model.expressions import Expression, Facts, FactValue, holds
from model.versions import VersionStep

Category: TypeAlias = Literal["vision", "policy", "execution", "support"]
Kind: TypeAlias = Literal["duty", "practice", "context"]
Checked: TypeAlias = Literal["text", "secondary", "unverified"]
Unit: TypeAlias = Literal[
    "days", "working_days", "weeks", "months", "years", "times_a_year", "times", "hour", "euro", "percent", "level"
]


@dataclass(frozen=True)
class Action:
    """What brings a criterion to a level, or makes a norm met. `impact` 1–3 is the effect for the customer."""

    do: str
    effort_days: int
    lead_weeks: int
    owner: str
    impact: int = 0
    needs: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Preset:
    """For whom a criterion is likely not applicable, with the reason that is offered."""

    when: Expression
    reason: str


@dataclass(frozen=True)
class Criterion:
    """One question with five observable levels; `actions` by the level they reach (2–5).

    A `sensitive` one is about prices, fees or volumes: competitors may not learn of each other's, so it enters no
    benchmark.
    """

    id: str
    theme: str
    title: str
    question: str
    why: str
    category: Category
    ask: tuple[str, ...]
    levels: tuple[str, ...]
    evidence: tuple[str, ...]
    actions: Mapping[int, Action]
    sources: tuple[str, ...]
    applies_when: Expression | None = None
    preset: Preset | None = None
    sensitive: bool = False


@dataclass(frozen=True)
class LawValue:
    """A number that the law sets, such as 14 days; it holds as long as the norm that has it."""

    what: str
    value: int | str
    unit: Unit


@dataclass(frozen=True)
class Source:
    """Where a norm was read, and how: in the law's text, in a secondary source, or nowhere yet."""

    url: str
    checked: Checked
    read_on: str


@dataclass(frozen=True)
class Norm:
    """One rule with its dates; `check` is worded so that "yes" means compliant."""

    id: str
    instrument: str
    article: str
    kind: Kind
    topic: str
    text: str
    check: str
    binds: Expression | None
    valid_from: date
    valid_to: date | None
    met_when: Mapping[str, int]
    not_applicable_when: str | None
    evidence: tuple[str, ...]
    action: Action | None
    values: tuple[LawValue, ...]
    explained_by: tuple[str, ...]
    source: Source


@dataclass(frozen=True)
class Instrument:
    """A law, decree or code: the short name to cite and its full title.

    Of `several_laws` under one heading each article names its own.
    """

    id: str
    short: str
    title: str
    several_laws: bool = False


@dataclass(frozen=True)
class Theme:
    """A step of the collection process, or a subject across the steps; its wording is data."""

    id: str
    title: str
    intro: str
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """What one may do in a dilemma, the level 1–5 of its criterion that this fits, and why."""

    do: str
    level: int
    because: str


@dataclass(frozen=True)
class Dilemma:
    """A customer's situation to begin a workshop with; playing it answers no question."""

    id: str
    criterion: str
    title: str
    situation: str
    question: str
    choices: tuple[Choice, ...]
    talk: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class FactQuestion:
    """One fact of the profile as a plain question; `values` by id, or empty for yes/no."""

    id: str
    question: str
    help: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class CustomerWord:
    """The word for the person who owes: one and many, without article."""

    one: str
    many: str

    def fill(self, text: str) -> str:
        """The text with the placeholders {customer}, {customers}, {Customer} and {Customers} filled in.

        >>> CustomerWord("huurder", "huurders").fill("{Customers} vragen; een {customer} belt.")
        'Huurders vragen; een huurder belt.'
        """
        for placeholder, word in (("customer", self.one), ("customers", self.many)):
            text = text.replace(f"{{{placeholder}}}", word)
            text = text.replace(f"{{{placeholder.capitalize()}}}", word[:1].upper() + word[1:])
        return text


@dataclass(frozen=True)
class Profile:
    """The facts asked, those derived from them, and the words for the customer."""

    facts: Mapping[str, FactQuestion]
    derived: Mapping[str, Expression]
    customer_words: Mapping[str, CustomerWord]

    def complete(self, facts: Facts) -> dict[str, FactValue]:
        """The facts with the derived ones added where they can be told."""
        complete = dict(facts)
        for name, expression in self.derived.items():
            value = holds(expression, complete)
            if value is not None:
                complete[name] = value
        return complete


@dataclass(frozen=True)
class LevelName:
    """A level's name and what it means in general."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Questionnaire:
    """One version of one questionnaire in one language; criteria and norms in the manifest's order.

    `meanings` holds for each criterion and norm a digest of what it asks, apart from all other words. `steps` are the
    changes from the earlier versions to this one, the oldest first.
    """

    id: str
    version: str
    valid_from: date
    title: str
    wording_note: str
    language: str
    digest: str
    levels: tuple[LevelName, ...]
    categories: Mapping[Category, str]
    departments: Mapping[str, str]
    topics: Mapping[str, str]
    profile: Profile
    themes: tuple[Theme, ...]
    criteria: Mapping[str, Criterion]
    scopes: Mapping[str, tuple[str, ...]]
    instruments: Mapping[str, Instrument]
    norms: Mapping[str, Norm]
    dilemmas: tuple[Dilemma, ...]
    law_complete: bool
    law_read_on: str
    meanings: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[VersionStep, ...] = ()

    def theme(self, theme_id: str) -> Theme:
        """The theme with this id.

        :raises KeyError: no such theme.
        """
        return {theme.id: theme for theme in self.themes}[theme_id]

    def cite(self, norm: Norm) -> str:
        """A norm as one cites it: Bki 4.2, eerste lid."""
        instrument = self.instruments[norm.instrument]
        return norm.article if instrument.several_laws else f"{instrument.short} {norm.article}"

    def themes_in(self, scope: str) -> tuple[Theme, ...]:
        """The themes that have criteria in this scope, each with only those."""
        chosen = set(self.scopes[scope])
        themes = (
            Theme(theme.id, theme.title, theme.intro, tuple(c for c in theme.criteria if c in chosen))
            for theme in self.themes
        )
        return tuple(theme for theme in themes if theme.criteria)
