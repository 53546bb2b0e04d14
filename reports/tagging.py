"""Tagged PDF: what each mark on a page is (heading, cell, figure …), told to screen readers (PDF/UA-1, ISO 14289-1).

ReportLab draws but does not tag. Here every drawing is put between BDC and EMC with a number, and the structure tree,
which says what each number is, is written beside the pages.
"""

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream
from reportlab.pdfgen.canvas import Canvas

from reports.metadata import DocumentDetails, xmp

Rectangle = tuple[float, float, float, float]


class Node(PDFObject):
    """One element of the structure tree. It knows its marks as (page number, number on that page)."""

    __RefOnly__ = 1  # ReportLab: always its own object in the file

    def __init__(self, kind: str, parent: "Node | None" = None, attributes: str = "") -> None:
        self.kind = kind
        self.parent = parent
        self.attributes = attributes
        self.kids: list[Node | tuple[int, int] | str] = []
        self.number = 0
        if parent is not None:
            parent.kids.append(self)

    def is_empty(self) -> bool:
        """Whether nothing was drawn for it; an empty cell still counts, it keeps its table regular."""
        if self.kind in ("TD", "TH"):
            return False
        return all(isinstance(kid, Node) and kid.is_empty() for kid in self.kids)

    def elements(self) -> "Iterator[Node]":
        """This element and all below it that hold something, from the top down."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node) and not kid.is_empty():
                yield from kid.elements()

    def format(self, document: Any) -> bytes:
        """The element as it stands in the file."""
        numbers = document.idToObjectNumberAndVersion
        parent = self.parent.number if self.parent else numbers["StructTreeRoot"][0]
        page = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        kids = " ".join(self._kid(kid, page, numbers) for kid in self.kids)
        of_page = f"/Pg {numbers[f'Page{page}'][0]} 0 R" if page else ""
        return f"<</Type/StructElem/S/{self.kind}/P {parent} 0 R{of_page}/K[{kids}]{self.attributes}>>".encode()

    @staticmethod
    def _kid(kid: "Node | tuple[int, int] | str", page: int | None, numbers: dict[str, tuple[int, int]]) -> str:
        if isinstance(kid, Node):
            return "" if kid.is_empty() else f"{kid.number} 0 R"
        if isinstance(kid, str):
            return f"<</Type/OBJR/Obj {numbers[f'Annot.{kid}'][0]} 0 R>>"
        if kid[0] == page:
            return str(kid[1])
        return f"<</Type/MCR/Pg {numbers[f'Page{kid[0]}'][0]} 0 R/MCID {kid[1]}>>"


def text_attribute(name: str, text: str) -> str:
    """An attribute with text, such as /Alt, in UTF-16 so that every character survives."""
    return f"/{name}<{('\ufeff' + text).encode('utf-16-be').hex()}>"


class TaggedCanvas(Canvas):
    """A canvas on which everything is either marked as an element or as an artifact (decoration, running lines)."""

    def __init__(self, filename: Any, *, root: Node, details: DocumentDetails, **settings: Any) -> None:
        super().__init__(filename, pdfVersion=(1, 7), **settings)
        self.root = root
        self.details = details
        self.heading_pages: dict[str, int] = {}
        self.at_the_end: list[tuple[int, Callable[["TaggedCanvas"], None]]] = []
        self._marks: dict[int, list[Node]] = {}
        self._links: list[Node] = []
        self._page_now: int | None = None
        self.setDateFormatter(lambda *_: f"D:{details.on:%Y%m%d}000000Z")

    def begin(self, node: Node) -> None:
        """What is drawn from here up to `end` is this element's."""
        page = self._page_now or self._pageNumber
        marks = self._marks.setdefault(page, [])
        node.kids.append((page, len(marks)))
        self._code.append(f"/{node.kind} <</MCID {len(marks)}>> BDC")
        marks.append(node)

    def begin_artifact(self, kind: str = "/Artifact BMC") -> None:
        """What is drawn from here up to `end` is decoration; screen readers skip it."""
        self._code.append(kind)

    def begin_running_line(self, where: str) -> None:
        """What is drawn from here up to `end` is the page's Header or Footer; screen readers skip it."""
        self._code.append(f"/Artifact <</Type/Pagination/Subtype/{where}>> BDC")

    def end(self) -> None:
        """Ends what `begin…` began."""
        self._code.append("EMC")

    def link(self, node: Node, description: str, destination: str, rectangle: Rectangle) -> None:
        """A clickable area of this Link element that leads to a heading; the rectangle is in current coordinates."""
        name = f"link{len(self._links)}"
        # Keys of the parent tree: links count from 0, pages from 100,000 on, since the number of links shows last.
        self.linkRect(description, destination, rectangle, name=name, Border="[0 0 0]", StructParent=len(self._links))
        self._links.append(node)
        node.kids.append(name)

    def save(self) -> None:
        """Draws what had to wait for the last page, and writes the file with its structure tree."""
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        for number, draw in self.at_the_end:
            self._code: list[str] = []
            self._page_now = number
            draw(self)
            pages[number - 1].stream += "\n".join(self._code) + "\n"
        self._code = []
        _write_structure(self, pages, self._marks, self._links)
        super().save()


def _write_structure(canvas: TaggedCanvas, pages: list[Any], marks: dict[int, list[Node]], links: list[Node]) -> None:
    document = canvas._doc
    for node in canvas.root.elements():
        document.Reference(node)
        node.number = document.objectcounter
    for number, page in enumerate(pages, 1):
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = 100_000 + number
        page.Tabs = PDFName("S")
    keys = [f"{key} {node.number} 0 R" for key, node in enumerate(links)]
    keys += [
        f"{100_000 + number} [{' '.join(f'{node.number} 0 R' for node in marks.get(number, []))}]"
        for number in range(1, len(pages) + 1)
    ]
    tree = f"<</Type/StructTreeRoot/K {canvas.root.number} 0 R/ParentTree<</Nums[{' '.join(keys)}]>>"
    catalog = document.Catalog
    catalog.StructTreeRoot = _Written(f"{tree}/ParentTreeNextKey {100_001 + len(pages)}>>")
    document.Reference(catalog.StructTreeRoot, "StructTreeRoot")
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.Metadata = _metadata(canvas.details)


class _Written(PDFObject):
    """An object whose text in the file is known."""

    __RefOnly__ = 1

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, _document: Any) -> bytes:
        return self.text.encode()


def _metadata(details: DocumentDetails) -> PDFStream:
    stream = PDFStream(PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}), xmp(details))
    stream.filters = []  # metadata stays readable for tools that don't unpack streams
    return stream
