"""One line that shows a level as filled boxes and says it in words, with the ambition and the contribution."""

from reportlab.platypus import Flowable

from reports import fonts, style
from reports.tagging import Node, TaggedCanvas

BOX = 13.0
GAP = 3.0
HEIGHT = 19.0
TEXT_AT = 5 * (BOX + GAP) + 8
SIZE = 9.0


class LevelLine(Flowable):
    """The line; its words are of our own making, so they need no paragraph. The boxes are an artifact."""

    canv: TaggedCanvas

    def __init__(self, level: int | None, target: int | None, texts: tuple[str, str, str], node: Node) -> None:
        super().__init__()
        self.level = level
        self.target = target
        self.texts = texts
        self.node = node
        self.width = 0.0
        fonts.register()

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The full width and one line."""
        self.width = width
        return width, HEIGHT + 3

    def draw(self) -> None:
        """Draws boxes, then level, ambition and contribution."""
        canvas = self.canv
        canvas.begin_artifact()
        for level in range(1, 6):
            self._draw_box(canvas, level)
        canvas.end()
        said, ambition, contribution = self.texts
        canvas.begin(self.node)
        canvas.setFillColor(style.ACCENT)
        canvas.setFont(fonts.BOLD, SIZE)
        canvas.drawString(TEXT_AT, 9, said)
        canvas.setFillColor(style.AMBITION)
        canvas.setFont(fonts.REGULAR, SIZE)
        # The blanks part the three texts for who hears them.
        canvas.drawString(TEXT_AT + 158, 9, f" {ambition} " if ambition else "")
        canvas.setFillColor(style.MUTED)
        canvas.drawRightString(self.width, 9, contribution)
        canvas.end()

    def _draw_box(self, canvas: TaggedCanvas, level: int) -> None:
        x, y = (level - 1) * (BOX + GAP), 6.0
        is_filled = self.level is not None and level <= self.level
        canvas.setFillColor(style.ACCENT if is_filled else style.TRACK)
        canvas.rect(x, y, BOX, BOX, stroke=0, fill=1)
        if level == self.target and not is_filled:
            canvas.setStrokeColor(style.AMBITION)
            canvas.setLineWidth(1.6)
            canvas.rect(x + 0.8, y + 0.8, BOX - 1.6, BOX - 1.6, stroke=1, fill=0)
