"""The digest of a meaning: it changes with what is asked, and with nothing else."""

import shutil

import pytest

from model.loading import load

ENGLISH = "social-collection/translations/en/criteria/a-prevent/a1-clear-bill.yaml"
TREE = "social-collection/criteria/a-prevent/a1-clear-bill.yaml"
CONDITIONAL = "social-collection/criteria/b-contact/b2-pause.yaml"
LAW = "rules/law/law-2.yaml"


@pytest.fixture
def changed(little_content, tmp_path):
    """The ids whose meaning differs after a text in a file is replaced."""

    def ids(file, old, new):
        root = shutil.copytree(little_content, tmp_path / "content")
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        before, after = load(little_content)["nl"].meanings, load(root)["nl"].meanings
        return {id_ for id_ in before if before[id_] != after[id_]}

    return ids


def test_every_criterion_every_norm_and_the_scale_has_a_meaning(little):
    """Sixteen characters each, and no two the same."""
    meanings = little.meanings

    assert set(meanings) == {*little.criteria, *little.norms, "levels"}
    assert len(set(meanings.values())) == len(meanings)
    assert {len(meaning) for meaning in meanings.values()} == {16}


def test_all_languages_share_their_meanings(little_content):
    """Those of the original: a better translation changes no answer."""
    both = load(little_content)

    assert both["nl"].meanings == both["en"].meanings


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (TREE, "Hoe duidelijk", "Hoe helder", {"a1"}),
        (TREE, "Er is een begin.", "Er is een plan.", {"a1"}),
        (CONDITIONAL, "[energy, bank]", "[energy]", {"b2"}),
        (LAW, "belt u eerst?", "mailt u eerst?", {"law-2"}),
        (LAW, "kind: duty", "kind: practice", {"law-2"}),
        (LAW, "topic:", "binds: {consumer_customers: true}\ntopic:", {"law-2"}),
        (LAW, "2012-07-01", "2012-07-02", {"law-2"}),
        (LAW, "topic:", "valid_to: 2030-01-01\ntopic:", {"law-2"}),
        (LAW, "{a1: 3, b1: 2}", "{a1: 3, b1: 3}", {"law-2"}),
        ("rules/law/law-4.yaml", "U gaat nooit bij iemand langs.", "U bezoekt nooit iemand.", {"law-4"}),
        ("levels.yaml", "name: Ad hoc", "name: Toeval", {"levels"}),
        (TREE, "title: Heldere rekening", "title: Duidelijke rekening", set()),
        (TREE, "Dat helpt", "Dit helpt", set()),
        (TREE, "effort_days: 2", "effort_days: 3", set()),
        (TREE, "evidence: [Werkinstructie, Cijfers]", "evidence: [Verslag, Cijfers]", set()),
        (TREE, "category: vision", "category: policy", set()),
        (LAW, 'article: "2, eerste lid"', 'article: "2, tweede lid"', set()),
        (LAW, "text: De rekening", "text: Elke rekening", set()),
        (LAW, "topic:", "binds:\ntopic:", set()),
        (ENGLISH, "How clear", "How plain", set()),
    ],
)
def test_a_meaning_changes_with_what_is_asked_and_with_nothing_else(changed, file, old, new, expected):
    """The question, the levels and whom it concerns; of a rule also from when to when and what meets it."""
    assert changed(file, old, new) == expected


def test_a_meaning_does_not_change_with_the_order_of_keys_or_the_ends_of_lines(changed):
    """Two authors who write the same in another order ask the same."""
    old = "title: Pauze geven\nquestion: Kan een {customer} een pauze krijgen?\n"
    new = "question: Kan een {customer} een pauze krijgen?\r\n# Een opmerking.\ntitle: Pauze geven\r\n"

    assert changed(CONDITIONAL, old, new) == set()
