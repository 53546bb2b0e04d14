"""Files as people add them as evidence, made by the programs' own libraries; and archives with anything in them."""

import io
import zipfile

from openpyxl import Workbook
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document.main+xml"
EXCEL = f"{OFFICE}.spreadsheetml.sheet.main+xml"


def pdf(text="Werkinstructie"):
    """One page."""
    written = io.BytesIO()
    canvas = Canvas(written, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return written.getvalue()


def picture(kind, **options):
    """A picture of 40 by 30 points, in shades."""
    written = io.BytesIO()
    Image.radial_gradient("L").resize((40, 30)).convert("RGB").save(written, kind, **options)
    return written.getvalue()


def xlsx():
    """A workbook with one cell."""
    written = io.BytesIO()
    workbook = Workbook()
    workbook.active["A1"] = "Betaalregelingen"
    workbook.save(written)
    return written.getvalue()


def listed(*types):
    """The list of content types with a part of each."""
    parts = "".join(f'<Override PartName="/part{at}.xml" ContentType="{type_}"/>' for at, type_ in enumerate(types))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="{OFFICE}">{parts}</Types>'


def archive(entries, *, compression=zipfile.ZIP_DEFLATED):
    """A zip of these names with their content."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return written.getvalue()


def docx(types=(WORD,), **others):
    """The least that Word opens, with these types and other parts."""
    return archive({"[Content_Types].xml": listed(*types), "word/document.xml": "<w:document/>", **others})


WHOLE = {
    "pdf": ("beleid.pdf", pdf()),
    "png": ("scherm.png", picture("PNG")),
    "jpeg": ("foto.jpg", picture("JPEG")),
    "docx": ("brief.docx", docx()),
    "xlsx": ("cijfers.xlsx", xlsx()),
}
