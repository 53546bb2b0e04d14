"""The tables of a release: per theme for every group, per question, and where organisations went next."""

from i18n.words import Words
from model.contributions import Item
from model.questionnaire import Questionnaire, Theme
from model.releases import Figure, Group, Release
from reports import style
from reports.benchmark_words import OVERALL, band, group_name, of_group, span, step, value
from reports.peers_chart import strips
from reports.story import Column, Story

ALL = Group()
NUMBER, BAND, HALF, MIDDLE = 62.0, 62.0, 108.0, 72.0


def write_scope(story: Story, release: Release, scope: str, questionnaire: Questionnaire, words: Words) -> None:
    """The scores of one scope: all themes in a chart, then a table of groups for each theme."""
    _ = words.gettext
    themes = [theme for theme in questionnaire.themes if Item("score", theme.id, scope) in release.figures]
    if not themes and Item("score", OVERALL, scope) not in release.figures:
        return
    story.page()
    story.heading(1, _("Per theme: {scope}").format(scope=words.scope(scope)))
    shown = of_group(release, ALL, "score", scope)
    titles = {OVERALL: _("All themes together"), **{theme.id: theme.title for theme in themes}}
    story.figure(strips(titles, shown, words), _("The same figures stand in the tables below."))
    for id_, title in titles.items():
        _write_groups(story, release, Item("score", id_, scope), title, questionnaire, words)


def _write_groups(
    story: Story, release: Release, item: Item, title: str, questionnaire: Questionnaire, words: Words
) -> None:
    groups = release.figures.get(item, {})
    if not groups:
        return
    story.room(140)
    story.heading(2, title, in_contents=False)
    named = [(group_name(group, questionnaire, words), groups[group]) for group in sorted(groups, key=_order)]
    story.table(_columns(words.gettext("Group"), words), [(name, *_cells(shown, words)) for name, shown in named])


def _order(group: Group) -> tuple[bool, bool, bool, Group]:
    """All together first, then sectors, size classes, and both; each with evidence last."""
    return group.is_assured, bool(group.sector and group.size_class), bool(group.size_class), group


def _columns(head: str, words: Words) -> list[Column]:
    _ = words.gettext
    rest = style.TEXT_WIDTH - NUMBER - BAND - 2 * HALF - MIDDLE
    return [
        Column(head, rest),
        Column(_("Number"), NUMBER, number=True),
        Column(_("Band"), BAND),
        Column(_("Middle one"), MIDDLE),
        Column(_("Middle half"), HALF),
        Column(_("Interval (95%)"), HALF),
    ]


def _cells(shown: Figure, words: Words) -> tuple[str, ...]:
    number, quartiles = shown.number, shown.quartiles
    return (
        words.number(number),
        band(shown, words),
        value(quartiles[1], number, words) if quartiles else "–",
        span(quartiles[0], quartiles[2], number, words) if quartiles else "–",
        span(*shown.interval, number, words) if shown.interval else "–",
    )


def write_criteria(story: Story, release: Release, questionnaire: Questionnaire, words: Words) -> None:
    """A table for each theme with the levels of all organisations, and what they aim for."""
    _ = words.gettext
    levels, targets = of_group(release, ALL, "level"), of_group(release, ALL, "target")
    themes = [theme for theme in questionnaire.themes if {*levels, *targets} & {*theme.criteria}]
    if not themes:
        return
    story.page()
    story.heading(1, _("Per question"))
    story.text(
        _(
            "Of all organisations that answered the question. Beside it stands what those aim for who set an ambition. "
            "The figures per sector and size class are in the file of the release."
        )
    )
    for theme in themes:
        _write_theme(story, theme, levels, targets, questionnaire, words)


def _write_theme(
    story: Story,
    theme: Theme,
    levels: dict[str, Figure],
    targets: dict[str, Figure],
    questionnaire: Questionnaire,
    words: Words,
) -> None:
    _ = words.gettext
    columns = _columns(_("Question"), words)
    columns[-1] = Column(_("Ambition"), HALF)
    rows = []
    for id_ in theme.criteria:
        now, aim = levels.get(id_), targets.get(id_)
        cells = _cells(now, words)[:-1] if now else ("–",) * 4
        if now or aim:
            rows.append((questionnaire.criteria[id_].title, *cells, _aim(aim, words)))
    story.room(140)
    story.heading(2, theme.title, in_contents=False)
    story.table(columns, rows)


def _aim(aim: Figure | None, words: Words) -> str:
    if aim is None:
        return "–"
    middle = value(aim.quartiles[1], aim.number, words) if aim.quartiles else band(aim, words)
    return words.gettext("{middle} (of {number})").format(middle=middle, number=words.number(aim.number))


def write_steps(story: Story, release: Release, questionnaire: Questionnaire, words: Words) -> None:
    """The level steps that were made most often, per group."""
    _ = words.gettext
    if not release.steps:
        return
    story.page()
    story.heading(1, _("Where organisations went next"))
    story.text(
        _(
            "The steps that were made most often since the edition before, the most frequent first. How often is not "
            "told."
        )
    )
    for group in sorted(release.steps, key=_order):
        story.room(90)
        story.heading(2, group_name(group, questionnaire, words), in_contents=False)
        story.bullets([step(one, questionnaire, words) for one in release.steps[group]])
