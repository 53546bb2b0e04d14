"""Dilemmas to begin a workshop with: the situation of a customer, and what one would do."""

from ui.components import frame
from ui.components.play import play

current = frame.require_assessment()
frame.title(current, current.words.gettext("Dilemmas to begin with"))
play(current)
