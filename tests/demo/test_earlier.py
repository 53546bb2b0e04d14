"""The fictional earlier version and the step from it to the published one: every class of change, for real."""

from datetime import date

import pytest

from demo import EARLIER, fictional_answers, load_earlier
from model.answers import Answer
from model.submission import check_answers
from model.versions import CHANGE_CLASSES, SCALE
from pipeline import assess_anew, carried, same_question
from tests.content_texts import ROOT, data_of, sentences_in, texts_in
from tests.readability import LEAST_EASE, MOST_RARE, reading_of
from tests.test_content_language import MAXIMUM_WORDS, NEVER, NEVER_ENGLISH, OFFICE, OFFICE_ENGLISH

FILES = sorted(EARLIER.rglob("*.yaml"))
LANGUAGE = {path: "en" if "translations" in path.parts else "nl" for path in FILES}
OF_ONE_THING = [path for path in FILES if LANGUAGE[path] == "nl" and path.name != "manifest.yaml"]


def each(files):
    """One test for each of these files, named after it."""
    return pytest.mark.parametrize("path", files, ids=[str(path.relative_to(EARLIER)) for path in files])


@pytest.fixture(scope="module")
def earlier():
    """The fictional earlier version, by language."""
    return load_earlier()


@pytest.fixture(scope="module")
def step(real):
    """What changed from it to the published version."""
    [found] = real["nl"].steps
    return found


def test_the_earlier_version_is_whole_in_both_languages(earlier):
    """What does not stand in its folder is as it is today."""
    dutch, english = earlier["nl"], earlier["en"]

    assert (dutch.version, dutch.valid_from) == ("2025.0", date(2025, 1, 1))
    assert list(dutch.criteria) == list(english.criteria)
    assert (len(dutch.scopes["quick"]), len(dutch.scopes["core"])) == (10, 30)
    assert (dutch.criteria["s1.9"].title, english.criteria["s1.9"].title) == ("Digitale rekening", "Digital bill")
    assert dutch.steps == ()


def test_the_published_version_says_what_changed_in_every_class(real, step):
    """Twelve changes, of a version that never was."""
    assert {change.kind for change in step.changes} == set(CHANGE_CLASSES)
    assert (step.before, step.after, step.fictional) == ("2025.0", real["nl"].version, True)
    assert len(step.changes) == len(real["en"].steps[0].changes) == 12
    assert {change.kind for change in step.changes if set(change.before) & set(real["nl"].norms)} == {
        "clarified",
        "changed",
    }


def test_the_titles_are_those_of_the_earlier_version(earlier, real):
    """In the reader's language, also of what is no longer there."""
    for language, questionnaire in earlier.items():
        [of] = real[language].steps
        assert of.titles == {
            SCALE: ", ".join(level.name for level in questionnaire.levels),
            **{id_: criterion.title for id_, criterion in questionnaire.criteria.items()},
            **{id_: questionnaire.cite(norm) for id_, norm in questionnaire.norms.items()},
        }


def test_what_no_change_names_means_the_same(earlier, real, step):
    """And what a change names does not."""
    before, after = earlier["nl"].meanings, real["nl"].meanings
    named = {id_ for change in step.changes for id_ in (*change.before, *change.after)}

    assert {id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_)} == named


def test_answers_to_the_earlier_version_come_along(earlier, real):
    """Each as its class says; those that stay behind were to what changed, or is gone."""
    answers = {id_: Answer(level=3, target=4, note=f"Bij {id_}.") for id_ in earlier["nl"].criteria}
    answers["c4"] = Answer(level=2, target=5)
    answers |= {id_: Answer(check="yes") for id_ in ("bki-4.2.1", "cred-3", "wik14-3")}
    answers_file = fictional_answers(earlier["nl"], date(2025, 6, 1), 1, 0)
    answers_file = answers_file.model_copy(update={"scope": "full", "answers": answers})
    found = carried(real["nl"], answers_file)

    assert set(answers) - set(found) == {"s1.9", "c4", "s5.1", "s6.3", "cred-3"}
    assert set(found) - set(answers) == {"s3.4"}
    assert {id_ for id_, one in found.items() if one.kind == "clarified"} == {"s3.1", "k1", "bki-4.2.1"}
    assert {id_: one.came_from for id_, one in found.items() if one.kind in ("split", "merged")} == {
        "s3.2": ("s3.2",),
        "s3.4": ("s3.2",),
        "c2": ("c2", "c4"),
    }
    assert (found["c2"].answer.level, found["c2"].answer.target, found["s1.3"].kind) == (2, 5, "carried")


@pytest.mark.parametrize("number", range(3))
def test_fictional_answers_to_the_earlier_version_can_be_read_and_assessed_today(earlier, real, number):
    """As answers to the version of then, and what is left of them as answers to this one."""
    old = fictional_answers(earlier["nl"], date(2025, 6, 1), 7, number)
    anew = assess_anew(real["nl"], old)
    data = anew.answers.model_dump(mode="json", exclude_defaults=True)

    assert check_answers(old.model_dump(mode="json", exclude_defaults=True), "earlier", earlier["nl"]) == old
    assert check_answers(data, "anew", real["nl"]) == anew.answers
    assert (anew.version, anew.answers.on) == (real["nl"].version, old.on)


def test_scores_are_compared_on_what_both_versions_ask(earlier, real):
    """Eighty-four of the ninety questions of then."""
    same = same_question("2025.0", real["nl"].steps)

    assert {id_ for id_ in earlier["nl"].criteria if same(id_) is None} == {"s1.9", "s3.2", "s5.1", "s6.3", "c2", "c4"}
    assert {same(id_) for id_ in earlier["nl"].criteria} - {None} <= set(real["nl"].criteria)


def test_the_published_questionnaire_is_not_touched(real):
    """It keeps its ninety questions, and none of the fictional ones."""
    assert len(real["nl"].criteria) == 90
    assert {"s1.9", "c4"} & set(real["nl"].criteria) == set()


@each(FILES)
def test_only_what_differs_stands_in_the_folder(path):
    """A copy of a file of today would grow old unseen."""
    original = ROOT / path.relative_to(EARLIER)

    assert not original.exists() or data_of(original) != data_of(path)


@each(FILES)
def test_its_sentences_are_as_plain_as_those_of_today(path):
    """Short, without words of the office, and with the words of the glossary."""
    language = LANGUAGE[path]
    patterns = (OFFICE, NEVER) if language == "nl" else (OFFICE_ENGLISH, NEVER_ENGLISH)
    data = data_of(path)

    assert [text for _, text in sentences_in(data) if len(text.split()) > MAXIMUM_WORDS[language]] == []
    assert [match[0] for _, text in texts_in(data) for pattern in patterns for match in pattern.finditer(text)] == []


@each(OF_ONE_THING)
def test_its_dutch_is_readable(path):
    """Language level B1."""
    reading = reading_of(text for _, text in texts_in(data_of(path)))

    assert reading.ease >= LEAST_EASE
    assert reading.rare_share <= MOST_RARE, reading.rare
