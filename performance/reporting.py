"""How long the improvement plan takes as a PDF, beside a bare document of the same size (bar e)."""

import io
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pikepdf
from reportlab.graphics.shapes import Drawing, Group, Line, String
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

from i18n.words import words_in
from model.report import ReportDetails
from performance.floor.document import Grid, Picture, Piece, Room, Text, bare_document
from performance.subjects import LANGUAGE, Subject
from performance.table import Measured
from pipeline import assess
from reports import improvement_plan as report

BUILDS = 5


def measure_report(about: Subject) -> list[Measured]:
    """The plan of the example organisation."""
    assessment, words = assess(about.questionnaire, about.answers), words_in(LANGUAGE)

    def ours() -> bytes:
        return report.improvement_plan(assessment, about.questionnaire, ReportDetails(), words)

    pages = _pages(ours())
    floor = bare_document(_outline(ours), pages)
    if floor.build()[1] != pages:
        text = "The floor's document no longer has as many pages as ours."
        raise RuntimeError(text)
    builds: tuple[Callable[[], object], ...] = (ours, floor.build)
    seconds: tuple[list[float], list[float]] = ([], [])
    for _ in range(BUILDS):
        for build, taken in zip(builds, seconds, strict=True):
            start = time.perf_counter()
            build()
            taken.append(time.perf_counter() - start)
    name = f"(e) the plan as PDF, {pages} pages"
    return [Measured(name, "s", statistics.median(seconds[0]), statistics.median(seconds[1]), at_most=2)]


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _outline(build: Callable[[], bytes]) -> list[Piece]:
    """What our report consists of, taken from its story before it is laid out."""
    with patch.object(report, "build", return_value=b"") as layout:
        build()
    return [*_pieces(layout.call_args.args[0].flowables)]


def _pieces(flowables: list[Any]) -> Iterator[Piece]:
    for flowable in flowables:
        if isinstance(flowable, Table):
            yield _grid(flowable)
        elif isinstance(flowable, Paragraph):
            yield Text(flowable.getPlainText(), flowable.style.fontSize, flowable.style.leading)
        elif isinstance(flowable, PageBreak):
            yield Room(ends_page=True)
        elif isinstance(flowable, Spacer):
            yield Room(flowable.height)
        elif isinstance(getattr(flowable, "drawing", None), Drawing):
            shapes = [*_shapes(flowable.drawing)]
            lines, words = (sum(isinstance(shape, kind) for shape in shapes) for kind in (Line, String))
            areas = len(shapes) - lines - words
            yield Picture(flowable.drawing.width, flowable.drawing.height, lines, areas, words)


def _grid(table: Any) -> Grid:
    rows = tuple(tuple(tuple(_pieces(_listed(cell))) for cell in row) for row in table._cellvalues)  # noqa: SLF001  # ReportLab tells it nowhere else
    return Grid(tuple(table._colWidths), rows)  # noqa: SLF001  # as above


def _listed(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def _shapes(group: Any) -> Iterator[Any]:
    for shape in group.contents:
        if isinstance(shape, Group):
            yield from _shapes(shape)
        else:
            yield shape
