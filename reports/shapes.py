"""The few shapes that our charts are drawn with."""

from typing import Any, Literal

from reportlab.graphics.shapes import Group, Line, Polygon, Rect, String

from reports import fonts, style
from reports.texts import one_line


def box(x: float, y: float, width: float, height: float, fill: Any, edge: Any = None) -> Rect:
    """A filled box, with an edge where a colour is given."""
    look: dict[str, Any] = {"fillColor": fill, "strokeColor": edge, "strokeWidth": 1}
    return Rect(x, y, width, height, **look)


def lines(points: list[tuple[float, float, float, float]], colour: Any, weight: float) -> Group:
    """Straight lines from point to point."""
    return Group(*(Line(*ends, strokeColor=colour, strokeWidth=weight) for ends in points))


def polygon(points: list[float], fill: Any, edge: Any = None) -> Polygon:
    """A filled polygon, with an edge where a colour is given."""
    return Polygon(points, fillColor=fill, strokeColor=edge, strokeWidth=1.8)


def label(
    x: float,
    y: float,
    text: str,
    *,
    colour: Any = style.INK,
    font: str = fonts.REGULAR,
    size: float = 8,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:
    """A short text of our own."""
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


def name(x: float, y: float, text: str, width: float, size: float) -> String:
    """A text that people typed, cut to this width."""
    shown, font = one_line(text, width, size)
    return label(x, y, shown, font=font, size=size)
