"""questionnaires/*.yaml to a Questionnaire per language: the strict reading of all content."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from model import content_files as files
from model.content_checks import mistakes_in
from model.content_objects import criterion_of, dilemma_of, norm_of
from model.content_tree import CHANGES, DILEMMAS, LANGUAGES, SOURCE_LANGUAGE, Tree, id_of, translation_of
from model.errors import ContentError, Mistake
from model.meanings import OF_A_CRITERION, OF_A_NORM, OF_THE_SCALE, meaning_of
from model.questionnaire import (
    Criterion,
    CustomerWord,
    Dilemma,
    FactQuestion,
    Instrument,
    LevelName,
    Norm,
    Profile,
    Questionnaire,
    Theme,
)
from model.reading import natural
from model.translations import refuse_other_texts
from model.version_checks import mistakes_in_versions
from model.version_files import RecordFile, StepFile, chain_to, steps_of
from model.versions import SCALE

__all__ = ["CONTENT", "LANGUAGES", "SOURCE_LANGUAGE", "load"]
CONTENT = Path(__file__).resolve().parent.parent / "questionnaires"
File = TypeVar("File", bound=BaseModel)


def load(root: Path = CONTENT, name: str = "social-collection", under: Path | None = None) -> dict[str, Questionnaire]:
    """The questionnaire in every language, by language code; what `root` has no file of is read from `under`.

    :raises ContentError: with a sentence for every mistake found.
    """
    tree = Tree(root, under)
    content = _Content(tree)
    original = content.in_language(name, SOURCE_LANGUAGE)
    mistakes = mistakes_in(original, content.file_of)
    if mistakes:
        raise ContentError(mistakes)
    questionnaires = {SOURCE_LANGUAGE: original}
    for language in LANGUAGES:
        if language != SOURCE_LANGUAGE:
            questionnaires[language] = content.in_language(name, language)
    tree.refuse_unread(name)
    meanings = content.meanings(original)
    records, chain = _past(tree, replace(original, meanings=meanings))
    digest = tree.digest(name)
    return {
        language: replace(
            questionnaire, digest=digest, meanings=meanings, steps=steps_of(chain, records, questionnaire)
        )
        for language, questionnaire in questionnaires.items()
    }


def _past(tree: Tree, now: Questionnaire) -> tuple[dict[str, RecordFile], list[StepFile]]:
    """The records of versions, and the changes that led to this one, oldest first."""
    records: dict[str, RecordFile] = {}
    steps: list[StepFile] = []
    for path in tree.files_in(Path(CHANGES)):
        if "-" in path.stem:
            steps.append(tree.file(path, StepFile))
            _same_id(steps[-1].name, path.stem, str(path))
        else:
            records[path.stem] = tree.file(path, RecordFile)
            _same_id(records[path.stem].version, path.stem, str(path))
    mistakes = mistakes_in_versions(now, records, steps)
    if mistakes:
        raise ContentError(mistakes)
    return records, chain_to(now.version, steps)


class _Content:
    """What the files say, in one language after the other; `file_of` names the file of each criterion and norm."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.file_of: dict[str, str] = {}

    def meanings(self, original: Questionnaire) -> dict[str, str]:
        """The digest of what the scale, each criterion and each norm means, by id."""
        keys = {**dict.fromkeys(original.criteria, OF_A_CRITERION), **dict.fromkeys(original.norms, OF_A_NORM)}
        scale = meaning_of(self.tree.data["levels.yaml"], OF_THE_SCALE)
        return {SCALE: scale, **{id_: meaning_of(self.tree.data[self.file_of[id_]], of) for id_, of in keys.items()}}

    def in_language(self, name: str, language: str) -> Questionnaire:
        manifest = self.tree.file(Path(name) / "manifest.yaml", files.ManifestFile)
        _same_id(manifest.id, name, f"{name}/manifest.yaml")
        words = self._words(Path(name), Path("manifest.yaml"), files.ManifestWords, language)
        theme_words = (words or manifest).themes
        self._same_keys(
            manifest.themes, theme_words, f"{translation_of(Path(name), Path('manifest.yaml'), language)} themes"
        )
        criteria = dict(self._criteria(name, manifest, language))
        levels = self._general("levels.yaml", files.LevelsFile, files.LevelsFile, language)
        vocabulary = self._general("vocabulary.yaml", files.VocabularyFile, files.VocabularyFile, language)
        instruments = {id_: self._instrument(id_, language) for id_ in manifest.law.instruments}
        return Questionnaire(
            id=manifest.id,
            version=manifest.version,
            valid_from=manifest.valid_from,
            title=(words or manifest).title,
            wording_note=(words or manifest).wording_note,
            language=language,
            digest="",
            levels=tuple(LevelName(level.name, level.meaning) for level in levels.levels),
            categories=vocabulary.categories,
            departments=vocabulary.departments,
            topics=vocabulary.topics,
            profile=self._profile(language),
            themes=tuple(
                Theme(id_, theme_words[id_].title, theme_words[id_].intro, tuple(theme.criteria))
                for id_, theme in manifest.themes.items()
            ),
            criteria=criteria,
            scopes={scope: tuple(ids) for scope, ids in manifest.scopes.items()},
            instruments=instruments,
            norms={norm.id: norm for id_ in instruments for norm in self._norms(id_, language)},
            dilemmas=tuple(self._dilemmas(name, language)),
            law_complete=manifest.law.complete,
            law_read_on=manifest.law.read_on,
        )

    def _criteria(self, name: str, manifest: files.ManifestFile, language: str) -> Iterator[tuple[str, Criterion]]:
        for theme_id, theme in manifest.themes.items():
            folder = Path("criteria") / theme.folder
            paths = {id_of(path.name): path for path in self.tree.files_in(Path(name) / folder, theme.criteria)}
            _same_files(theme.criteria, paths, f"{name}/{folder}", f"{name}/manifest.yaml themes.{theme_id}")
            for id_ in theme.criteria:
                file = self.tree.file(Path(name) / folder / paths[id_].name, files.CriterionFile)
                self.file_of[id_] = f"{name}/{folder}/{paths[id_].name}"
                _same_id(file.id, id_, self.file_of[id_])
                words = self._words(Path(name), folder / paths[id_].name, files.CriterionWords, language)
                place = translation_of(Path(name), folder / paths[id_].name, language)
                self._same_keys(file.actions, (words or file).actions, f"{place} actions")
                yield id_, criterion_of(file, words or file, theme_id)

    def _dilemmas(self, name: str, language: str) -> Iterator[Dilemma]:
        paths = self.tree.files_in(Path(name) / DILEMMAS)
        for path in sorted(paths, key=lambda path: natural(path.stem)):
            place = str(Path(name) / DILEMMAS / path.name)
            file = self.tree.file(Path(place), files.DilemmaFile)
            self.file_of[file.id] = place
            _same_id(file.id, path.stem, place)
            words = self._words(Path(name), Path(DILEMMAS) / path.name, files.DilemmaWords, language)
            yield dilemma_of(file, words or file)

    def _instrument(self, id_: str, language: str) -> Instrument:
        path = f"rules/{id_}/instrument.yaml"
        file = self.tree.file(Path(path), files.InstrumentFile)
        words = self._general(path, files.InstrumentFile, files.InstrumentWords, language)
        return Instrument(id_, words.short, words.title, file.several_laws)

    def _norms(self, instrument: str, language: str) -> Iterator[Norm]:
        paths = self.tree.files_in(Path("rules") / instrument)
        for path in sorted(paths, key=lambda path: natural(path.stem)):
            if path.name == "instrument.yaml":
                continue
            file = self.tree.file(path, files.NormFile)
            self.file_of[file.id] = str(path)
            _same_id(file.id, path.stem, self.file_of[file.id])
            words = self._words(Path("rules"), Path(instrument) / path.name, files.NormWords, language)
            place = translation_of(Path("rules"), Path(instrument) / path.name, language)
            self._same_keys(file.values, (words or file).values, f"{place} values")
            yield norm_of(file, words or file, instrument)

    def _profile(self, language: str) -> Profile:
        file = self.tree.file(Path("profile.yaml"), files.ProfileFile)
        words = self._words(Path(), Path("profile.yaml"), files.ProfileWords, language) or file
        place = translation_of(Path(), Path("profile.yaml"), language)
        self._same_keys(file.facts, words.facts, f"{place} facts")
        self._same_keys(file.customer_words, words.customer_words, f"{place} customer_words")
        for id_, fact in file.facts.items():
            self._same_keys(fact.values, words.facts[id_].values, f"{place} facts.{id_}.values")
        return Profile(
            facts={
                id_: FactQuestion(
                    id_, fact.question, fact.help or "", {v: fact.values[v] for v in file.facts[id_].values}
                )
                for id_, fact in words.facts.items()
            },
            derived=file.derived,  # type: ignore[arg-type]  # the validator of the field has parsed them
            customer_words={id_: CustomerWord(word.one, word.many) for id_, word in words.customer_words.items()},
        )

    def _general(self, path: str, kind: type[File], words: type[File], language: str) -> File:
        """A file whose translation has all the same keys."""
        if language == SOURCE_LANGUAGE:
            return self.tree.file(Path(path), kind)
        folder, inner = ("rules", path.removeprefix("rules/")) if path.startswith("rules/") else ("", path)
        original = self.tree.file(Path(path), kind)
        place = translation_of(Path(folder), Path(inner), language)
        translated = self.tree.file(place, words)
        for key, value in original:
            if isinstance(value, Mapping):
                self._same_keys(value, getattr(translated, key), f"{place} {key}")
        return translated

    def _words(self, tree: Path, path: Path, kind: type[File], language: str) -> File | None:
        """The translated words that belong to a file, or None in the language in which the file is written."""
        if language == SOURCE_LANGUAGE:
            return None
        words = self.tree.file(translation_of(tree, path, language), kind)
        refuse_other_texts(
            self.tree.data[str(tree / path)], words.model_dump(), str(translation_of(tree, path, language))
        )
        return words

    @staticmethod
    def _same_keys(wanted: Any, found: Any, where: str) -> None:
        missing, unknown = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
        mistakes = [Mistake("{where}: {key} is missing. Add it.", where=where, key=key) for key in missing]
        mistakes += [
            Mistake("{where}: {key} is unknown. Remove it or add it to the original.", where=where, key=key)
            for key in unknown
        ]
        if mistakes:
            raise ContentError(mistakes)


def _same_id(found: str, wanted: str, file: str) -> None:
    if found != wanted:
        text = "{file}: id is {found}; the file's name or folder says {wanted}. Make them the same."
        raise ContentError([Mistake(text, file=file, found=found, wanted=wanted)])


def _same_files(wanted: list[str], found: dict[str, Path], folder: str, where: str) -> None:
    """Refuses a folder that has not exactly the files of the criteria that its theme names."""
    text = "{where}: criteria names {id}, and {folder} has no file for it. Add {id}-….yaml or remove the id."
    mistakes = [Mistake(text, where=where, id=id_, folder=folder) for id_ in wanted if id_ not in found]
    text = "{folder}/{file}: the theme does not name {id}. Add it to criteria in {where} or remove the file."
    mistakes += [
        Mistake(text, folder=folder, file=path.name, id=id_, where=where)
        for id_, path in found.items()
        if id_ not in wanted
    ]
    if mistakes:
        raise ContentError(mistakes)
