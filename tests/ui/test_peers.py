"""Benchmark: a member sees exactly what is sent, decides as its owner, and learns its own place from the release."""

from dataclasses import asdict, replace

import pytest

from i18n.words import words_in
from model.answers import Organisation
from model.contributions import Item
from model.release_file import release_bytes
from model.releases import Group
from pipeline import assess, contribution_of
from reports.benchmark_words import fictional_mark
from reports.place_words import hidden
from tests.people import let_in
from tests.releases import figure, release

DUTCH = words_in("nl")


@pytest.fixture
def association(store):
    """The id of an association."""
    return store.add_association("Vereniging van *Wonen*")


@pytest.fixture
def assessment(store, association, example_file):
    """The assessment of an energy supplier that belongs to the association, with an answer to every core question."""
    made = store.add_answers_file(example_file.model_copy(update={"scope": "core"}))
    store.join(store.invite_to_association(association, "member", 7), store.organisation_of(made))
    return made


@pytest.fixture
def edition(store, association, content):
    """The id of an open edition about today's questionnaire."""
    return store.open_edition(association, "Editie *2026*", content.id, content.version, content.digest)


@pytest.fixture
def publish(store, edition, content):
    """Closes the edition with this release."""

    def close(**changes):
        made = release(content, **changes)
        store.close_edition(edition, lambda *_counted: release_bytes(made))
        return made

    return close


@pytest.fixture
def anna(store, signed_in_as, assessment):
    """The owner of the organisation, who looks now."""
    anna = signed_in_as("anna")
    let_in(store, anna, store.organisation_of(assessment), "owner")
    return anna


def sent_now(store, assessment, content):
    """What the organisation would send."""
    return contribution_of(content, assess(content, store.answers_file(assessment)))


def said(texts, app):
    """All that the page says."""
    return " ".join(texts(app))


def keys(app):
    """The keys of all buttons."""
    return [str(button.key) for button in app.button]


def test_without_an_association_the_page_says_what_a_benchmark_is(open_page, start, say, texts):
    """One paragraph, and no button."""
    app = open_page("peers", start("quick"))

    assert [title.value for title in app.title] == [say("Benchmark")]
    assert "Vraag haar om een uitnodiging." in said(texts, app)
    assert [key for key in keys(app) if "contribute" in key or "download" in key] == []


def test_everything_that_is_sent_is_shown(open_page, store, assessment, edition, content, texts):
    """Every level, ambition and score, and the file itself; before anything is sent."""
    sent = sent_now(store, assessment, content)
    app = open_page("peers", assessment)
    shown = said(texts, app)

    [file] = [code.value for code in app.code if code.value.startswith("{")]
    for key, value in asdict(sent).items():
        assert f'"{key}"' in file
        assert not isinstance(value, str) or value in file
    for id_, level in sent.levels.items():
        assert f"{id_} {content.criteria[id_].title}" in shown
        assert f'"{id_}": {level}' in file
    assert DUTCH.share(sent.assurance_share) in shown
    assert store.editions_for(store.organisation_of(assessment))[0].contribution is None


def test_notes_and_names_are_no_part_of_it(open_page, store, assessment, edition):
    """Also not in the file."""
    store.give_answer(assessment, "s1.3", {"level": 2, "note": "Alleen voor ons"})
    file = next(code.value for code in open_page("peers", assessment).code if code.value.startswith("{"))

    assert "Alleen voor ons" not in file
    assert store.answers_file(assessment).organisation.name not in file


def test_one_click_contributes_and_one_withdraws(open_page, store, anna, assessment, edition, content, click):
    """What is sent is what was shown; what is withdrawn is gone."""
    organisation = store.organisation_of(assessment)
    app = click(open_page("peers", assessment), f"contribute-{edition}")

    assert store.editions_for(organisation)[0].contribution == sent_now(store, assessment, content)
    assert "U deed mee op" in app.success[0].value
    assert f"contribute-{edition}" not in keys(app)

    app = click(app, f"withdraw-{edition}")
    assert store.editions_for(organisation)[0].contribution is None
    assert list(app.success) == []


def test_answers_that_changed_meanwhile_are_not_sent(open_page, store, anna, assessment, edition, click):
    """The page asks to look again, and shows what it would send now."""
    app = open_page("peers", assessment)
    store.give_answer(assessment, "s1.3", {"level": 1})

    app = click(app, f"contribute-{edition}")

    assert store.editions_for(store.organisation_of(assessment))[0].contribution is None
    assert any("Er is niets verstuurd." in warning.value for warning in app.warning)
    click(app, f"contribute-{edition}")
    assert store.editions_for(store.organisation_of(assessment))[0].contribution is not None


def test_later_answers_can_be_sent_anew(open_page, store, anna, assessment, edition, content, click, say):
    """Until the edition closes."""
    click(open_page("peers", assessment), f"contribute-{edition}")
    store.give_answer(assessment, "s1.3", {"level": 5})

    app = open_page("peers", assessment)
    assert say("Contribute anew") in [button.label for button in app.button]
    click(app, f"contribute-{edition}")

    assert store.editions_for(store.organisation_of(assessment))[0].contribution.levels["s1.3"] == 5


@pytest.mark.parametrize("role", ["consultant", "contributor", "viewer"])
def test_who_does_not_own_the_organisation_can_only_ask(
    open_page, as_role, store, assessment, edition, role, say, texts
):
    """With a text to send to an owner; no button sends or withdraws."""
    as_role(assessment, role)
    app = open_page("peers", assessment)

    assert [key for key in keys(app) if key.startswith(("contribute-", "withdraw-"))] == []
    assert any("Editie *2026*" in code.value and "Wilt u" in code.value for code in app.code)


def test_a_sign_of_gaming_is_a_fact_and_no_accusation(open_page, assessment, edition, texts, say):
    """Evidence, not applicable and equal levels, with the words that nobody judges."""
    shown = said(texts, open_page("peers", assessment))

    assert say("You may want to look at this once more. Nobody judges it, and nobody else sees it.") in shown
    for part in ("Met onderbouwing: ", "“Niet van toepassing”: ", "Hetzelfde niveau achter elkaar: "):
        assert part in shown.replace("\\", ""), part


def test_an_assessment_of_another_version_is_not_sent(open_page, store, association, assessment, content, texts):
    """The page says which versions these are."""
    edition = store.open_edition(association, "Oud", content.id, "2020.1", content.digest)
    app = open_page("peers", assessment)

    assert f"contribute-{edition}" not in keys(app)
    assert any("versie 2020.1" in info.value for info in app.info)


@pytest.mark.parametrize(("level", "place"), [(5, "Hoger dan de meeste"), (1, "Lager dan de meeste")])
def test_my_place_is_told_per_theme_and_per_question(
    open_page, store, assessment, publish, content, texts, level, place
):
    """In words, with the figures of the group, what peers aim for, and a chart with its table."""
    figures = release(content).figures
    publish(figures={**figures, Item("level", "s1.3"): {Group(): figure(90, 3.0)}})
    store.give_answer(assessment, "s1.3", {"level": level, "target": 5})
    app = open_page("peers", assessment)
    shown = said(texts, app)

    name = content.levels[level - 1].name
    assert f"**{content.criteria['s1.3'].title}**  \nU: {level} · {name}. {place}." in shown
    assert "90 organisaties · " in shown
    assert "Hun ambitie:" in shown
    assert "Uw ambitie: 5" in shown
    assert "Boven de anderen:" in shown or "Onder de anderen:" in shown
    assert len(app.get("plotly_chart")) == 1
    assert "Uw plaats" in shown


def test_another_group_shows_its_own_figures(open_page, assessment, publish, content, texts):
    """Sector, size, both, or all; where it is too small, why nothing is shown."""
    made = publish()
    app = open_page("peers", assessment)
    app.radio(key="peers-group").set_value("1").run()
    assert "60 organisaties · " in said(texts, app)

    app.checkbox(key="peers-assured").check().run()

    assert hidden(DUTCH) in said(texts, app)
    assert app.get("plotly_chart") == []
    assert Group("energy", is_assured=True) not in made.figures[Item("level", "s1.3")]


def test_a_small_group_ranks_nobody(open_page, assessment, publish, content, texts):
    """Only the band, and it says so."""
    publish(figures={Item("level", id_): {Group(): figure(7, 3.0)} for id_ in content.scopes["core"]})
    shown = said(texts, open_page("peers", assessment))

    assert "Deze groep: 7 organisaties · de middelste tussen 3 en 4 " in shown
    assert "middelste helft" not in shown.split("Deze groep:")[1]
    assert "Hoger dan de meeste" not in shown


def test_scores_of_another_scope_are_not_compared(open_page, assessment, publish, content, texts):
    """Levels of questions are: they mean the same in each scope."""
    whole = release(content).figures
    publish(figures={item: groups for item, groups in whole.items() if item.scope != "core"})
    app = open_page("peers", assessment)

    assert app.get("plotly_chart") == []
    assert "90 organisaties · " in said(texts, app)


def test_a_release_of_another_version_compares_no_scores(open_page, assessment, publish, texts):
    """It says which versions, and shows the questions that mean the same."""
    publish(version="2025.1")
    app = open_page("peers", assessment)

    assert any("2025.1" in info.value for info in app.info)
    assert app.get("plotly_chart") == []
    assert "90 organisaties · " in said(texts, app)


def test_fictional_organisations_are_marked(open_page, assessment, publish, edition, store):
    """And real ones are not."""
    publish()
    assert fictional_mark(DUTCH) in [warning.value for warning in open_page("peers", assessment).warning]


def test_real_organisations_bear_no_mark(open_page, assessment, publish):
    """The other half of the claim."""
    publish(fictional=False)

    assert list(open_page("peers", assessment).warning) == []


def test_the_release_can_be_taken_along_with_its_hash(open_page, store, assessment, publish, edition, click, texts):
    """The link is for the file whose SHA-256 stands beside it."""
    publish()
    app = click(open_page("peers", assessment), f"download-release_json-{edition}")

    [closed] = store.editions_for(store.organisation_of(assessment))
    assert closed.edition.sha256 in [code.value for code in app.code]
    assert any("/download.js" in html.body for html in app.get("html"))
    assert "Het bewijst niet wie het maakte" in said(texts, app).replace("\\", "")


def test_where_peers_went_next_stands_below(open_page, assessment, publish, content, texts):
    """For the group that is chosen; for one without steps, why there are none."""
    publish()
    app = open_page("peers", assessment)
    assert f"{content.criteria['s1.3'].title}: van 2 · Basis naar 3 · Ingericht" in said(texts, app)

    app.radio(key="peers-group").set_value("3").run()
    assert "(Energie)" in said(texts, app)
    assert "incassokosten" not in said(texts, app).lower().split("daarna heen gingen")[1]


def test_a_profile_without_a_sector_sends_nothing_and_says_what_is_missing(
    open_page, store, assessment, edition, publish
):
    """With the sentence of what to fill in, for an open edition and for a closed one."""
    file = store.answers_file(assessment)
    nameless = file.model_copy(update={"organisation": Organisation(name="Zonder profiel")})
    other = store.add_answers_file(nameless)
    association = store.associations()[0].id
    store.join(store.invite_to_association(association, "member", 7), store.organisation_of(other))

    app = open_page("peers", other)
    assert [key for key in keys(app) if key.startswith("contribute-")] == []
    assert len(app.info) == 2

    publish()
    app = open_page("peers", other)
    assert app.get("plotly_chart") == []
    assert len(app.info) == 2


def test_the_time_before_is_compared_with(open_page, store, association, assessment, edition, publish, content, texts):
    """What was contributed to the last edition, where the questions still mean the same."""
    organisation = store.organisation_of(assessment)
    sent = sent_now(store, assessment, content)
    store.contribute(edition, organisation, assessment, lambda _file: sent, sent, lambda _earlier: {})
    publish()
    store.open_edition(association, "2027", content.id, content.version, content.digest)
    for id_ in sent.levels:
        store.give_answer(assessment, id_, {"level": 5})

    assert "Sinds de vorige keer zijn uw niveaus gemiddeld" in said(texts, open_page("peers", assessment))


def test_without_steps_the_page_says_why(open_page, assessment, publish, texts):
    """Too few made one, or it is the first edition."""
    publish(steps={})

    assert "Er zijn nog geen stappen te zien" in said(texts, open_page("peers", assessment))


def test_what_people_typed_is_shown_as_typed(open_page, assessment, store, edition, content, texts, say):
    """The names of edition and association, open and closed."""
    assert r"Editie \*2026\*" in said(texts, open_page("peers", assessment))

    made = replace(release(content), association="<b>Wij</b>", edition="*2026*")
    store.close_edition(edition, lambda *_counted: release_bytes(made))
    shown = said(texts, open_page("peers", assessment))

    assert r"\*2026\*" in shown
    assert r"\<b\>Wij" in shown
