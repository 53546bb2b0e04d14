"""What can be wrong with what people hand in, as sentences that say how to mend it."""

from collections.abc import Iterable, Mapping


class Mistake:
    """One mistake as one sentence: a template in English, which is also its key for translation, and its values."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, str] = {name: _shown(value) for name, value in values.items()}

    def __str__(self) -> str:
        return self.text.format(**self.values)


class PeilstokError(Exception):
    """One or more mistakes, each a sentence of its own.

    PeilstokError
    ├── ContentError   the questionnaire or the rules fall short: the author mends it
    └── BadInput       an answers file, an upload or a form falls short: the user mends it
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class ContentError(PeilstokError):
    """The questionnaire or the rules fall short."""


class BadInput(PeilstokError):
    """What a user handed in can't be taken."""


def _shown(value: object) -> str:
    """The value as a short piece of one line, so that a hostile file can't fill the screen."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return text if len(text) <= 200 else text[:200] + "…"
