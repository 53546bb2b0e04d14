"""The sheets of a workshop's workbook that count: figures, votes and reasons, as each closed round showed them."""

from collections.abc import Iterator, Sequence

from model.votes import Dots, Revealed
from model.workshops import Workshop
from reports.keyed_sheets import Column, Form, Row, Table, Value, add_table


def add_figures(form: Form, workshop: Workshop, title: str) -> None:
    """One row for each round that was shown."""
    _ = form.words.gettext
    columns = [
        *about_question(form),
        Column("round", _("Round of votes"), 10, "count"),
        Column("people", _("People"), 10, "count"),
        Column("unknown", _("I don't know"), 10, "count"),
        Column("median", _("Median"), 10, "count"),
        Column("low", _("Middle half from"), 16, "count"),
        Column("high", _("Middle half to"), 16, "count"),
        Column("consensus", _("Consensus, from 0 to 1"), 18, "count"),
        Column("outlier", _("One vote apart, at level"), 16, "count"),
        Column("lower", _("Role with the lowest median"), 24),
        Column("lower_median", _("Its median"), 14, "count"),
        Column("higher", _("Role with the highest median"), 24),
        Column("higher_median", _("Its median"), 14, "count"),
        Column("ambition", _("In two years: the median"), 16, "count"),
        Column("ambitions", _("In two years: people"), 16, "count"),
    ]
    rows: list[Row] = [
        (f"figures.{item}.{number}", {**of_question(form, item), "round": number, **_figures(shown)})
        for item, number, shown in _shown(workshop)
    ]
    add_sheet(form, "figures", _("Figures per round"), title, columns, rows)


def _figures(shown: Revealed) -> dict[str, Value]:
    low, high = shown.middle_half or (None, None)
    apart = shown.difference
    return {
        "people": shown.total.people,
        "unknown": shown.total.unknown,
        "median": shown.median,
        "low": low,
        "high": high,
        "consensus": None if shown.consensus is None else round(shown.consensus, 2),
        "outlier": shown.outlier,
        "lower": apart.lower if apart else None,
        "lower_median": apart.low if apart else None,
        "higher": apart.higher if apart else None,
        "higher_median": apart.high if apart else None,
        "ambition": shown.ambition,
        "ambitions": None if shown.ambition is None else shown.ambitions,
    }


def add_votes(form: Form, workshop: Workshop, title: str) -> None:
    """One row for each round, group and level, also where nobody chose it: what a pivot table needs."""
    _ = form.words.gettext
    columns = [
        *about_question(form),
        Column("round", _("Round of votes"), 10, "count"),
        Column("group", _("Role or department"), 26),
        Column("level", _("Level"), 10, "count"),
        Column("level_name", _("Name of the level"), 18),
        Column("people", _("People"), 10, "count"),
    ]
    rows: list[Row] = [
        (f"votes.{item}.{number}.{place}.{level or 'unknown'}", {
            **of_question(form, item), "round": number, "group": group,
            "level": level, "level_name": level_name(form, level), "people": people,
        })
        for item, number, shown in _shown(workshop)
        for place, (group, dots) in enumerate(_groups(form, shown))
        for level, people in _counts(dots)
    ]  # fmt: skip
    add_sheet(form, "votes", _("Votes"), title, columns, rows)


def _groups(form: Form, shown: Revealed) -> Iterator[tuple[str, Dots]]:
    """All who voted, and each role that was shown; the small ones may share one without a name."""
    _ = form.words.gettext
    yield _("All"), shown.total
    for role, dots in shown.roles.items():
        yield role or _("Other roles"), dots


def _counts(dots: Dots) -> Iterator[tuple[int | None, int]]:
    yield from enumerate(dots.levels, 1)
    yield None, dots.unknown


def add_reasons(form: Form, workshop: Workshop, title: str) -> None:
    """The reasons as they were shown; only where people vote by name with their level, role and name."""
    _ = form.words.gettext
    by_name = [
        Column("level", _("Level"), 10, "count"),
        Column("level_name", _("Name of the level"), 18),
        Column("role", _("Role or department"), 24),
        Column("name", _("Name"), 24),
    ]
    columns = [
        *about_question(form),
        Column("round", _("Round of votes"), 10, "count"),
        Column("reason", _("Reason"), 60),
        *([] if workshop.setup.anonymous else by_name),
    ]
    rows: list[Row] = []
    for item, number, shown in _shown(workshop):
        for place, reason in enumerate(shown.reasons, 1):
            values: dict[str, Value] = {**of_question(form, item), "round": number, "reason": reason.text}
            if reason.level != "hidden":
                values |= {"level": reason.level, "level_name": level_name(form, reason.level)}
            values |= {"role": reason.role or None, "name": reason.name or None}
            rows.append((f"reasons.{item}.{number}.{place}", values))
    add_sheet(form, "reasons", _("Reasons"), title, columns, rows)


def add_sheet(form: Form, marker: str, name: str, title: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Adds a sheet of the workshop with this title."""
    add_table(form, Table(marker, name, f"{name} · {title}", columns, rows))


def about_question(form: Form) -> list[Column]:
    """The columns that say which question a row is about."""
    _ = form.words.gettext
    return [Column("id", _("No."), 10), Column("title", _("Question"), 34)]


def of_question(form: Form, item: str | None) -> dict[str, Value]:
    """The cells that say which question a row is about; none for what came up at no question."""
    return {"id": item, "title": form.questionnaire.criteria[item].title} if item else {}


def level_name(form: Form, level: int | None) -> str:
    """The name of a level; None is "I don't know"."""
    return form.questionnaire.levels[level - 1].name if level else form.words.gettext("I don't know")


def _shown(workshop: Workshop) -> Iterator[tuple[str, int, Revealed]]:
    """Of each round that was shown: the question, the number of the round, and what it showed."""
    for question in workshop.questions:
        for one in question.rounds:
            if one.shown is not None:
                yield question.item, one.number, one.shown
