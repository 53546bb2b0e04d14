"""The shape of every content file: what an author may write (the manual is questionnaires/README.md)."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from model.expressions import Expression, parse
from model.questionnaire import Category, Checked, Kind, Unit
from model.texts import Date, Level, Line, Month, Strict, Text


def _expression(data: dict[str, Any]) -> Expression:
    return parse(data)


def _number(data: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """One sentence for what is neither a whole number nor text, instead of one for each."""
    try:
        return validate(data)
    except ValidationError:
        msg = "number"
        raise ValueError(msg) from None


ExpressionData = Annotated[dict[str, Any], AfterValidator(_expression)]
FiveTexts = Annotated[list[Text], Field(min_length=5, max_length=5)]
Texts = Annotated[list[Text], Field(min_length=1)]
Reached = Annotated[int, Field(ge=2, le=5)]


class LevelNameWords(Strict):
    """A level's name and general meaning."""

    name: Line
    meaning: Text


class LevelsFile(Strict):
    """levels.yaml: the five level names."""

    levels: Annotated[list[LevelNameWords], Field(min_length=5, max_length=5)]


class VocabularyFile(Strict):
    """vocabulary.yaml: names of categories and departments, and of the topics of norms in order."""

    categories: dict[Category, Line]
    departments: dict[str, Line]
    topics: dict[str, Line]


class FactFile(Strict):
    """One fact of the profile: a question, and values unless it is yes/no."""

    question: Text
    help: Text | None = None
    values: dict[str, Line] = {}


class CustomerWordFile(Strict):
    """The word for the customer: one and many."""

    one: Line
    many: Line


class ProfileWords(Strict):
    """The words of profile.yaml."""

    facts: dict[str, FactFile]
    customer_words: dict[str, CustomerWordFile]


class ProfileFile(ProfileWords):
    """profile.yaml: the facts asked and those derived from them."""

    derived: dict[str, ExpressionData]


class ThemeWords(Strict):
    """A theme's words."""

    title: Line
    intro: Text


class ThemeFile(ThemeWords):
    """A theme with its folder and its criteria in order."""

    folder: Line
    criteria: list[Line]


class ManifestWords(Strict):
    """The words of manifest.yaml."""

    title: Line
    wording_note: Text
    themes: dict[str, ThemeWords]


class LawFile(Strict):
    """Which instruments belong to it, whether all their norms are there, and when the law was read."""

    complete: bool
    read_on: Month
    instruments: list[Line]


class ManifestFile(Strict):
    """manifest.yaml: the order of everything."""

    id: Line
    version: Line
    valid_from: Date
    title: Line
    wording_note: Text
    themes: dict[str, ThemeFile]
    scopes: dict[Literal["quick", "core", "full"], list[Line]]
    law: LawFile


class ActionWords(Strict):
    """An action's words."""

    do: Text


class ActionFile(ActionWords):
    """An action of a norm."""

    effort_days: Annotated[int, Field(ge=1, le=1000)]
    lead_weeks: Annotated[int, Field(ge=1, le=520)]
    owner: Line


class StepFile(ActionFile):
    """An action that brings a criterion to a level."""

    impact: Annotated[int, Field(ge=1, le=3)]
    needs: dict[str, Level] = {}


class PresetWords(Strict):
    """The words of a preset."""

    reason: Text


class PresetFile(PresetWords):
    """For whom "not applicable" is offered with a reason ready."""

    when: ExpressionData


class CriterionWords(Strict):
    """The words of a criterion."""

    title: Line
    question: Text
    why: Text
    levels: FiveTexts
    evidence: Texts
    actions: dict[Reached, ActionWords]
    preset: PresetWords | None = None


class CriterionFile(Strict):
    """criteria/<theme>/<id>-<slug>.yaml."""

    id: Line
    title: Line
    question: Text
    why: Text
    category: Category
    ask: Annotated[list[Line], Field(min_length=1)]
    applies_when: ExpressionData | None = None
    levels: FiveTexts
    evidence: Texts
    actions: dict[Reached, StepFile]
    sources: Texts
    preset: PresetFile | None = None
    sensitive: bool = False


class ChoiceWords(Strict):
    """The words of a choice on a dilemma card."""

    do: Text
    because: Text


class ChoiceFile(ChoiceWords):
    """What one may do, and the level of the criterion that this fits."""

    level: Level


class DilemmaWords(Strict):
    """The words of a dilemma card."""

    title: Line
    situation: Text
    question: Line
    choices: Annotated[list[ChoiceWords], Field(min_length=3, max_length=4)]
    talk: Texts


class DilemmaFile(Strict):
    """dilemmas/<id>.yaml; the id begins with its place in the set."""

    id: Line
    criterion: Line
    title: Line
    situation: Text
    question: Line
    choices: Annotated[list[ChoiceFile], Field(min_length=3, max_length=4)]
    talk: Texts
    sources: Texts


class InstrumentWords(Strict):
    """instrument.yaml: how to cite a law, and its title."""

    short: Line
    title: Text


class InstrumentFile(InstrumentWords):
    """instrument.yaml, with whether several laws stand under this heading."""

    several_laws: bool = False


class SourceFile(Strict):
    """Where a norm was read."""

    url: Line
    checked: Checked
    read_on: Month


class LawValueWords(Strict):
    """What a value of the law is about."""

    what: Line


class LawValueFile(LawValueWords):
    """A number that the law sets."""

    value: Annotated[int | Line, WrapValidator(_number)]
    unit: Unit


class NormWords(Strict):
    """The words of a norm."""

    article: Line
    text: Text
    check: Text | None = None
    not_applicable_when: Text | None = None
    evidence: list[Text] = []
    action: ActionWords | None = None
    values: dict[str, LawValueWords] = {}


class NormFile(Strict):
    """rules/<instrument>/<id>.yaml."""

    id: Line
    article: Line
    kind: Kind
    text: Text
    check: Text | None = None
    binds: ExpressionData | None = None
    valid_from: Date
    valid_to: Date | None = None
    met_when: dict[str, Level] = {}
    not_applicable_when: Text | None = None
    topic: Line
    evidence: list[Text] = []
    action: ActionFile | None = None
    values: dict[str, LawValueFile] = {}
    explained_by: list[Line] = []
    source: SourceFile
