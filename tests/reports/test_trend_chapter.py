"""The chapter "Over time": there when there is something to compare, and in the numbers of the trend."""

import re

import pytest


def chapter_of(pages, title="Over time"):
    """The text of the chapter, without the page with the contents."""
    first = next(n for n, page in enumerate(pages) if n > 2 and title in page)
    return " ".join(pages[first : first + 6])


def test_without_an_earlier_assessment_there_is_no_chapter(plan_over_time, plan):
    """One assessment is no trend: the report is the same as without."""
    assert plan_over_time(years=()) == plan()


def test_the_chapter_has_all_that_the_page_has(plan_over_time, pages_of):
    """Three numbers, why, themes, moves, plan and law, each under its heading."""
    text = chapter_of(pages_of(plan_over_time()))

    for heading in (
        "As reported", "With today's questions", "Why the reported score changed", "Per theme, like for like",
        "What moved", "What the plan brought", "The law over time",
    ):  # fmt: skip
        assert heading in text
    assert "15 January 2025: core set, version 2025.1" in text
    assert re.search(r"the difference on the \d+ questions with a level in both", text)


def test_a_loss_is_told_as_plainly_as_a_gain(plan_over_time, pages_of):
    """Who went down on every question reads it under a heading, before anything that went up."""
    text = chapter_of(pages_of(plan_over_time(before=lambda _id, level: min(5, level + 1))))

    assert re.search(r"Down: 29 · Up: 0", text)
    assert "Down 29 questions" in text


def test_the_same_assessments_give_the_same_bytes(plan_over_time):
    """Nothing in the chapter depends on the moment or on an order by chance."""
    assert plan_over_time(language="nl") == plan_over_time(language="nl")


@pytest.mark.parametrize("years", [range(2025, 2027), range(2001, 2027)], ids=["two", "twenty-six"])
def test_however_many_there_are_the_chapter_stands(plan_over_time, pages_of, years):
    """After a quarter of a century only the ends of each line are named."""
    assert "Over time" in chapter_of(pages_of(plan_over_time(years=years)))


def test_without_a_score_or_the_law_these_parts_say_so_or_are_left_out(plan_over_time, pages_of):
    """An open assessment without answers: nothing to compare, no slopes, no law."""

    def empty(data):
        data["answers"], data["plan"], data["law"] = {}, {}, False

    text = chapter_of(pages_of(plan_over_time(change=empty)))

    assert "One of the two assessments has no score" in text
    assert "Per theme, like for like" not in text
    assert "The law over time" not in text
