"""Closing an assessment, looking at a closed one, and going on in the next one with last time beside every question."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from model.answers import Organisation, PlanChanges
from pipeline import assess_by, carried
from reports.result import result_json
from storage.store import Store
from ui.content import questionnaire

FIRST, SECOND = "s1.3", "s2.3"  # the first two questions of the quick scan; each is a theme of its own
THEN = datetime(2025, 5, 12, 12, tzinfo=UTC)
PAGES = ["profile", "answer", "law", "workshop", "results", "trend", "plan", "report", "peers", "trail"]


def judge(answers_file):
    """The result of these answers, as it is kept."""
    return json.loads(result_json(assess_by(questionnaire("nl"), answers_file)))


def button_keys(app, *parts):
    """The keys of the buttons that can be clicked and have one of these in their key."""
    return [button.key for button in app.button if not button.disabled and any(part in button.key for part in parts)]


def captions(app):
    """All small lines."""
    return [caption.value for caption in app.caption]


@pytest.fixture
def assessment(start, store):
    """A quick scan with two answers."""
    id_ = start("quick")
    store.give_answer(id_, FIRST, {"level": 2})
    store.give_answer(id_, SECOND, {"level": 3})
    return id_


@pytest.fixture
def closed(assessment, store):
    """The same, closed."""
    store.close(assessment, judge, at=THEN)
    return assessment


@pytest.fixture
def begin(store):
    """Closes an assessment and begins the next one, as the button does."""

    def next_of(assessment):
        if store.in_time(assessment).closed_at is None:
            store.close(assessment, judge, at=THEN)
        content = questionnaire("nl")
        return store.begin_next(assessment, content.version, date.today(), lambda file: carried(content, file))

    return next_of


def test_closing_says_what_is_open_and_asks_twice(open_page, assessment, click, store):
    """How many questions have no answer; then it is closed with its result, on this day."""
    app = open_page("report", assessment)
    assert "Er staan nog 8 vragen open." in [line.value for line in app.markdown]
    assert store.milestones(assessment) == []

    app = click(app, "close-assessment")

    [milestone] = store.milestones(assessment)
    assert milestone.reported.overall.score == 2.5
    assert app.info[0].value.startswith("Afgesloten op ")
    assert button_keys(app, "close-assessment") == []


def test_nothing_can_be_closed_without_an_answer(open_page, start, click, store):
    """The page says so in a sentence and goes on."""
    empty = start("quick")

    app = click(open_page("report", empty), "close-assessment")

    assert app.error[0].value.startswith("Beantwoord eerst een vraag.")
    assert store.milestones(empty) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_closed_one_says_so_and_takes_nothing(open_page, closed, store, page):
    """With its date, and the way to the next one; fields that save can't be changed."""
    store_before = store.answers_file(closed)

    app = open_page(page, closed)

    assert app.info[0].value.startswith("Afgesloten op 12 mei 2025. Er verandert niets meer aan.")
    if page in ("profile", "answer", "law", "plan"):
        fields = [*app.radio, *app.text_area, *app.text_input, *app.number_input]
        assert [field.key for field in fields if not field.disabled] == []
    assert button_keys(app, "undo", "hand-in", "law-begin", "own-add", "workshop-add", "several-save", "close-") == []
    assert store.answers_file(closed) == store_before


def test_the_list_of_assessments_shows_which_are_closed(open_page, closed):
    """With the date; there is nothing to continue, only results to look at."""
    app = open_page("start")

    assert any("afgesloten op 12 mei 2025" in line.value for line in app.markdown)
    assert button_keys(app, "continue-") == []
    assert button_keys(app, "results-") == [f"results-{closed}"]


def test_the_next_one_begins_at_a_click_and_is_the_one_of_the_tab(open_page, closed, click, store):
    """Of today, by today's questionnaire, with the answers; the closed one then leads to it."""
    app = click(open_page("report", closed), "start-next")

    following = store.in_time(closed).followed_by
    assert [title.value for title in app.title] == ["Vragen"]
    assert app.query_params["assessment"] == following
    file = store.answers_file(following)
    assert (file.version, file.on) == (questionnaire("nl").version, date.today())
    assert file.answers == store.answers_file(closed).answers

    app = open_page("answer", closed)
    assert click(app, "to-next").query_params["assessment"] == following


def test_who_may_only_look_closes_and_begins_nothing(open_page, assessment, as_role, closed, begin):
    """No button for a viewer, also not to confirm."""
    as_role(assessment, "viewer", "Vera")

    assert button_keys(open_page("report", closed), "start-next", "close-assessment") == []
    following = begin(closed)
    app = open_page("answer", following)
    assert button_keys(app, "still-right") == []
    assert not any("bevestigen" in bar.text for bar in app.progress)
    assert any(line.startswith("Vorige keer (22 november 2026): 2 · Basis") for line in captions(app))


def test_last_time_stands_beside_a_question_and_one_click_confirms_it(open_page, assessment, begin, click, store):
    """The count above follows; the answer stays as it was."""
    following = begin(assessment)
    app = open_page("answer", following)
    assert app.progress[0].text == "2 van 10 vragen beantwoord, nog 2 te bevestigen"
    assert "Vorige keer (22 november 2026): 2 · Basis." in captions(app)

    click(app, f"criterion-{FIRST}-still-right")

    assert store.to_confirm(following) == {SECOND: "carried"}
    assert store.answer(following, FIRST) == store.answer(assessment, FIRST)
    assert app.progress[0].text == "2 van 10 vragen beantwoord, nog 1 te bevestigen"
    assert button_keys(app, "still-right") == []


@pytest.mark.parametrize(("level", "said"), [(4, "Nu 2 niveaus hoger."), (1, "Nu 1 niveau lager.")])
def test_another_level_says_how_far_it_is_from_last_time(open_page, assessment, begin, store, level, said):
    """Lower as plainly as higher, right after the click; and it needs no confirming any more."""
    following = begin(assessment)
    app = open_page("answer", following)

    app.radio(key=f"criterion-{FIRST}-level").set_value(level).run()

    assert f"Vorige keer (22 november 2026): 2 · Basis. {said}" in captions(app)
    assert button_keys(app, "still-right") == []
    assert FIRST not in store.to_confirm(following)
    assert app.progress[0].text == "2 van 10 vragen beantwoord, nog 1 te bevestigen"


def test_what_waits_counts_as_open(open_page, assessment, begin, click):
    """The filter shows it, and the button goes to it."""
    following = begin(assessment)
    app = open_page("answer", following)
    app.toggle(key="only-open").set_value(True).run()
    assert button_keys(app, "still-right") == [f"criterion-{FIRST}-still-right"]

    click(app, f"criterion-{FIRST}-still-right")
    click(app, "next-open")

    assert button_keys(app, "still-right") == [f"criterion-{SECOND}-still-right"]


def test_last_time_is_read_once_for_a_page(open_page, assessment, begin, monkeypatch):
    """And not for each question."""
    asked = Counter()

    def counting(name, original):
        def ask(*arguments):
            asked[name] += 1
            return original(*arguments)

        return ask

    for name in ("previous", "to_confirm"):
        monkeypatch.setattr(Store, name, counting(name, getattr(Store, name)))
    following = begin(assessment)
    open_page("answer", following).run()

    assert asked == {"previous": 2, "to_confirm": 2}  # the page was drawn twice


def test_a_rule_came_along_too(open_page, assessment, begin, click, store):
    """Its check in words, and the same click."""
    store.change_assessment(assessment, law=True)
    store.change_organisation(store.organisation_of(assessment), creditor())
    store.give_answer(assessment, "wik14-1", {"check": "partly"})
    following = begin(assessment)

    app = open_page("law", following)
    while not button_keys(app, "still-right"):
        click(app, "topic-after")

    assert "Vorige keer (22 november 2026): deels." in captions(app)
    click(app, "still-right")
    assert "wik14-1" not in store.to_confirm(following)


def creditor():
    """An organisation on which the rules of the 14-day letter fall."""
    facts = {"sector": "housing", "consumer_customers": True, "charges_collection_costs": True}
    return Organisation.model_validate({"name": "Woonstichting Zuid", **facts, "private_law_claims": True})


def test_why_a_question_changed_stands_beside_what_came_along(open_page, store, begin):
    """Clarified, split and merged each with their reason; what changed comes along no more."""
    organisation = store.add_organisation(creditor())
    earlier = store.add_assessment(organisation, "social-collection", "2025.0", "full", date(2025, 1, 15))
    for item in ("s3.1", "s3.2", "s5.1"):
        store.give_answer(earlier, item, {"level": 3})
    following = begin(earlier)
    assert store.to_confirm(following) == {"s3.1": "clarified", "s3.2": "split", "s3.4": "split"}

    app = open_page("answer", following, theme="s3")
    marks = [line.value for line in app.markdown if "Van de vorige keer" in line.value]

    assert len(marks) == 3
    assert "Bij niveau 2 staat nu ook wat de wet vraagt." in marks[0]
    assert marks[1].endswith("Nu zijn het er twee, want u kunt goed zijn in het één en niet in het ander.")
    assert app.info == [] or not app.info[0].value.startswith("Afgesloten")


def test_without_the_one_before_what_came_along_can_still_be_confirmed(
    open_page, assessment, begin, click, store, monkeypatch
):
    """That one may have been removed since."""
    following = begin(assessment)
    monkeypatch.setattr(Store, "previous", lambda _store, _id: None)

    app = click(open_page("answer", following), f"criterion-{FIRST}-still-right")

    assert store.to_confirm(following) == {SECOND: "carried"}
    assert not any("Vorige keer" in line for line in captions(app))


def test_a_note_without_an_answer_needs_no_confirming(open_page, assessment, begin, store):
    """The question is open; nobody said anything that could be right."""
    store.give_answer(assessment, "s3.1", {"note": "Navragen"})
    following = begin(assessment)

    app = open_page("answer", following)

    assert app.progress[0].text == "2 van 10 vragen beantwoord, nog 2 te bevestigen"


def test_closing_counts_only_what_can_be_confirmed(open_page, assessment, begin, store):
    """Not what is outside the scope: nobody is asked that."""
    store.give_answer(assessment, "d3", {"level": 1})
    following = begin(assessment)

    lines = [line.value for line in open_page("report", following).markdown]

    assert "Er zijn 2 antwoorden van de vorige keer die niemand heeft bevestigd." in lines


LATE = {
    "answer": lambda app: app.radio(key=f"criterion-{FIRST}-level").set_value(5),
    "profile": lambda app: app.radio(key="profile-scope").set_value("full"),
    "plan": lambda app: app.number_input[0].set_value(5),
}


@pytest.mark.parametrize("page", list(LATE))
def test_a_click_that_comes_too_late_is_told(open_page, assessment, store, page):
    """The page shows that it is closed now, and what was clicked is not there."""
    before = store.answers_file(assessment)
    app = open_page(page, assessment)
    store.close(assessment, judge, at=THEN)

    LATE[page](app).run()

    assert not app.exception
    assert app.error[0].value.startswith("Deze zelfbeoordeling is afgesloten.")
    assert app.info[0].value.startswith("Afgesloten op 12 mei 2025.")
    assert store.answers_file(assessment).model_copy(update={"closed": None}) == before


def test_a_late_click_on_the_profile_puts_nothing_of_then_back(open_page, assessment, store):
    """The profile belongs to the organisation: it keeps what was changed after the assessment was closed."""
    app = open_page("profile", assessment)
    store.close(assessment, judge, at=THEN)
    organisation = store.organisation_of(assessment)
    store.change_organisation(organisation, creditor())

    app.radio(key="fact-size_class").set_value("small").run()

    assert not app.exception
    assert store.organisation(organisation).facts == {**creditor().facts, "size_class": "small"}
    assert store.answers_file(assessment).organisation.facts == {}


def test_confirming_too_late_is_told(open_page, assessment, begin, click, store):
    """The same."""
    following = begin(assessment)
    app = open_page("answer", following)
    store.close(following, judge)

    click(app, f"criterion-{FIRST}-still-right")

    assert app.error[0].value.startswith("Deze zelfbeoordeling is afgesloten.")
    assert set(store.to_confirm(following)) == {FIRST, SECOND}


def test_the_history_says_what_came_along_and_was_confirmed(open_page, assessment, begin, store):
    """In words, beside the answer."""
    following = begin(assessment)
    store.confirm(following, [FIRST])
    app = open_page("answer", following)
    app.session_state[f"criterion-{FIRST}-history"] = True
    app.run()

    said = " ".join(line.value for line in app.markdown)
    assert "Bevestigd: klopt nog" in said
    assert "Meegekomen van de vorige keer  \nNiveau: 2 · Basis" in said


def test_the_logbook_tells_of_closing_and_what_came_along(open_page, assessment, begin, store):
    """One line for all answers that came along."""
    following = begin(assessment)
    store.confirm(following, [FIRST])

    said = " ".join(app_rows(open_page("trail", following)))

    for words in (
        "Zelfbeoordeling afgesloten",
        "2 antwoorden meegekomen van de vorige keer",
        "Antwoorden van de vorige keer bevestigd",
    ):
        assert words in said


def app_rows(app):
    """The rows of the logbook, each as a text."""
    return [" | ".join(row) for row in app.table[0].value.astype(str).to_numpy().tolist()]


def test_the_plan_comes_along(open_page, assessment, begin, store):
    """What was changed in it stays changed."""
    store.change_plan(assessment, lambda _plan: PlanChanges(days_a_quarter=7))

    assert store.answers_file(begin(assessment)).plan.days_a_quarter == 7
