"""The tables of a release: per theme for every group, per question, and where organisations went next."""

from i18n.words import Words
from model.contributions import Item
from model.questionnaire import Questionnaire
from model.releases import Figure, Group, Release
from reports import style
from reports.benchmark_words import OVERALL, SIZES, band, cells, figures, group_name, of_group, step, value
from reports.peers_chart import strips
from reports.story import Cell, Column, Story

ALL = Group()
NUMBER, BAND, HALF, MIDDLE = 48.0, 52.0, 88.0, 66.0


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
    if len(named) == 1:  # a table of one row would be mostly heads
        [(name, shown)] = named
        story.text(" ".join(figures(shown, words)), lead=f"{name}:")
        return
    story.table(_columns(words.gettext("Group"), words), [(name, *cells(shown, words)) for name, shown in named])


def _order(group: Group) -> tuple[bool, bool, bool, str, int]:
    """All together first, then sectors, size classes from small to large, and both; those with evidence last."""
    both = bool(group.sector and group.size_class)
    return group.is_assured, both, bool(group.size_class), group.sector, SIZES.index(group.size_class)


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


def write_criteria(story: Story, release: Release, questionnaire: Questionnaire, words: Words) -> None:
    """The level of all organisations per question, and what they aim for."""
    _ = words.gettext
    levels, targets = of_group(release, ALL, "level"), of_group(release, ALL, "target")
    if not levels and not targets:
        return
    story.page()
    story.heading(1, _("Per question"))
    story.text(
        _(
            "Of all organisations that answered the question. Beside it stands what those aim for who set an ambition. "
            "The figures per sector and size class are in the file of the release."
        )
    )
    columns = _columns(_("Question"), words)
    columns[-1] = Column(_("Ambition"), HALF)
    rows: list[tuple[Cell, ...]] = []
    for id_ in (id_ for id_ in questionnaire.criteria if id_ in levels or id_ in targets):
        criterion = questionnaire.criteria[id_]
        theme = questionnaire.theme(criterion.theme).title
        title = ((criterion.title, style.CELL_STRONG), (theme, style.CELL_NOTE))
        rows.append((title, *cells(levels.get(id_), words)[:-1], _aim(targets.get(id_), words)))
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
