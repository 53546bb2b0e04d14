"""Where one organisation stands among others, and what its own answers look like, in words."""

from collections.abc import Mapping

from i18n.words import Words
from model.contributions import Signal
from model.releases import Place, PlaceName


def standing(place: Place, words: Words) -> str:
    """Where I stand in a group, in a few words; and where that can't be told, why."""
    _ = words.gettext
    return {
        "too_few": hidden(words),
        "below_band": _("Lower than the middle organisation"),
        "in_band": _("Around the middle organisation"),
        "above_band": _("Higher than the middle organisation"),
        "lowest_quarter": _("Lower than most"),
        "between": _("In the middle half"),
        "highest_quarter": _("Higher than most"),
        "open_end": _("At an end of the scale, where the figures tell no more"),
    }[place.name]


def hidden(words: Words) -> str:
    """Why nothing is shown of a group; which of the two it is, is not told."""
    return words.gettext(
        "Too few organisations to compare you with: there are fewer than five beside you, or a figure here would give "
        "away theirs."
    )


def in_short(places: Mapping[str, Place], words: Words) -> str:
    """A chart of themes in words: in which I stand higher than others, lower, or neither, by their names."""
    _ = words.gettext
    kinds: dict[str, tuple[PlaceName, ...]] = {
        _("Above the others: {names}."): ("highest_quarter", "above_band"),
        _("In the middle: {names}."): ("between", "in_band"),
        _("Below the others: {names}."): ("lowest_quarter", "below_band"),
        _("At an end of the scale: {names}."): ("open_end",),
        _("Too few organisations to compare with: {names}."): ("too_few",),
    }
    named = {text: [name for name, place in places.items() if place.name in of] for text, of in kinds.items()}
    return " ".join(text.format(names=", ".join(names)) for text, names in named.items() if names)


def rank(place: Place, words: Words) -> str:
    """What part of a group stands lower, as from–to with its interval; empty where that can't be told."""
    if place.rank is None or place.interval is None:
        return ""
    low, high, least, most = (words.share(percentage / 100) for percentage in (*place.rank, *place.interval))
    text = words.gettext(
        "Between {low} and {high} of them stands lower than you; of all such organisations between {least} and {most} "
        "(95% interval)."
    )
    return text.format(low=low, high=high, least=least, most=most)


def signal(signal: Signal, words: Words) -> str:
    """A fact about the answers and what is usual, to look at again before contributing; no judgement of it."""
    _ = words.gettext
    text = {
        "not_applicable": _("“Not applicable”: {value} of the questions. Usual is at most {most}."),
        "same_level": _("The same level: {value} of the levels. Usual is at most {most}."),
        "longest_run": _("The same level in a row: at most {value} questions. Usual is at most {most}."),
        "contradictions": _(
            "Checks of the law that do not go together with a level: {value}. Usual is at most {most}."
        ),
        "evidence": _("With evidence: {value} of the levels. Usual is at least {least}."),
        "jump": _("Since the time before your levels moved {value} on average. Usual is {least} to {most}."),
    }[signal.name]
    as_number = signal.name in ("longest_run", "contradictions", "jump")
    value, least, most = (
        words.number(round(one, 1)) if as_number else words.share(one) for one in (signal.value, *signal.usual)
    )
    return text.format(value=value, least=least, most=most)
