"""An answers file in and out."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from model.answers import AnswersFile
from model.errors import BadInput
from model.submission import check_answers, export_json, read_answers
from tests.answers_strategies import EXAMPLE, QUESTIONNAIRE, QUESTIONNAIRES, answers_files

WELL = """\
questionnaire: social-collection
version: "2026.1"
scope: core
on: 2026-11-22
organisation: {name: Voorbeeld, sector: energy}
"""


def sentences(content: str | bytes, name: str = "a.yaml") -> list[str]:
    """What a person reads when this file is refused."""
    content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.raises(BadInput) as refused:
        read_answers(content, name, QUESTIONNAIRE)
    return [str(mistake) for mistake in refused.value.mistakes]


def with_answers(text: str) -> str:
    """A good file with these answers."""
    return f"{WELL}answers: {{{text}}}\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            with_answers("s9.9: {level: 3}"),
            "a.yaml: s9.9 is no criterion or norm of this questionnaire. Check the spelling or leave it out.",
        ),
        (with_answers("s1.3: {level: 7}"), "a.yaml: answers.s1.3.level is 7; it must be 5 or less."),
        (with_answers("s1.3: {level: 3, target: 0}"), "a.yaml: answers.s1.3.target is 0; it must be 1 or more."),
        (with_answers("s1.3: {level: 2.5}"), "a.yaml: answers.s1.3.level is 2.5; it must be a whole number."),
        (with_answers("s1.3: {level: true}"), "a.yaml: answers.s1.3.level is true; it must be a whole number."),
        (with_answers("s1.3: {level: '3'}"), 'a.yaml: answers.s1.3.level is "3"; it must be a whole number.'),
        (with_answers("s1.3: {level: .nan}"), 'a.yaml: answers.s1.3.level is ".nan"; it must be a whole number.'),
        (
            with_answers("s1.3: {level: 3, unknown: true}"),
            "a.yaml: answers.s1.3 has more than one of level, unknown, not_applicable and check. Keep one.",
        ),
        (
            with_answers("s1.3: {not_applicable: ''}"),
            "a.yaml: answers.s1.3.not_applicable is empty. Fill it in or leave the key out.",
        ),
        (
            with_answers("s1.3: {levle: 3}"),
            "a.yaml: unknown key answers.s1.3.levle. Allowed here: level, unknown,",
        ),
        (
            with_answers("s1.3: {level: 3}, s1.3: {level: 4}"),
            "a.yaml, line 6: the key s1.3 stands here twice. Keep one of them.",
        ),
        (with_answers("s1.3: {check: yes}"), "a.yaml: s1.3 is a criterion; it takes level, not check."),
        (
            with_answers("bki-4.2.1: {level: 3}"),
            "a.yaml: bki-4.2.1 is a norm; it takes check, not level, unknown or target.",
        ),
        (
            with_answers("bki-4.2.1: {unknown: true}"),
            "a.yaml: bki-4.2.1 is a norm; it takes check, not level, unknown or target.",
        ),
        (
            with_answers("bki-4.2.1: {target: 3}"),
            "a.yaml: bki-4.2.1 is a norm; it takes check, not level, unknown or target.",
        ),
        (
            with_answers("s1.3: {level: 3, by: Marit}"),
            "a.yaml: s1.3 is a criterion; by, on and in_bulk belong to a norm.",
        ),
        (
            with_answers("s1.3: {level: 3, in_bulk: true}"),
            "a.yaml: s1.3 is a criterion; by, on and in_bulk belong to a norm.",
        ),
        (with_answers("wki-18: {check: yes}"), "a.yaml: wki-18 is only explained and never asked. Leave it out."),
        (
            with_answers("bki-4.2.1: {not_applicable: nee}"),
            "a.yaml: bki-4.2.1 can't be set aside as not applicable; it binds by the profile. Answer the check.",
        ),
        (
            with_answers("bki-4.2.1: {check: true}"),
            "a.yaml: answers.bki-4.2.1.check is true; allowed: yes, partly, no, unknown.",
        ),
        (with_answers("1: {level: 3}"), "a.yaml: answers.1 is 1; it must be text. Put quotes around it."),
        (f"{WELL}answers: [s1.3]\n", "a.yaml: answers is […]; it must be keys with values."),
        (
            f"{WELL}plan: {{actions: {{s1.3-6: {{}}}}}}\n",
            "a.yaml: plan.actions names s1.3-6, which is no action. Write it as s1.3-4 or as a norm.",
        ),
        (
            f"{WELL}plan: {{actions: {{s9.9-2: {{}}}}}}\n",
            "a.yaml: plan.actions names s9.9-2, which is no action. Write it as s1.3-4 or as a norm.",
        ),
        (
            WELL.replace("energy", "energie"),
            'a.yaml: organisation.sector is "energie"; allowed: energy, drinking_water,',
        ),
        (
            WELL.replace("sector: energy", "secotr: energy"),
            "a.yaml: organisation has the unknown fact secotr. Allowed: name, customer, sector,",
        ),
        (
            WELL.replace("sector: energy", "has_staff: 'true'"),
            'a.yaml: organisation.has_staff is "true"; allowed: true, false.',
        ),
        (
            WELL.replace("sector: energy", "has_staff: yes"),
            'a.yaml: organisation.has_staff is "yes"; allowed: true, false.',
        ),
        (WELL.replace("sector: energy", "sector: [energy]"), "a.yaml: organisation.sector is […]; allowed: energy,"),
        (
            WELL.replace("sector: energy", "customer: wanbetaler"),
            "a.yaml: organisation.customer is wanbetaler; allowed: klant, inwoner,",
        ),
        (
            WELL.replace("2026.1", "2019.1"),
            'a.yaml: version is "2019.1"; this installation has "2026.1". Use a file made for that.',
        ),
        (
            WELL.replace("social-collection", "other"),
            'a.yaml: questionnaire is "other"; this installation has "social-collection". Use a file made for that.',
        ),
        (WELL.replace("11-22", "02-30"), 'a.yaml: on is "2026-02-30"; that is no date. Write it as 2026-11-22.'),
        (WELL.replace("on: 2026-11-22\n", ""), "a.yaml: the key on is missing. Add it."),
        (WELL + "on: 2026-11-23\n", "a.yaml, line 6: the key on stands here twice. Keep one of them."),
        (WELL[:51], "a.yaml: the key scope is missing. Add it."),
        (WELL[:40], "a.yaml, line 3: this is no valid YAML (could not find expected ':')."),
        ("", "a.yaml: the file is empty."),
        ("- s1.3\n", "a.yaml: found […] where keys with values belong."),
    ],
)
def test_bad_files_are_refused_with_a_sentence(content, sentence):
    """Whatever is wrong in a file of answers, the first sentence says what and where."""
    assert sentences(content)[0].startswith(sentence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            '{"organisation": {"name": "\\ud800"}}',
            "a.json: organisation.name has a character that can't be shown. Remove it.",
        ),
        ('{"organisation": {"name": "a", "\\ud800": true}}', None),
        ('{"answers": {"\\ud800": {"level": 3}}}', None),
        ('{"\\ud800": 1}', None),
    ],
)
def test_half_characters_are_refused_wherever_they_stand(content, sentence):
    """A lone surrogate in a text or in a key gives a sentence that can be printed, never a crash on encoding it."""
    data = {"questionnaire": "social-collection", "version": "2026.1", "scope": "core", "on": "2026-11-22"}
    data |= {"organisation": {"name": "a"}} | json.loads(content)

    found = sentences(json.dumps(data), "a.json")

    assert "\n".join(found).encode("utf-8")
    assert sentence is None or sentence in found


def test_a_file_of_another_version_gets_one_sentence():
    """Who brings an old file is told that, not that each of its questions is unknown."""
    content = with_answers("x1: {level: 3}, x2: {level: 9}").replace("2026.1", "2019.1")

    assert len(sentences(content)) == 1


def test_every_unknown_criterion_is_named():
    """Three mistakes are three sentences."""
    assert len(sentences(with_answers("x1: {level: 1}, x2: {level: 1}, x3: {unknown: true}"))) == 3


def test_a_hundred_thousand_unknown_criteria_are_not_all_told():
    """A file made to flood the screen gets fifty sentences and a number."""
    found = sentences(with_answers(", ".join(f"x{number}: {{level: 1}}" for number in range(100_000))))

    assert len(found) == 51
    assert found[-1] == "a.yaml: and 99950 more mistakes. Mend these first."


def test_yes_stays_a_word_and_on_stays_a_key():
    """YAML's own idea of yes, no, on and off does not touch an answers file."""
    file = read_answers(with_answers("bki-4.2.1: {check: yes, note: no}").encode(), "a.yaml", QUESTIONNAIRE)

    assert (file.answers["bki-4.2.1"].check, file.answers["bki-4.2.1"].note) == ("yes", "no")
    assert file.on.isoformat() == "2026-11-22"


def test_an_answer_may_be_empty_or_have_only_an_ambition():
    """What is not answered yet can still carry a note or an ambition."""
    file = read_answers(with_answers("s1.3: {}, s1.1: {target: 4}").encode(), "a.yaml", QUESTIONNAIRE)

    assert not file.answers["s1.3"].is_given
    assert file.answers["s1.1"].target == 4


def test_a_scope_that_the_questionnaire_does_not_have_is_refused():
    """Another questionnaire may have fewer."""
    smaller = replace(QUESTIONNAIRE, scopes={"quick": QUESTIONNAIRE.scopes["quick"]})

    with pytest.raises(BadInput) as refused:
        read_answers(WELL.encode(), "a.yaml", smaller)

    assert str(refused.value.mistakes[0]) == "a.yaml: scope is core; this questionnaire has quick."


def test_a_norm_may_be_set_aside_where_it_says_so():
    """The answer “not applicable” is taken for a norm that offers it, and for no other."""
    offering = [norm.id for norm in QUESTIONNAIRE.norms.values() if norm.not_applicable_when is not None]
    refusing = [norm.id for norm in QUESTIONNAIRE.norms.values() if norm.not_applicable_when is None]

    for id_ in offering:
        read_answers(with_answers(f"{id_}: {{not_applicable: x}}").encode(), "a.yaml", QUESTIONNAIRE)
    for id_ in refusing:
        assert len(sentences(with_answers(f"{id_}: {{not_applicable: x}}"))) == 1
    assert refusing


def test_the_language_of_the_questionnaire_does_not_matter():
    """A file holds ids, so it reads the same with the English questionnaire."""
    content = export_json(EXAMPLE)

    assert read_answers(content, "a.json", QUESTIONNAIRES["en"]) == EXAMPLE


def test_the_export_is_readable_text():
    """Exported notes stand there as they were typed, not as codes."""
    data = check_answers(
        {**json.loads(export_json(EXAMPLE)), "organisation": {"name": "Łódź İğ Київ 😀"}}, "a", QUESTIONNAIRE
    )

    assert "Łódź İğ Київ 😀" in export_json(data).decode()


@settings(deadline=None, max_examples=150)
@given(answers_files)
def test_export_and_import_give_the_same_bytes(file: AnswersFile):
    """What is exported, imported and exported again is the same to the last byte."""
    exported = export_json(file)
    back = read_answers(exported, "a.json", QUESTIONNAIRE)

    assert back == file
    assert export_json(back) == exported


def test_the_file_of_a_closed_assessment_says_when_it_was_closed():
    """Behind its own date; an impossible one is refused like any other."""
    file = read_answers(
        WELL.replace("on: 2026-11-22", "on: 2026-11-22\nclosed: 2026-12-03").encode(), "a", QUESTIONNAIRE
    )
    exported = export_json(file)

    assert list(json.loads(exported))[:6] == ["questionnaire", "version", "scope", "law", "on", "closed"]
    assert read_answers(exported, "a.json", QUESTIONNAIRE) == file
    assert len(sentences(f"{WELL}closed: 1999-01-01")) == len(sentences(f"{WELL}closed: morgen")) == 1


@settings(deadline=None, max_examples=50)
@given(answers_files)
def test_the_order_of_answering_does_not_show_in_an_export(file: AnswersFile):
    """The same answers, given in another order, give the same bytes."""
    data = json.loads(export_json(file))
    turned = {**data, "answers": dict(reversed(data["answers"].items()))}
    turned["organisation"] = dict(reversed(data["organisation"].items()))

    assert export_json(check_answers(turned, "a", QUESTIONNAIRE)) == export_json(file)
