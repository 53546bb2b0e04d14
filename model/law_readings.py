"""How long ago people read the law behind the norms."""

from datetime import UTC, date, datetime

from model.questionnaire import Questionnaire

OLDEST_READING_MONTHS = 12


def old_readings(questionnaire: Questionnaire, today: date) -> list[str]:
    """A warning for each moment of reading the law that is over twelve months ago."""
    moments = sorted({norm.source.read_on for norm in questionnaire.norms.values()})
    old = []
    for moment in moments:
        read = datetime.strptime(moment, "%Y-%m").replace(tzinfo=UTC)
        months = (today.year - read.year) * 12 + today.month - read.month
        if months > OLDEST_READING_MONTHS:
            ids = [norm.id for norm in questionnaire.norms.values() if norm.source.read_on == moment]
            old.append(f"the law behind {', '.join(ids)} was read in {moment}, over 12 months ago. Read it again.")
    return old
