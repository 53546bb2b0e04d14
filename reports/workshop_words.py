"""What a round of a workshop showed, in words: the same on the page and in the report."""

from collections.abc import Callable, Iterator

from i18n.words import Words
from model.questionnaire import Questionnaire
from model.votes import Dots, Revealed
from model.workshops import Question

DOT, IN_A_ROW, MOST_DOTS = "●", 5, 40


def dots(number: int) -> str:
    """A dot for every person, in fives, with the number; a dash for nobody."""
    drawn = DOT * min(number, MOST_DOTS)
    fives = " ".join(drawn[place : place + IN_A_ROW] for place in range(0, len(drawn), IN_A_ROW))
    return f"{fives}{' …' if number > MOST_DOTS else ''} ({number})" if number else "–"


def groups(shown: Revealed, words: Words) -> list[tuple[str, Dots]]:
    """Each group with its name: the roles that may be shown, or else all together. A role may bear any name."""
    _ = words.gettext
    if len(shown.roles) < 2:
        return [(_("All"), shown.total)]
    return [(role or _("Other roles"), of_role) for role, of_role in shown.roles.items()]


def level_name(questionnaire: Questionnaire, level: int | None, words: Words) -> str:
    """A level with its name; None is "I don't know"."""
    return words.gettext("I don't know") if level is None else f"{level} · {questionnaire.levels[level - 1].name}"


def figures(shown: Revealed, words: Words, typed: Callable[[str], str] = str) -> Iterator[str]:
    """The figures of a round, a sentence each; `typed` makes safe what people typed, for where it is shown."""
    _ = words.gettext
    if shown.median is None or shown.consensus is None or shown.middle_half is None:
        yield _("Nobody chose a level.")
        return
    people = sum(shown.total.levels)
    low, high = (words.number(level) for level in shown.middle_half)
    yield _("Median: {median}. The middle half chose between {low} and {high}.").format(
        median=words.number(shown.median), low=low, high=high
    )
    text = _("Consensus: {index} on a scale from 0 to 1, of {people} people (Tastle and Wierman).")
    yield text.format(index=index(shown.consensus, words), people=people)
    if shown.outlier:
        yield _("One vote stands apart: level {level}. Without it the others agree much better.").format(
            level=shown.outlier
        )
    apart = shown.difference
    if apart is not None:
        yield _("The roles that differ most: the median of {lower} is {low}, that of {higher} is {high}.").format(
            lower=typed(apart.lower), low=words.number(apart.low),
            higher=typed(apart.higher), high=words.number(apart.high),
        )  # fmt: skip
    if shown.ambition is not None:
        yield _("Where people want to be in two years: the median is {median}, of {people} people.").format(
            median=words.number(shown.ambition), people=shown.ambitions
        )


def change(before: tuple[int, Revealed], after: tuple[int, Revealed], words: Words) -> str:
    """What changed between two rounds with their numbers; empty when nobody chose a level in one of them."""
    (first, one), (second, other) = before, after
    if one.median is None or other.median is None or one.consensus is None or other.consensus is None:
        return ""
    _ = words.gettext
    text = _(
        "From vote {first} to vote {second} the median went from {median} to {new_median}, and the consensus from "
        "{index} to {new_index}."
    )
    return text.format(
        first=first, second=second, median=words.number(one.median), new_median=words.number(other.median),
        index=index(one.consensus, words), new_index=index(other.consensus, words),
    )  # fmt: skip


def index(value: float, words: Words) -> str:
    """A figure of at most 1 with two decimals; what rounds to nothing is 0 and never -0."""
    return words.number(round(value, 2) + 0.0)


def status(question: Question, words: Words) -> str:
    """How far the workshop came with a question."""
    _ = words.gettext
    if question.outcome is not None:
        return _("Skipped") if question.outcome.level is None else _("Agreed")
    if question.last_shown is not None:
        return _("Voted, not agreed")
    return _("Vote not shown") if question.rounds else _("Not put")
