"""How a report looks: one palette, one stylesheet, the measures of a page. Text has a contrast of at least 4.5 : 1."""

from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

from reports.fonts import BOLD, ITALIC, REGULAR

ACCENT: Final = HexColor("#0B5D66")
INK: Final = HexColor("#1B2B30")
MUTED: Final = HexColor("#4D5F65")
AMBITION: Final = HexColor("#A84A05")
RANGE: Final = HexColor("#2F4046")
WHITE: Final = HexColor("#FFFFFF")
# Only behind text or between things, never the sole carrier of anything.
TINT: Final = HexColor("#E9F1F2")
STRIPE: Final = HexColor("#F4F8F8")
TRACK: Final = HexColor("#E1EAEB")
LINE: Final = HexColor("#C5D3D5")

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 57.0
TOP = 64.0
BOTTOM = 58.0
COVER_BAND = 430.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
WIDE_MARGIN = 36.0
WIDE_WIDTH = PAGE_HEIGHT - 2 * WIDE_MARGIN

BODY = ParagraphStyle(
    "body", fontName=REGULAR, bulletFontName=REGULAR, fontSize=9.5, leading=13.8, textColor=INK, spaceAfter=5
)
LEAD = ParagraphStyle("lead", BODY, fontSize=11, leading=16.5, spaceAfter=9)
LEAD_STRONG = ParagraphStyle("lead_strong", LEAD, fontName=BOLD)
SMALL = ParagraphStyle("small", BODY, fontSize=8.5, leading=12, spaceAfter=3)
SMALL_NAME = ParagraphStyle("small_name", SMALL, keepWithNext=1)
NOTE = ParagraphStyle("note", SMALL, textColor=MUTED)
MISSING = ParagraphStyle("missing", BODY, textColor=AMBITION)
QUESTION = ParagraphStyle("question", BODY, fontName=ITALIC, fontSize=9, leading=13, textColor=MUTED, spaceAfter=4)
BULLET = ParagraphStyle("bullet", BODY, leftIndent=13, bulletIndent=2, spaceAfter=2.5)
SMALL_BULLET = ParagraphStyle("small_bullet", SMALL, leftIndent=13, bulletIndent=2, spaceAfter=2)
OPTION = ParagraphStyle("option", BODY, fontSize=9, leading=12.2, leftIndent=18, spaceAfter=2.5)
FORM_QUESTION = ParagraphStyle("form_question", BODY, fontSize=10, leading=14, spaceAfter=2)
CELL = ParagraphStyle("cell", BODY, fontSize=8.5, leading=11.8, spaceAfter=0)
CELL_NOTE = ParagraphStyle("cell_note", CELL, fontSize=8, leading=11, textColor=MUTED)
CELL_STRONG = ParagraphStyle("cell_strong", CELL, fontName=BOLD)
CELL_NUMBER = ParagraphStyle("cell_number", CELL, alignment=TA_RIGHT)
CELL_HEAD = ParagraphStyle("cell_head", CELL, fontName=BOLD, textColor=WHITE)
CELL_HEAD_NUMBER = ParagraphStyle("cell_head_number", CELL_HEAD, alignment=TA_RIGHT)
FIGURE_NUMBER = ParagraphStyle(
    "figure_number", BODY, fontName=BOLD, fontSize=18, leading=22, textColor=ACCENT, spaceAfter=0
)
FIGURE_SCORE = ParagraphStyle("figure_score", FIGURE_NUMBER, fontSize=34, leading=40)
FIGURE_OUTCOME = ParagraphStyle("figure_outcome", FIGURE_NUMBER, fontSize=20, leading=24)
FIGURE_LABEL = ParagraphStyle("figure_label", NOTE, fontSize=8, leading=11, spaceAfter=0)

HEADINGS: Final = {
    1: ParagraphStyle(
        "heading1", fontName=BOLD, fontSize=21, leading=27, textColor=ACCENT, spaceAfter=10, keepWithNext=1
    ),
    2: ParagraphStyle(
        "heading2",
        fontName=BOLD,
        fontSize=13.5,
        leading=18,
        textColor=ACCENT,
        spaceBefore=12,
        spaceAfter=5,
        keepWithNext=1,
    ),
    3: ParagraphStyle(
        "heading3",
        fontName=BOLD,
        fontSize=10.5,
        leading=14.5,
        textColor=INK,
        spaceBefore=7,
        spaceAfter=2,
        keepWithNext=1,
    ),
}
COVER_TITLE = ParagraphStyle("cover_title", fontName=BOLD, fontSize=32, leading=39, textColor=WHITE, spaceAfter=12)
COVER_NAME = ParagraphStyle("cover_name", fontName=REGULAR, fontSize=18, leading=24, textColor=WHITE)
COVER_LABEL = ParagraphStyle("cover_label", CELL, fontSize=9.5, leading=14, textColor=MUTED)
COVER_VALUE = ParagraphStyle("cover_value", CELL, fontName=BOLD, fontSize=10.5, leading=14)

# ReportLab sets a cell's font even where paragraphs bring their own, and its default would not be embedded.
_FONT = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
_TIGHT: list[Any] = [
    _FONT,
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 4.2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4.2),
]
_ROWS: list[Any] = [
    *_TIGHT,
    ("LEFTPADDING", (0, 0), (-1, -1), 6),
    ("RIGHTPADDING", (0, 0), (-1, -1), 6),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
]
TABLE: Final = TableStyle([*_ROWS, ("BACKGROUND", (0, 0), (-1, 0), ACCENT), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")])
PLAIN_TABLE: Final = TableStyle(_ROWS)
COLUMNS: Final = TableStyle(
    [
        _FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 14),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
)
CARDS: Final = TableStyle(
    [
        _FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 9),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, 0), 3, ACCENT),
    ]
)
