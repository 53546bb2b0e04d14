"""Over time: how an organisation moves from one assessment to the next, and why."""

from pipeline import trend
from reports.trend_words import TrendWords
from ui import session
from ui.components import frame
from ui.components.live import watch_others
from ui.components.trend import chosen_period, how_to_begin, law, moves, numbers, progress, themes, why

current = frame.require_assessment()
_ = current.words.gettext
frame.title(current, _("Over time"))
closed = session.store().milestones(current.id)
is_closed = current.id in [milestone.id for milestone in closed]
found = trend(current.questionnaire, closed, None if is_closed else current.assess())
if len(found.points) < 2:
    how_to_begin()
else:
    told = TrendWords(found, current.questionnaire, current.words)
    numbers(told)
    themes(told)
    number = chosen_period(told)
    why(told, number)
    moves(told, found.periods[number])
    progress(told, found.periods[number])
    law(told)
watch_others(current)
