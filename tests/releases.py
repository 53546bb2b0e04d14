"""A believable release and contribution, made by hand: a hundred and twenty organisations in two sectors."""

from dataclasses import replace
from datetime import date

from model.contributions import Contribution, Item, LevelStep
from model.releases import Figure, Group, Release

SECTORS, SIZES = {"energy": 60, "housing": 40}, ("small", "medium", "large")
ALL = Group()
STEPS = (LevelStep("s1.3", 2, 3), LevelStep("k1", 1, 2), LevelStep("s2.3", 3, 4))


def figure(number, middle):
    """What is shown of so many organisations around this level: as much as their number allows."""
    low = min(max(float(int(middle)), 1.0), 4.0)
    around = tuple(min(max(middle + away, 2.0), 4.0) for away in (-0.5, 0.0, 0.5))
    made = Figure(number, (low, low + 1))
    if number > 11:
        made = replace(made, quartiles=around, interval=(around[0], around[2]))
    if number > 29:
        deciles = tuple(min(max(middle + (place - 5) * 0.25, 2.0), 4.0) // 0.5 * 0.5 for place in range(1, 10))
        made = replace(made, deciles=deciles, mean=around[1], mean_interval=(around[0], around[2]))
    return made


def groups(middle):
    """The figures of all groups that are large enough; nothing of large housing corporations, who are too few."""
    found = {ALL: figure(90, middle), Group(is_assured=True): figure(24, middle)}
    for sector, number in SECTORS.items():
        found[Group(sector)] = figure(number, middle)
        for place, size in enumerate(SIZES, start=1):
            if (sector, size) != ("housing", "large"):
                found[Group(sector, size)] = figure(number // (3 * place), middle)
    found |= {Group("", size): figure(30, middle) for size in SIZES}
    return found


def release(questionnaire, **changes):
    """A release about this questionnaire: the scores of every theme in two scopes, levels and targets."""
    figures = {}
    for scope in ("core", "full"):
        for place, of in enumerate(("overall", *(theme.id for theme in questionnaire.themes))):
            figures[Item("score", of, scope)] = groups(2.0 + place % 5 * 0.5)
    for place, id_ in enumerate(questionnaire.scopes["core"]):
        figures[Item("level", id_)] = groups(2.0 + place % 4 * 0.5)
        figures[Item("target", id_)] = groups(3.0 + place % 3 * 0.5)
    made = Release(
        association="Vereniging van Crediteuren", edition="2026", closed_on=date(2026, 10, 31),
        questionnaire=questionnaire.id, version=questionnaire.version, digest=questionnaire.digest, rules="1",
        fictional=True, figures=figures, steps={ALL: STEPS, Group("energy"): STEPS[:1]},
    )  # fmt: skip
    return replace(made, **changes)


def contribution(questionnaire, **changes):
    """What an energy supplier sends of the core set: level 3 everywhere, a target above it for the first ten."""
    asked = questionnaire.scopes["core"]
    themes = [theme.id for theme in questionnaire.themes_in("core")]
    made = Contribution(
        sector="energy", size_class="large", scope="core", version=questionnaire.version, digest=questionnaire.digest,
        levels=dict.fromkeys(asked, 3), targets=dict.fromkeys(asked[:10], 4),
        scores=dict.fromkeys(("overall", *themes), 6), assurance_share=0.4,
    )  # fmt: skip
    return replace(made, **changes)
