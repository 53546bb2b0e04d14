"""The files of questionnaires/changes/: what a published version meant, and what has changed from one to the next."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from pydantic import Field

from model.questionnaire import Questionnaire
from model.texts import Date, Line, Strict, Text
from model.versions import SCALE, Change, ChangeClass, VersionStep


class Translated(Strict):
    """A text in every language, for what has no file of its own to be translated in."""

    nl: Text
    en: Text

    def in_language(self, language: str) -> str:
        """The text in this language."""
        return {"nl": self.nl, "en": self.en}[language]


class MeaningFile(Strict):
    """What a criterion, a norm or the scale meant, as a digest, and what it was called."""

    meaning: Line
    title: Translated


class RecordFile(Strict):
    """changes/<version>.yaml: what a published version meant. Made by `cli.py freeze`, and never changed."""

    version: Line
    valid_from: Date
    items: dict[str, MeaningFile]

    @property
    def meanings(self) -> dict[str, str]:
        """The digests, by id."""
        return {id_: item.meaning for id_, item in self.items.items()}


class ChangeFile(Strict):
    """One change of meaning with its class: which ids it took, and which it gave."""

    kind: ChangeClass = Field(alias="class")
    before: list[Line] = Field(alias="from")
    after: list[Line] = Field(alias="to")
    why: Translated


class StepFile(Strict):
    """changes/<from>-<to>.yaml: every change of meaning between two versions, classed by an author."""

    before: Line = Field(alias="from")
    after: Line = Field(alias="to")
    fictional: bool = False
    changes: list[ChangeFile]

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return f"{self.before}-{self.after}"


def chain_to(version: str, steps: Sequence[StepFile]) -> list[StepFile]:
    """The steps that lead to this version, oldest first; from the version itself none begins."""
    open_ = {step.after: step for step in steps if step.before != version}
    chain: list[StepFile] = []
    while version in open_:
        chain.insert(0, open_.pop(version))
        version = chain[0].before
    return chain


def steps_of(
    chain: Sequence[StepFile], records: Mapping[str, RecordFile], now: Questionnaire
) -> tuple[VersionStep, ...]:
    """The steps to the questionnaire of now, in its language.

    :raises KeyError: a version has no record.
    """
    begins = {**{version: record.valid_from for version, record in records.items()}, now.version: now.valid_from}
    return tuple(_step_of(step, records[step.before], begins[step.after], now.language) for step in chain)


def _step_of(step: StepFile, earlier: RecordFile, valid_from: date, language: str) -> VersionStep:
    return VersionStep(
        before=step.before,
        after=step.after,
        changes=tuple(
            Change(change.kind, tuple(change.before), tuple(change.after), change.why.in_language(language))
            for change in step.changes
        ),
        titles={id_: item.title.in_language(language) for id_, item in earlier.items.items()},
        valid_from=valid_from,
        fictional=step.fictional,
    )


def record_text(questionnaires: Mapping[str, Questionnaire]) -> str:
    """The record of this version as a file: the same content always gives the same text."""
    now = questionnaires["nl"]
    titles = {language: _titles(questionnaire) for language, questionnaire in questionnaires.items()}
    lines = [
        "# What this version meant when it was published. Made by `python cli.py freeze`; never changed.",
        f"version: {_quoted(now.version)}",
        f"valid_from: {now.valid_from}",
        "items:",
    ]
    for id_, meaning in now.meanings.items():
        of = ", ".join(f"{language}: {_quoted(titles[language][id_])}" for language in titles)
        lines.append(f"  {id_}: {{meaning: {_quoted(meaning)}, title: {{{of}}}}}")
    return "\n".join(lines) + "\n"


def _titles(questionnaire: Questionnaire) -> dict[str, str]:
    """What the scale, each criterion and each norm is called: its names, its title, its article."""
    return {
        SCALE: ", ".join(level.name for level in questionnaire.levels),
        **{id_: criterion.title for id_, criterion in questionnaire.criteria.items()},
        **{id_: questionnaire.cite(norm) for id_, norm in questionnaire.norms.items()},
    }


def _quoted(text: str) -> str:
    """The text between quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)
