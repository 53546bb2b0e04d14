"""Reviewing on the pages: an answer marked as reviewed, and a mirror score beside it."""

import pytest

from model.answers import Answer
from model.submission import export_json

FIRST = "s1.3"
KEY = f"criterion-{FIRST}"
BSN = "111222333"


@pytest.fixture
def people(start, store, add_member, asking):
    """A quick scan with an answer of Anna, and makes one of its people look at it."""
    assessment = start("quick")
    roles = {"Anna": "contributor", "Carla": "consultant", "Adil": "auditor", "Vera": "viewer", "Olga": "owner"}
    ids = {name: add_member(assessment, name, role) for name, role in roles.items()}
    asking(ids["Anna"]).give_answer(assessment, FIRST, {"level": 3})
    return assessment, lambda name: asking(ids[name])


@pytest.fixture
def opened(open_page):
    """Opens the questions with what a reviewer can say of the first one."""

    def open_(assessment):
        app = open_page("answer", assessment)
        app.session_state[f"{KEY}-review"] = True
        return app.run()

    return open_


def shown(app):
    """Every line of text."""
    return [line.value for line in app.markdown]


def test_a_reviewer_marks_an_answer_and_takes_that_back(people, opened, open_page, click, store):
    """Everyone sees it; who answered stays who answered."""
    assessment, ask = people
    ask("Carla")
    click(opened(assessment), f"{KEY}-review-mark")
    assert store.answer(assessment, FIRST) == Answer(level=3, assurance="reviewed")

    ask("Vera")
    app = open_page("answer", assessment)
    assert ":material/verified: Beoordeeld" in shown(app)
    assert any(line.startswith("Laatste antwoord: Anna, ") for line in shown(app))

    ask("Adil")
    click(opened(assessment), f"{KEY}-review-back")
    assert store.answer(assessment, FIRST) == Answer(level=3)


def test_nobody_reviews_their_own_answer(people, opened, click, store):
    """The page says why not."""
    assessment, ask = people
    ask("Carla").give_answer(assessment, FIRST, {"level": 4})

    app = click(opened(assessment), f"{KEY}-review-mark")

    assert app.warning[0].value == "U hebt dit antwoord zelf gegeven. Iemand anders moet het beoordelen."
    assert store.answer(assessment, FIRST) == Answer(level=4)


def test_another_level_ends_the_review_and_the_page_says_so(people, open_page, store):
    """The sign is gone right after the click."""
    assessment, ask = people
    ask("Carla").review(assessment, FIRST, Answer(level=3))
    ask("Anna")
    app = open_page("answer", assessment)
    assert ":material/verified: Beoordeeld" in shown(app)

    app.radio(key=f"{KEY}-level").set_value(4).run()

    assert ":material/verified: Beoordeeld" not in shown(app)
    assert store.answer(assessment, FIRST) == Answer(level=4)


@pytest.mark.parametrize("name", ["Anna", "Vera", "Olga"])
def test_only_reviewers_have_the_button(people, open_page, opened, name):
    """Also when its state is forged, there is nothing in it."""
    assessment, ask = people
    ask(name)

    app = opened(assessment)

    assert not [button for button in app.button if "review" in (button.key or "") or "mirror" in (button.key or "")]


def give(app, level, reason):
    """Fills in the mirror score and sends it."""
    app.get_by_key(f"{KEY}-mirror-level").set_value(level)
    app.text_area(key=f"{KEY}-mirror-reason").set_value(reason)
    next(button for button in app.button if f"{KEY}-mirror-save" in button.key).click().run()
    assert not app.exception
    return app


def test_a_mirror_score_stands_beside_the_answer(people, opened, open_page, click, store):
    """For everyone who reads, with its reason as plain text; it can be changed and taken back, and counts nowhere."""
    assessment, ask = people
    ask("Carla")
    give(opened(assessment), 2, "**Niet** aangetroffen")
    ask("Vera")
    said = r":material/compare_arrows: **Spiegelscore van Carla: 2 · Basis** – \*\*Niet\*\* aangetroffen"
    assert said in shown(open_page("answer", assessment))
    assert store.answers(assessment) == {FIRST: Answer(level=3)}

    ask("Carla")
    app = give(opened(assessment), 1, "Nergens")
    assert any("1 · Ad hoc** – Nergens" in line for line in shown(app))
    click(opened(assessment), f"{KEY}-mirror-back")
    assert not any("Spiegelscore van" in line for line in shown(open_page("answer", assessment)))


@pytest.mark.parametrize(("level", "reason"), [(None, "Nergens"), (2, " "), (None, "")])
def test_a_mirror_score_has_a_level_and_a_reason(people, opened, store, level, reason):
    """Without either the page says so, and keeps what was filled in."""
    assessment, ask = people
    carla = ask("Carla")

    app = give(opened(assessment), level, reason)

    assert app.warning[0].value == "Kies eerst een niveau en schrijf waarom."
    assert app.text_area(key=f"{KEY}-mirror-reason").value == reason
    assert carla.division(assessment).mirror_scores == {}


def test_a_personal_number_in_a_reason_is_held_back_once(people, opened):
    """The page points it out; sent once more it is kept, since it may be something else."""
    assessment, ask = people
    carla = ask("Carla")

    app = give(opened(assessment), 2, f"Zie {BSN}")
    assert "BSN" in app.warning[0].value
    assert carla.division(assessment).mirror_scores == {}

    give(app, 2, f"Zie {BSN}")
    assert carla.division(assessment).mirror_scores[FIRST][0].reason == f"Zie {BSN}"


def test_on_ones_own_machine_there_is_nobody_to_review(start, open_page, store):
    """The page shows no review and no mirror score to give."""
    assessment = start("quick")
    store.give_answer(assessment, FIRST, {"level": 2})

    app = open_page("answer", assessment)
    app.session_state[f"{KEY}-review"] = True
    app.run()

    assert not [button.key for button in app.button if "review" in (button.key or "") or "mirror" in (button.key or "")]


def test_a_file_brings_no_review_where_people_sign_in(start, add_member, asking, open_page, click, store, example_file):
    """The page says how many answers need a reviewer again; on one's own machine they stay as they are."""
    anna = add_member(start("quick"), "Anna", "contributor")
    answers = {id_: answer.model_copy(update={"assurance": "reviewed"}) for id_, answer in example_file.answers.items()}
    content = export_json(example_file.model_copy(update={"answers": answers}))
    opened = {}
    for name in ("on my own", "Anna"):
        if name == "Anna":
            asking(anna)
        app = open_page("import_file")
        app.file_uploader(key="upload").upload("antwoorden.json", content).run()
        said = [info.value for info in app.info if "beoordeeld" in info.value]
        click(app, "open-upload")
        opened[name] = said, {answer.assurance for answer in store.answers(app.query_params["assessment"]).values()}

    assert opened["on my own"] == ([], {"reviewed"})
    assert len(opened["Anna"][0]) == 1
    assert opened["Anna"][0][0].startswith(f"{len(answers)} antwoorden staan in dit bestand als beoordeeld.")
    assert opened["Anna"][1] == {"stated", "evidenced"}
