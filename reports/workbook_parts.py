"""What the XML of a workbook says, piece after piece: shared strings, and the cells of a sheet."""

MAXIMUM_CELLS = 200_000


def local_name(tag: str) -> str:
    """The name without its namespace: there are two sets of namespaces for the same workbook."""
    return tag.rpartition("}")[2]


class _Text:
    """Collects the text of `t` elements; the reading aid of Japanese text (`rPh`) is no part of it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_open = False
        self.is_aid = False

    def start(self, name: str, names: tuple[str, ...]) -> None:
        self.is_aid = self.is_aid or name == "rPh"
        self.is_open = name in names and not self.is_aid

    def end(self, name: str) -> None:
        self.is_open = False
        self.is_aid = self.is_aid and name != "rPh"

    def data(self, text: str) -> None:
        if self.is_open:
            self.pieces.append(text)

    def taken(self) -> str:
        text = "".join(self.pieces)
        self.pieces.clear()
        return text


class StringTarget:
    """Receives the shared strings from an XML parser; afterwards `strings` holds them in order."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._text = _Text()

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        """An element begins."""
        self._text.start(local_name(tag), ("t",))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local_name(tag)
        self._text.end(name)
        if name == "si":
            self.strings.append(self._text.taken())

    def data(self, text: str) -> None:
        """A piece of text."""
        self._text.data(text)

    def close(self) -> None:
        """The part ends."""


class CellTarget:
    """Receives a sheet from an XML parser; afterwards `cells` holds coordinate, kind, style, text and formula."""

    def __init__(self) -> None:
        self.cells: list[tuple[str, str, str, str, str | None]] = []
        self._text = _Text()
        self._formula: str | None = None
        self._in_formula = False
        self._attributes: dict[str, str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = local_name(tag)
        if name == "c":
            self._attributes, self._formula = attributes, None
            self._text = _Text()
        if self._attributes is None:
            return
        self._text.start(name, ("v", "t"))
        self._in_formula = name == "f"
        if self._in_formula:
            self._formula = ""

    def end(self, tag: str) -> None:
        """An element ends."""
        name = local_name(tag)
        self._text.end(name)
        self._in_formula = False
        if name == "c" and self._attributes is not None:
            text, kind = self._text.taken(), self._attributes.get("t", "n")
            if text or self._formula is not None or kind == "inlineStr":
                style = self._attributes.get("s", "0")
                if len(self.cells) == MAXIMUM_CELLS:
                    msg = "too many cells"
                    raise ValueError(msg)
                self.cells.append((self._attributes["r"], kind, style, text, self._formula))
            self._attributes = None

    def data(self, text: str) -> None:
        """A piece of text."""
        if self._in_formula:
            self._formula = (self._formula or "") + text
        self._text.data(text)

    def close(self) -> None:
        """The part ends."""
