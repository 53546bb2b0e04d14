"""The page Over time: what to do when there is nothing to compare, and everything explained when there is."""

from dataclasses import replace

import pytest

from model.wording import questionnaire
from storage.store import Store
from tests.closed_assessments import EARLIER, closed, with_earlier_version


@pytest.fixture
def closed_before(monkeypatch, example_file):
    """Gives the organisation of the example closed assessments in these years, the first to an earlier version."""
    content = with_earlier_version(questionnaire("nl", "klant"))
    monkeypatch.setattr("model.wording.questionnaire", lambda *which: with_earlier_version(questionnaire(*which)))

    def give(*years, change=lambda _id, level: max(1, level - 1)):
        versions = [EARLIER, *["2026.1"] * len(years)]
        made = [
            closed(content, example_file, year, change, version) for year, version in zip(years, versions, strict=False)
        ]
        monkeypatch.setattr(Store, "milestones", lambda _store, _id: made)
        return made

    return give


def test_with_one_assessment_the_page_says_how_to_come_to_a_second(open_page, example):
    """Close, begin the next, come back; no chart and no empty table."""
    app = open_page("trend", example)

    assert [title.value for title in app.title] == ["Door de tijd"]
    assert "Sluit deze zelfbeoordeling af" in app.markdown[1].value
    assert not app.table
    assert not app.get("plotly_chart")


def test_the_open_assessment_stands_behind_the_closed_ones(open_page, example, closed_before):
    """Three numbers for each, and below them what each number is."""
    closed_before(2025, 2026)

    app = open_page("trend", example)

    numbers = app.table[0].value
    assert len(numbers) == 3
    assert numbers.iloc[-1, 0].startswith("22 november 2026, nog open")
    assert list(numbers.columns[1:]) == ["Zoals gemeld", "Met de vragen van nu", "Met gelijke vragen"]
    assert any("27 vragen" in text.value for text in app.markdown)
    assert len(app.get("plotly_chart")) == 2


def test_a_closed_assessment_is_not_counted_twice(open_page, example, closed_before):
    """Who looks at one that is closed sees it once, as it was reported."""
    made = closed_before(2025, 2026)
    made[-1] = replace(made[-1], id=example)

    assert len(open_page("trend", example).table[0].value) == 2


def test_another_period_can_be_chosen(open_page, example, closed_before):
    """The last stands there first; the one before has the version's part."""
    closed_before(2025, 2026)
    app = open_page("trend", example)
    said = "beide zelfbeoordelingen hebben de vragen van versie 2026.1"
    assert any(said in text.value for text in app.markdown)

    app.selectbox(key="trend-period").set_value("0").run()

    assert not app.exception
    assert not any(said in text.value for text in app.markdown)
    assert any("wat andere vragen maken van dezelfde antwoorden" in text.value for text in app.markdown)


def test_what_went_down_stands_before_what_went_up(open_page, example, closed_before):
    """Both have a heading of the same size, also when there is none of one."""
    closed_before(2026, change=lambda _id, level: min(5, level + 1))

    app = open_page("trend", example)

    assert [heading.value for heading in app.subheader] == ["Omlaag", "Omhoog"]
    assert any(text.value == "Geen." for text in app.markdown)


def test_every_chart_has_its_words_and_its_table(open_page, example, closed_before):
    """Who can't see a chart reads the same below it."""
    closed_before(2026)

    app = open_page("trend", example)

    captions = " ".join(caption.value for caption in app.caption)
    assert "Thema's sinds de vorige keer" in captions
    assert "De gemelde score ging van" in captions
    assert [place.label for place in app.expander].count("Dezelfde cijfers als tabel") == 2


def test_without_a_level_nothing_is_compared(open_page, start, closed_before, store):
    """An open assessment without answers has no score, and the page says so instead of a zero."""
    closed_before(2026)

    app = open_page("trend", start("core"))

    assert any("geen score" in text.value for text in app.markdown)
    assert not app.get("plotly_chart")


def test_who_may_only_look_sees_it_too(open_page, example, as_role, closed_before):
    """A viewer sees the trend; there is nothing to change on it."""
    as_role(example, "viewer")
    closed_before(2026)

    app = open_page("trend", example)

    assert len(app.table[0].value) == 2
    assert "U kunt" in app.info[0].value
