"""How page and report tell a trend: every number with what it rests on, loss as plain as gain."""

import pytest

from i18n.words import words_in
from model.answers import ActionChange, OwnAction, PlanChanges
from model.example import example_answers
from model.trends import DoneAction, Progress
from pipeline import assess, trend
from reports.trend_rows import effect_rows, law_rows, move_rows, progress_rows, score_rows, theme_rows
from reports.trend_words import TrendWords
from tests.closed_assessments import EARLIER, closed, with_earlier_version


@pytest.fixture(scope="module")
def told(real):
    """The trend of the example after a year to an earlier version and a year to this one, in words."""

    def make(language="en", change=lambda file: file, before=lambda _id, level: max(1, level - 1)):
        questionnaire, file = with_earlier_version(real[language]), example_answers(real[language])
        milestones = [
            closed(questionnaire, file, 2025, before, EARLIER),
            closed(questionnaire, file, 2026, lambda id_, level: 5 if id_ == "s1.1" else max(1, level - 1)),
        ]
        found = trend(questionnaire, milestones, assess(questionnaire, change(file)))
        return TrendWords(found, questionnaire, words_in(language))

    return make


def test_every_assessment_stands_in_three_numbers(told):
    """Each number with the questions that it rests on; the open assessment says that it is open."""
    rows = score_rows(told())

    assert [row["Assessment"] for row in rows] == [
        "15 January 2025: core set, version 2025.1", "15 January 2026: core set, version 2026.1",
        "22 November 2026, still open: core set, version 2026.1",
    ]  # fmt: skip
    assert [row["As reported"].split(" on ")[1] for row in rows] == ["28 questions", "29 questions", "29 questions"]
    assert [row["With today's questions"].split(" on ")[1] for row in rows] == [
        "27 questions", "29 questions", "29 questions",
    ]  # fmt: skip
    assert {row["Like for like"].split(" on ")[1] for row in rows} == {"27 questions"}


def test_the_three_numbers_are_explained(told):
    """What they are, by which version, and on how many questions the comparison rests."""
    explained = dict(told("nl").three_numbers())

    assert list(explained) == ["Zoals gemeld", "Met de vragen van nu", "Met gelijke vragen"]
    assert "versie 2026.1" in explained["Met de vragen van nu"]
    assert "27 vragen" in explained["Met gelijke vragen"]


def test_without_common_questions_no_comparison_is_claimed(told):
    """It says that there is none, and shows a dash."""
    nothing = told(change=lambda file: file.model_copy(update={"answers": {}}))

    assert nothing.three_numbers()[2][1].startswith("there is no number")
    assert {row["Like for like"] for row in score_rows(nothing)} == {"–"}
    assert score_rows(nothing)[-1]["As reported"] == "–"


def test_the_table_of_the_parts_adds_up_as_it_stands(told):
    """Score after score: the one before plus the change, in the figures that are printed."""
    of = told("nl")
    effects = of.trend.periods[0].effects
    rows = effect_rows(of, 0, effects)

    def number(text):
        return round(float(text.replace("−", "-").replace(",", ".")) * 100)

    running = number(rows[0]["Score"])
    for row in rows[1:-1]:
        running += number(row["Verschil"])
        assert number(row["Score"]) == running
    assert number(rows[-1]["Score"]) == running
    assert all(change in of.waterfall(effects) for _name, change in of.parts(effects))


def test_each_part_says_what_it_rests_on(told):
    """Another version, the number of common questions; and where nothing can be told, that."""
    of = told()
    first, second = (dict(of.explained(number, of.trend.periods[number].effects)) for number in (0, 1))

    assert "other questions" in first["The questionnaire changed"]
    assert "27 questions" in first["You moved"]
    assert second["The questionnaire changed"] == "both assessments have the questions of version 2026.1."
    assert "29 questions" in second["You moved"]


def test_parts_without_common_questions_say_so(told, real):
    """Then how one moved can't be told."""
    only = {id_: answer for id_, answer in example_answers(real["en"]).answers.items() if id_ in ("s2.3", "s1.3")}
    of = told(change=lambda file: file.model_copy(update={"answers": only}))
    before, after = of.trend.points[0], of.trend.points[2]
    assert (before.alike, after.alike) == (None, None)

    effects = of.trend.periods[1].effects
    assert "can't be told" in dict(of.explained(1, type(effects)(**{**vars(effects), "common": 0})))["You moved"]


def test_what_went_down_is_named_like_what_went_up(told):
    """s1.1 fell from 5; the rest rose. The themes that went down are named in the words for the chart."""
    of = told()
    period = of.trend.periods[1]

    [down] = move_rows(of, period.moves, "down")
    assert (down["Question"][:4], down["Before"]) == ("s1.1", "5")
    assert len(move_rows(of, period.moves, "up")) > 10
    assert of.counts(period).startswith("Down: 1 · Up: ")
    assert of.slopes().endswith("Down: Prevent.")
    rising = told(change=lambda file: file, before=lambda _id, _level: 1)
    assert "Down:" in rising.slopes()


def test_what_is_new_or_gone_says_why(told):
    """A changed question stands in both, a retired one keeps its title, a new one is called new."""
    of = told()
    moves = of.trend.periods[0].moves

    gone = {row["Question"]: (row["Theme"], row["Why"]) for row in move_rows(of, moves, "gone")}
    new = {row["Question"][:4]: row["Why"] for row in move_rows(of, moves, "new")}

    assert gone["s0.1 Briefpapier in kleur"] == ("–", "no longer asked")
    assert gone["s1.3 Een factuur die klopt"][1] == "the question changed, so the levels can't be compared"
    assert (new["s1.3"], new["s2.3"]) == (gone["s1.3 Een factuur die klopt"][1], "a new question")


def test_a_level_that_is_there_no_more_says_so(told):
    """An answer taken back is gone; one given for the first time is new; neither is called a change."""
    of = told(change=lambda file: file.model_copy(update={"answers": {
        id_: answer for id_, answer in file.answers.items() if id_ != "s1.1"
    }}))  # fmt: skip

    [gone] = move_rows(of, of.trend.periods[1].moves, "gone")

    assert (gone["Question"][:4], gone["Why"]) == ("s1.1", "no level any more that counts")
    first = next(move for move in of.trend.periods[0].moves if move.kind == "new")
    assert of.reason(type(first)(**{**vars(first), "reason": "no_level"})) == "the first level for this question"


def test_a_theme_has_a_row_for_every_assessment_with_a_level(told):
    """Themes in their order; a theme without any level is left out."""
    of = told()
    rows = theme_rows(of)

    assert rows[0]["Theme"] == "Prevent"
    assert [row["Assessment"] for row in rows[:3]] == ["15 Jan 2025", "15 Jan 2026", "22 Nov 2026"]
    assert "Vulnerability" not in {row["Theme"] for row in rows}


@pytest.mark.parametrize(
    ("progress", "says"),
    [
        (Progress((), 0), "No action of the plan was marked as done in this time."),
        (Progress((DoneAction("a", "A", 3, 2, 3),), 0), ("1 action on a question was done; 1 reached the level that it "
         "was for. Together their questions went up by 1 level.")),
        (Progress((DoneAction("a", "A", 3, 2, 1), DoneAction("b", "B", 3, 2, 1)), 0), ("2 actions on questions were "
         "done; 0 of them reached the level that they were for. Together their questions went down by 2 levels.")),
        (Progress((DoneAction("a", "A", 3, 2, 2),), 1), ("1 action on a question was done; 0 reached the level that it "
         "was for. Together their questions went neither up nor down. 1 other action was done, which has no level to "
         "reach: of a rule, or your own.")),
        (Progress((), 2), "2 other actions were done, which have no level to reach: of rules, or your own."),
    ],
)  # fmt: skip
def test_progress_is_told_with_what_it_brought(told, progress, says):
    """Also when that is nothing, or less than before."""
    assert told().progress(progress) == says


def test_every_action_that_was_done_says_whether_its_level_was_reached(told):
    """Yes, no, or that it can't be told."""
    actions = (DoneAction("a", "A", 3, 2, 3), DoneAction("b", "B", 4, 2, 3), DoneAction("c", "C", 2, None, None))

    rows = progress_rows(told(), Progress(actions, 0))

    assert [row["Reached"] for row in rows] == ["Yes", "No", "Can't tell"]
    assert list(rows[2].values())[:4] == ["c C", "2", "–", "–"]


def test_the_plan_of_an_assessment_is_where_done_stands(told):
    """An action marked as done in the open assessment is told of its time, with its level before and after."""
    own = OwnAction(do="Bellen", effort_days=1, owner="Anna", status="done")
    plan = PlanChanges(actions={"s1.1-2": ActionChange(status="done")}, own=[own])

    of = told(change=lambda file: file.model_copy(update={"plan": plan}))

    [row] = progress_rows(of, of.trend.periods[1].progress)
    assert (row["Action"][:4], row["Before"], row["Reached"]) == ("s1.1", "5", "Yes")
    assert of.trend.periods[1].progress.others == 1
    assert of.trend.periods[0].progress == Progress((), 0)


def test_the_law_stands_with_its_counts_as_reported(told):
    """A row for every assessment, in the words for verdicts."""
    of = told()
    rows = law_rows(of)

    assert {row["Outcome"] for row in rows} <= {"Met", "Not met", "Can't tell", "Not bound"}
    for row, point in zip(rows, of.trend.points, strict=True):
        counts = point.reported.counts
        assert f"Met: {counts['met']} · Not met: {counts['not_met']} · Can't tell:" in row["Rules"]
    without = told(change=lambda file: file.model_copy(update={"law": False}))
    assert list(law_rows(without)[-1].values())[1:] == ["–"] * 2
