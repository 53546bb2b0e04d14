"""Playing with dilemmas, to begin a workshop with: a customer's situation, and what would you do?"""

from ui.components import frame
from ui.components.play import play

current = frame.require_assessment()
frame.title(current, current.words.gettext("Dilemmas to begin with"))
play(current)
