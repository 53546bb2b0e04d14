"""Tagged PDF: what each mark on a page is (heading, cell, figure …), told to screen readers (PDF/UA-1, ISO 14289-1).

ReportLab draws but does not tag. Here every drawing is put between BDC and EMC with a number, and the structure tree,
which says what each number is, is written beside the pages.
"""

from collections.abc import Callable, Iterator
from typing import Any

from reportlab.pdfbase._fontdata import standardFonts
from reportlab.pdfbase.pdfdoc import LinkAnnotation, PDFDictionary, PDFName, PDFObject, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from reports import fonts
from reports.metadata import DocumentDetails, xmp

# Keys of the parent tree: links count from 0, pages from here on, since the number of links is known last.
FIRST_PAGE_KEY = 100_000
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
        """The element and all below it that hold something, from the top down."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node) and not kid.is_empty():
                yield from kid.elements()

    def format(self, document: Any) -> bytes:
        """The element as it stands in the file."""
        numbers = document.idToObjectNumberAndVersion
        parent = self.parent.number if self.parent else numbers["StructTreeRoot"][0]
        page = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), None)
        kids = [self._kid(kid, page, numbers) for kid in self.kids if not (isinstance(kid, Node) and kid.is_empty())]
        content = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        of_page = f"/Pg {numbers[f'Page{page}'][0]} 0 R" if page else ""
        return f"<</Type/StructElem/S/{self.kind}/P {parent} 0 R{of_page}/K {content}{self.attributes}>>".encode()

    @staticmethod
    def _kid(kid: "Node | tuple[int, int] | str", page: int | None, numbers: dict[str, tuple[int, int]]) -> str:
        if isinstance(kid, Node):
            return f"{kid.number} 0 R"
        if isinstance(kid, str):
            return f"<</Type/OBJR/Obj {numbers[f'Annot.{kid}'][0]} 0 R>>"
        if kid[0] == page:
            return str(kid[1])
        return f"<</Type/MCR/Pg {numbers[f'Page{kid[0]}'][0]} 0 R/MCID {kid[1]}>>"


def text_attribute(name: str, text: str) -> str:
    """An attribute with text, such as /Alt, in UTF-16 so that every character survives."""
    marked = "\ufeff" + text
    return f"/{name}<{marked.encode('utf-16-be').hex()}>"


class TaggedCanvas(Canvas):
    """A canvas on which everything is either marked as an element or as an artifact (decoration, running lines)."""

    # ReportLab's own, which its type stubs leave out.
    _doc: Any
    _code: list[str]
    _bookmarkReference: Any  # noqa: N815
    _absRect: Any  # noqa: N815
    _addAnnotation: Any  # noqa: N815

    def __init__(self, filename: Any, *, root: Node, details: DocumentDetails, **settings: Any) -> None:
        super().__init__(filename, pdfVersion=(1, 7), **settings)
        self.root = root
        self.details = details
        self.heading_pages: dict[str, int] = {}
        self._waiting: list[tuple[int, str, Callable[[TaggedCanvas], None]]] = []
        self._marks: dict[int, list[Node]] = {}
        self._links: list[Node] = []
        self._page_now: int | None = None
        self.setDateFormatter(lambda *_: f"D:{details.on:%Y%m%d}000000Z")

    def setFont(  # noqa: N802  ReportLab's name
        self, psfontname: str, size: float, leading: float | None = None
    ) -> None:
        """Sets the font; ReportLab's own default, which could not be embedded, becomes ours before anything shows."""
        super().setFont(fonts.REGULAR if psfontname in standardFonts else psfontname, size, leading)

    def page_count(self) -> int:
        """How many pages are finished."""
        return len(self._doc.Pages.pages)

    def begin(self, node: Node) -> None:
        """What is drawn from here up to `end` is this element's."""
        page = self._page_now or self.getPageNumber()
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

    def at_the_end(self, draw: Callable[["TaggedCanvas"], None]) -> None:
        """Has this drawn here once all pages are known, in the coordinates of the page."""
        place = f"%waiting {len(self._waiting)}"
        self._code.append(place)
        self._waiting.append((self.getPageNumber(), place, draw))

    def link(self, node: Node, description: str, destination: str, rectangle: Rectangle) -> None:
        """A clickable area of this Link element that leads to a heading; the rectangle is in current coordinates."""
        self._add_link(node, description, rectangle, Destination=self._bookmarkReference(destination))

    def web_link(self, node: Node, address: str, rectangle: Rectangle) -> None:
        """A clickable area of this Link element that leads to a web address."""
        action = PDFDictionary({"S": PDFName("URI"), "URI": PDFString(address)})
        self._add_link(node, address, rectangle, Destination=None, A=action)

    def _add_link(self, node: Node, description: str, rectangle: Rectangle, **target: Any) -> None:
        name, key = f"link{len(self._links)}", len(self._links)
        where = self._absRect(rectangle, 1)
        self._addAnnotation(_TaggedLink(where, description, Border="[0 0 0]", F=4, StructParent=key, **target), name)
        self._links.append(node)
        node.kids.append(name)

    def save(self) -> None:
        """Draws what had to wait for the last page, and writes the file with its structure tree."""
        if self._code:
            self.showPage()
        pages = self._doc.Pages.pages
        for number, place, draw in self._waiting:
            self._code = []
            self._page_now = number
            draw(self)
            page = pages[number - 1]
            page.stream = page.stream.replace(place + "\n", "\n".join(self._code) + "\n", 1)
        self._code = []
        self._write_structure(pages)
        super().save()

    def _write_structure(self, pages: list[Any]) -> None:
        """Adds the structure tree, the way from marks and links back into it, and the metadata to the file."""
        document = self._doc
        for node in self.root.elements():
            document.Reference(node)
            node.number = document.objectcounter
        for number, page in enumerate(pages, 1):
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = FIRST_PAGE_KEY + number
            page.Tabs = PDFName("S")
        keys = [f"{key} {node.number} 0 R" for key, node in enumerate(self._links)]
        keys += [
            f"{FIRST_PAGE_KEY + number} [{' '.join(f'{node.number} 0 R' for node in self._marks.get(number, []))}]"
            for number in range(1, len(pages) + 1)
        ]
        tree = f"<</Type/StructTreeRoot/K {self.root.number} 0 R/ParentTree<</Nums[{' '.join(keys)}]>>"
        catalog = document.Catalog
        catalog.StructTreeRoot = _Written(f"{tree}/ParentTreeNextKey {FIRST_PAGE_KEY + len(pages) + 1}>>")
        document.Reference(catalog.StructTreeRoot, "StructTreeRoot")
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = _metadata(self.details)


class _TaggedLink(LinkAnnotation):
    """A link that may say which element it belongs to."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


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
