"""The content folder as files: what was read, the digest of it, and what nobody reads."""

import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from model.checking import shape
from model.errors import BadInput, ContentError, Mistake
from model.reading import read
from model.translations import refuse_unknown_placeholders

LANGUAGES = ("nl", "en")
SOURCE_LANGUAGE = "nl"
# In their own folder beside the criteria.
DILEMMAS = "dilemmas"
# What earlier versions meant, and what has changed since.
CHANGES = "changes"
File = TypeVar("File", bound=BaseModel)


class Tree:
    """The files of `root`, and of the tree `under` it those that it does not have itself.

    `data` keeps what was read, by path, for the digest and the second language.
    """

    def __init__(self, root: Path, under: Path | None = None) -> None:
        self.roots = (root,) if under is None else (root, under)
        self.data: dict[str, Any] = {}

    def file(self, path: Path, kind: type[File]) -> File:
        """A file in its shape.

        :raises ContentError: it is missing, can't be read, or has another shape.
        """
        if str(path) not in self.data:
            try:
                self.data[str(path)] = read(self._place(path).read_bytes(), str(path))
            except (FileNotFoundError, NotADirectoryError):
                raise ContentError([Mistake("{file}: this file is missing. Add it.", file=path)]) from None
            except OSError as error:
                text = "{file}: this file can't be read: {reason}. Make it a file that may be read."
                raise ContentError([Mistake(text, file=path, reason=error.strerror)]) from None
            except BadInput as error:
                raise ContentError(error.mistakes) from None
            refuse_unknown_placeholders(self.data[str(path)], str(path))
        return shape(kind, self.data[str(path)], str(path), ContentError)

    def files_in(self, folder: Path, ids: Collection[str] | None = None) -> list[Path]:
        """The files of a folder in the order of their names; of the tree under it only those of these ids, if given."""
        found = {path.name for path in (self.roots[0] / folder).glob("*.yaml")}
        for root in self.roots[1:]:
            names = (path.name for path in (root / folder).glob("*.yaml"))
            found |= {name for name in names if ids is None or id_of(name) in ids}
        return [folder / name for name in sorted(found)]

    def digest(self, name: str) -> str:
        """SHA-256 of all that a result rests on, whatever the order of keys, comments and line ends in the files.

        Dilemmas are no part of it, for playing changes no result; nor is what is told of earlier versions.
        """
        cards = {Path(name) / DILEMMAS, *(translation_of(Path(name), Path(DILEMMAS), code) for code in LANGUAGES)}
        light = {*cards, Path(CHANGES)}
        weighty = {path: data for path, data in self.data.items() if Path(path).parent not in light}
        canonical = json.dumps(weighty, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()

    def refuse_unread(self, name: str) -> None:
        """Refuses a file that stands in the tree and that nothing names, so that no content is left out unseen.

        Of the tree under it, files may stay unread: what came later was not yet there.
        """
        paths = (path.relative_to(self.roots[0]) for path in self.roots[0].rglob("*.y*ml"))
        ours = (path for path in paths if len(path.parts) == 1 or path.parts[0] in (name, "rules", "translations"))
        unread = sorted(str(path) for path in ours if str(path) not in self.data and path.name != "example.yaml")
        text = "{file}: nothing names this file, so nobody reads it. Name it in the manifest or remove it."
        if unread:
            raise ContentError([Mistake(text, file=path) for path in unread])

    def _place(self, path: Path) -> Path:
        """Where the file stands: in the first tree that has it."""
        return next((root / path for root in self.roots if (root / path).exists()), self.roots[0] / path)


def translation_of(tree: Path, path: Path, language: str) -> Path:
    """Where the words of a file stand in another language."""
    return tree / "translations" / language / path


def id_of(name: str) -> str:
    """The id with which the name of a criterion's file begins."""
    return Path(name).stem.split("-")[0]
