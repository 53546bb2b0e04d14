"""What the benchmark shows of a group, in words: the same on the page and in the report."""

from collections.abc import Iterator

from i18n.words import Words
from model.contributions import Item, ItemKind, LevelStep
from model.questionnaire import Questionnaire
from model.releases import Figure, Group, Release

# In smaller groups the ends of the scale are cut off, so that no figure gives away level 1 or 5.
CROWD, LOWEST_SHOWN, HIGHEST_SHOWN = 100, 2.0, 4.0
QUARTILES_FROM = 12
OVERALL = "overall"
SIZES = ("", "small", "medium", "large")


def group_name(group: Group, questionnaire: Questionnaire, words: Words) -> str:
    """Who is in a group, such as "Energy, large, with evidence"."""
    _ = words.gettext
    sizes = {"small": _("small organisations"), "medium": _("medium-sized organisations"),
             "large": _("large organisations")}  # fmt: skip
    sector = questionnaire.profile.facts["sector"].values.get(group.sector, group.sector)
    size = sizes.get(group.size_class, group.size_class)
    name = ", ".join(part for part in (sector, size) if part) or _("all organisations")
    name = _("{group}, with evidence").format(group=name) if group.is_assured else name
    return name[0].upper() + name[1:]


def item_title(item: Item, questionnaire: Questionnaire, words: Words) -> str:
    """What a figure is about: a question, a theme, or all themes together; of an earlier version by its title then."""
    if item.of == OVERALL:
        return words.gettext("All themes together")
    if item.kind == "score":
        return next((theme.title for theme in questionnaire.themes if theme.id == item.of), item.of)
    return criterion_title(item.of, questionnaire)


def criterion_title(id_: str, questionnaire: Questionnaire) -> str:
    """The title of a criterion, also of one that is no longer asked."""
    if id_ in questionnaire.criteria:
        return questionnaire.criteria[id_].title
    return next((step.titles[id_] for step in reversed(questionnaire.steps) if id_ in step.titles), id_)


def value(level: float, number: int, words: Words) -> str:
    """A level in a figure about so many organisations; of fewer than a hundred the ends are open."""
    _, shown = words.gettext, words.number(level)
    if _is_open_below(level, number):
        return _("{level} or lower").format(level=shown)
    return _("{level} or higher").format(level=shown) if _is_open_above(level, number) else shown


def has_open_ends(figure: Figure) -> tuple[bool, bool]:
    """Whether the middle half may begin lower than it is shown, and end higher."""
    if figure.quartiles is None:
        return False, False
    return _is_open_below(figure.quartiles[0], figure.number), _is_open_above(figure.quartiles[2], figure.number)


def _is_open_below(level: float, number: int) -> bool:
    return number < CROWD and level <= LOWEST_SHOWN


def _is_open_above(level: float, number: int) -> bool:
    return number < CROWD and level >= HIGHEST_SHOWN


def span(low: float, high: float, number: int, words: Words) -> str:
    """From one level of a figure to another."""
    first, last = value(low, number, words), value(high, number, words)
    return first if first == last else words.gettext("{low} to {high}").format(low=first, high=last)


def band(figure: Figure, words: Words) -> str:
    """Where the middle lies, as from–to; a band has no open ends."""
    low, high = (words.number(level) for level in figure.band)
    return words.gettext("{low} to {high}").format(low=low, high=high)


def cells(figure: Figure | None, words: Words) -> tuple[str, str, str, str, str]:
    """A figure as cells of a table: number, band, middle one, middle half, interval; a dash where nothing is shown."""
    if figure is None:
        return ("–",) * 5
    number, quartiles = figure.number, figure.quartiles
    return (
        words.number(number),
        band(figure, words),
        value(quartiles[1], number, words) if quartiles else "–",
        span(quartiles[0], quartiles[2], number, words) if quartiles else "–",
        span(*figure.interval, number, words) if figure.interval else "–",
    )


def line(figure: Figure, words: Words) -> str:
    """All that may be shown of a group, on one line."""
    _, number = words.gettext, figure.number
    low, high = (words.number(level) for level in figure.band)
    between = _("the middle one between {low} and {high}").format(low=low, high=high)
    parts = [organisations(number, words), between]
    if figure.quartiles:
        first, middle, third = figure.quartiles
        parts.append(_("middle one {level}").format(level=value(middle, number, words)))
        parts.append(_("middle half {span}").format(span=span(first, third, number, words)))
    if figure.interval:
        parts.append(_("95% interval {span}").format(span=span(*figure.interval, number, words)))
    if figure.deciles:
        low, high = (value(level, number, words) for level in (figure.deciles[0], figure.deciles[-1]))
        parts.append(_("lowest tenth up to {low}, highest tenth from {high}").format(low=low, high=high))
    if figure.mean is not None and figure.mean_interval:
        mean, around = value(figure.mean, number, words), span(*figure.mean_interval, number, words)
        parts.append(_("mean about {mean} (95% interval {span})").format(mean=mean, span=around))
    return " · ".join(parts)


def organisations(number: int, words: Words) -> str:
    """So many organisations."""
    return words.ngettext("{count} organisation", "{count} organisations", number).format(count=words.number(number))


def figures(figure: Figure, words: Words) -> Iterator[str]:
    """All that may be shown of a group, a sentence each."""
    _, number = words.gettext, figure.number
    text = _("{organisations}. The middle one lies between level {low} and level {high}.")
    low, high = (words.number(level) for level in figure.band)
    yield text.format(organisations=organisations(number, words), low=low, high=high)
    if figure.quartiles:
        first, median, third = (value(level, number, words) for level in figure.quartiles)
        yield _("The middle one stands at {median}. The middle half lies from {first} to {third}.").format(
            median=median, first=first, third=third
        )
    elif number < QUARTILES_FROM:
        yield _("There are too few to show more.")
    else:
        yield _("Nearly all gave the same answer, so we show no more.")
    if figure.interval:
        text = _("With 95% confidence the middle of all such organisations lies at {span}.")
        yield text.format(span=span(*figure.interval, number, words))
    if figure.deciles:
        text = _("One in ten stands at {low} or below it, one in ten at {high} or above it.")
        yield text.format(low=words.number(figure.deciles[0]), high=words.number(figure.deciles[-1]))
    if figure.mean is not None and figure.mean_interval:
        text = _("The mean is about {mean}; with 95% confidence that of all such organisations lies at {span}.")
        yield text.format(mean=value(figure.mean, number, words), span=span(*figure.mean_interval, number, words))


def step(step: LevelStep, questionnaire: Questionnaire, words: Words) -> str:
    """A level step that organisations made, such as "Clear bill: from 2 · Basic to 3 · Set up"."""
    before, after = (f"{level} · {questionnaire.levels[level - 1].name}" for level in (step.before, step.after))
    text = words.gettext("{title}: from {before} to {after}")
    return text.format(title=criterion_title(step.criterion, questionnaire), before=before, after=after)


def rules(words: Words) -> list[str]:
    """What a release does not show, and why, in plain words."""
    _ = words.gettext
    return [
        _("Of fewer than six organisations together we show nothing. You have at least five others beside you."),
        _(
            "Of 6 to 11 organisations we show the band of one level in which the middle one lies. Of 12 to 29 the "
            "quartiles as well, and of 30 and more the deciles and the mean."
        ),
        _("We never show the lowest, the highest, or the answer of one organisation."),
        _(
            "Of fewer than a hundred organisations the ends of the scale stay open: “2 or lower” and “4 or higher”. "
            "So nobody sees who stands at level 1 or 5."
        ),
        _("If a figure could be worked out from other figures, we leave one of them out too."),
        _("Where nearly all organisations gave the same answer, we only show a wide band."),
        _("Means are rounded so far that the answer of one organisation can't be worked out."),
        _("Questions about prices, fees and volumes are never in a benchmark. Competitors may not compare those."),
    ]


def fictional_mark(words: Words) -> str:
    """What stands with everything that is shown of a release about organisations that do not exist."""
    return words.gettext(
        "Fictional: these organisations do not exist. The figures are made up, to show how this works."
    )


def hash_note(words: Words) -> str:
    """What the SHA-256 of a release is good for, and what not."""
    return words.gettext(
        "Compare the SHA-256 of your file with this one, for example with: sha256sum FILE. If they are the same, the "
        "file is unchanged. It does not prove who made it."
    )


def release_facts(release: Release, questionnaire: Questionnaire, words: Words) -> list[tuple[str, str]]:
    """What identifies a release, as name and value."""
    _ = words.gettext
    return [
        (_("Association"), release.association),
        (_("Edition"), release.edition),
        (_("Closed on"), words.date(release.closed_on)),
        (_("Questionnaire"), f"{questionnaire.title}, {release.version}"),
        (_("Digest of the content"), release.digest),
        (_("Version of the rules for showing"), release.rules),
    ]


def of_group(release: Release, group: Group, kind: ItemKind, scope: str = "") -> dict[str, Figure]:
    """What the release shows of a group: by theme or criterion, where it shows anything."""
    return {
        item.of: groups[group]
        for item, groups in release.figures.items()
        if (item.kind, item.scope) == (kind, scope) and group in groups
    }


def number_of(release: Release) -> int | None:
    """How many organisations the release is about: the largest number that it shows of all together."""
    counted = [groups[Group()].number for groups in release.figures.values() if Group() in groups]
    return max(counted, default=None)
