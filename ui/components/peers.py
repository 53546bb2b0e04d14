"""Where I stand in a release of the benchmark: per theme and per question, among a group of my own choice."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from analytics.peers_figures import strips
from analytics.tables import peer_rows
from model.contributions import Contribution, Edition, Item
from model.release_file import read_release
from model.releases import Group, Release
from pipeline import levels_now, place, same_question
from reports import benchmark_words as say
from reports.place_words import hidden, in_short, rank, standing
from storage.contributions import Offered
from storage.downloads import Download
from ui import session
from ui.components.contribution import what_i_send
from ui.components.downloads import begun_download, download_button
from ui.components.results import CHART
from ui.components.text import plain, told_apart
from ui.content import Opened

if TYPE_CHECKING:
    from model.questionnaire import Theme


_read = lru_cache(maxsize=4)(read_release)  # a large one takes a while, and a page is drawn at every click


def offered_editions(current: Opened) -> list[Offered]:
    """The editions that this organisation can see, the newest first; none for who may take nothing out of it."""
    store = session.store()
    return store.editions_for(store.organisation_of(current.id)) if current.exportable else []


def no_editions(current: Opened) -> None:
    """What a benchmark is, for who belongs to no association or to one without editions."""
    _ = current.words.gettext
    st.write(
        _(
            "In a benchmark you compare yourself with other organisations. An association opens an edition, its "
            "members contribute, and everyone sees figures about groups and never about one organisation. There is no "
            "edition for you yet. Is your association missing? Ask it for an invitation."
        )
    )


def levels_before(current: Opened, offered: Sequence[Offered]) -> dict[str, int] | None:
    """The levels that were contributed to the last closed edition, of questions that still ask the same."""
    last = next((one.contribution for one in offered if one.contribution and one.edition.closed_at), None)
    return levels_now(current.questionnaire, last) if last else None


def choose_release(current: Opened, closed: Sequence[Edition]) -> Release:
    """The release to look at, with what it is about, its file and its hash."""
    words = current.words
    _ = words.gettext
    names = told_apart({str(one.id): f"{one.name} – {one.association}" for one in closed})
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.selectbox(_("Which edition?"), list(names), key="peers-edition", format_func=names.__getitem__)
    edition = next(one for one in closed if str(one.id) == chosen)
    release = _read(session.store().release_of(edition.id))
    if release.fictional:
        st.warning(say.fictional_mark(words))
    text = _("“{edition}” of {association}, closed on {date}, about version {version} of the questionnaire.")
    st.write(
        text.format(
            edition=plain(release.edition), association=plain(release.association),
            date=words.date(release.closed_on), version=release.version,
        )
    )  # fmt: skip
    with st.expander(_("Download the figures, and check the file")):
        download_button(
            _("Release (JSON)"), current.id, Download("release_json", words.language, edition=edition.id), "peers"
        )
        begun_download("peers")
        st.code(edition.sha256, language=None, wrap_lines=True)
        st.caption(plain(say.hash_note(words)))
    with st.expander(_("What is not shown, and why")):
        st.markdown("\n".join(f"- {rule}" for rule in say.rules(words)))
    return release


def where_am_i(current: Opened, release: Release) -> None:
    """Per theme and per question my place in the group that is chosen, and where its organisations went next."""
    _ = current.words.gettext
    sent = what_i_send(current)
    if sent is None:
        return
    st.caption(_("Your place is computed here, from this release and your own answers. Nobody else sees it."))
    group = _choose_group(current, sent)
    comparable = _comparable(current, release)
    _themes(current, release, sent, group)
    st.subheader(_("Per question"), anchor=False)
    for theme in current.questionnaire.themes:
        asked = [id_ for id_ in theme.criteria if id_ in sent.levels and comparable(id_)]
        if asked:
            _questions(current, release, sent, group, theme, asked)
    _steps(current, release, group)


def _steps(current: Opened, release: Release, group: Group) -> None:
    """The steps that organisations made most often since the edition before: of my sector, or else of all."""
    words = current.words
    _ = words.gettext
    st.subheader(_("Where organisations went next"), anchor=False)
    among = next((one for one in (Group(group.sector), Group()) if one in release.steps), None)
    if among is None:
        st.write(_("There are no steps to show yet: too few organisations made one, or there is no edition before."))
        return
    name = say.group_name(among, current.questionnaire, words)
    text = _("The steps that were made most often since the edition before, the most frequent first ({group}).")
    st.write(text.format(group=name))
    st.markdown("\n".join(f"1. {say.step(one, current.questionnaire, words)}" for one in release.steps[among]))


def _choose_group(current: Opened, sent: Contribution) -> Group:
    _ = current.words.gettext
    sector, size = sent.sector, sent.size_class
    groups = dict.fromkeys([Group(), Group(sector), Group("", size), Group(sector, size)])
    found = {str(number): group for number, group in enumerate(groups)}
    names = {key: say.group_name(group, current.questionnaire, current.words) for key, group in found.items()}
    chosen = st.radio(_("Compare with"), list(names), key="peers-group", format_func=names.__getitem__)
    only = st.checkbox(_("Only organisations with evidence for at least half of their levels"), key="peers-assured")
    return Group(found[chosen].sector, found[chosen].size_class, is_assured=only)


def _comparable(current: Opened, release: Release) -> Callable[[str], bool]:
    """Tells of a question whether the release and this assessment asked the same; says so where not all did."""
    _, mine = current.words.gettext, current.answers.version
    if release.version == mine:
        return lambda _id: True
    text = _(
        "This release is about version {release} of the questionnaire, your assessment about version {version}. You "
        "see the questions that mean the same in both. Scores are not compared: they are about other questions."
    )
    st.info(text.format(release=release.version, version=mine))
    then, now = (same_question(version, current.questionnaire.steps) for version in (release.version, mine))
    return lambda id_: then(id_) is not None and now(id_) is not None


def _themes(current: Opened, release: Release, sent: Contribution, group: Group) -> None:
    """The chart with my dots, in words, and as a table; only of the same version and scope."""
    words, content = current.words, current.questionnaire
    _ = words.gettext
    st.subheader(_("Per theme"), anchor=False)
    if release.version != current.answers.version:
        return
    ids = [say.OVERALL, *(theme.id for theme in content.themes_in(sent.scope))]
    shown = say.of_group(release, group, "score", sent.scope)
    text = _("Scores of the {scope} are compared with scores of the {scope}.")
    cut = _("We cut scores down to half levels: 3.4 is sent as 3.")
    st.caption(f"{text.format(scope=words.scope(sent.scope).lower())} {cut}")
    if not shown:
        st.write(hidden(words))
        return
    names = {id_: say.item_title(Item("score", id_, sent.scope), content, words) for id_ in ids}
    mine = {id_: score / 2 for id_, score in sent.scores.items()}
    among = {id_: figure for id_, figure in shown.items() if id_ in names}
    ends = {id_: say.has_open_ends(figure) for id_, figure in among.items()}
    st.plotly_chart(strips(names, among, mine, ends, words), config=CHART, key="peers-themes")
    places = {id_: place(score, shown.get(id_)) for id_, score in sent.scores.items()}
    st.write(in_short({names[id_]: one for id_, one in places.items()}, words))
    with st.expander(_("The same figures as a table")):
        st.table(peer_rows(names, {id_: say.cells(among.get(id_), words) for id_ in names}, mine,
                           {id_: standing(one, words) for id_, one in places.items()}, words))  # fmt: skip


def _questions(
    current: Opened, release: Release, sent: Contribution, group: Group, theme: "Theme", asked: Sequence[str]
) -> None:
    """A theme's questions: my level, my place, what may be shown of the others, and what they aim for."""
    words, content = current.words, current.questionnaire
    _ = words.gettext
    levels, targets = (say.of_group(release, group, kind) for kind in ("level", "target"))
    with st.expander(theme.title):
        for id_ in asked:
            one = place(sent.levels[id_] * 2, levels.get(id_))
            level = f"{sent.levels[id_]} · {content.levels[sent.levels[id_] - 1].name}"
            text = _("You: {level}. {place}.").format(level=level, place=standing(one, words).rstrip("."))
            st.markdown(f"**{content.criteria[id_].title}**  \n{text} {rank(one, words)}")
            lines = [_("This group: {figures}").format(figures=say.line(levels[id_], words))] if id_ in levels else []
            if id_ in targets:
                lines.append(_("What they aim for: {figures}").format(figures=say.line(targets[id_], words)))
            if id_ in sent.targets:
                lines.append(_("Your ambition: {level}").format(level=sent.targets[id_]))
            st.caption("  \n".join(lines))
