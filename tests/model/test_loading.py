"""questionnaires/*.yaml to a Questionnaire per language; the mistakes stand in tests/test_broken_content.py."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from model.errors import ContentError
from model.expressions import Fact
from model.loading import load
from model.questionnaire import Choice, CustomerWord, LawValue, Preset, Theme
from model.wording import worded


@pytest.fixture
def copy(little_content, tmp_path):
    """A copy of the small content tree, to change."""
    return shutil.copytree(little_content, tmp_path / "content")


def change(path, old, new):
    """Replaces a text that stands in the file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_content_is_read_in_both_languages(little_content):
    """The same ids in the same order, each with its own words."""
    both = load(little_content)

    assert list(both) == ["nl", "en"]
    assert list(both["nl"].criteria) == list(both["en"].criteria) == ["a1", "a2", "b1", "b2", "b3", "c1"]
    assert [both[language].criteria["a1"].title for language in both] == ["Heldere rekening", "Clear bill"]
    assert [both[language].language for language in both] == ["nl", "en"]
    assert both["nl"].digest == both["en"].digest


def test_every_text_is_translated(little_content):
    """Words come from the translation; all else comes from the original."""
    dutch, english = (load(little_content)[language] for language in ("nl", "en"))

    assert (english.title, english.wording_note) == ("Small questionnaire", "The names of the steps are ours.")
    assert english.themes[0].title == "Prevent"
    assert english.levels[2].name == "Set up"
    assert (english.categories["vision"], english.departments["board"]) == ("Vision", "Board")
    assert english.profile.facts["sector"].values["collection_agency"] == "Collection agency"
    assert english.profile.facts["collects_for_third_parties"].help == "Sending a reminder counts too."
    assert english.profile.customer_words["huurder"] == CustomerWord("tenant", "tenants")
    assert english.profile.derived == dutch.profile.derived
    assert english.instruments["law"].title == "Test Act"
    assert english.norms["law-4"].not_applicable_when == "You never visit anyone."
    action = dutch.criteria["a2"].actions[3]
    assert english.criteria["a2"].actions[3] == replace(action, do="Take step 3 of choice of payment day.")
    assert english.norms["law-1"].action == replace(dutch.norms["law-1"].action, do="Put a lock on the dialler.")
    [value] = dutch.norms["law-1"].values
    assert english.norms["law-1"].values == (replace(value, what="Beginning of the day"),)
    preset = dutch.criteria["b1"].preset
    assert english.criteria["b1"].preset == replace(preset, reason="You call on behalf of someone else.")
    assert list(english.topics.items()) == [("contact", "Contact"), ("costs", "Costs")]


def test_a_criterion_has_all_that_its_file_says(little):
    """From id to sources."""
    criterion = little.criteria["b2"]

    assert (criterion.id, criterion.theme, criterion.category, criterion.ask) == ("b2", "b", "execution", ("finance",))
    assert criterion.applies_when == Fact("sector", ("energy", "bank"))
    assert len(criterion.levels) == 5
    assert list(criterion.actions) == [2, 3, 4, 5]
    assert (criterion.evidence, criterion.sources) == (("Werkinstructie", "Cijfers"), ("https://example.org/bron",))
    assert little.criteria["a2"].actions[3].needs == {"a1": 3}
    assert little.criteria["a1"].applies_when is None


def test_a_criterion_can_be_sensitive_and_is_not_by_itself(copy, little):
    """Then competitors may not learn of each other's answer: it enters no benchmark, in either language."""
    [file] = copy.glob("social-collection/criteria/*/a1*.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "\nsensitive: true\n", encoding="utf-8")

    assert [load(copy)[language].criteria["a1"].sensitive for language in ("nl", "en")] == [True, True]
    assert not any(criterion.sensitive for criterion in little.criteria.values())


def test_a_preset_and_a_value_of_the_law_are_read_as_written(little):
    """For whom, with which reason; and how much of what. The norm names the one that explains it."""
    norm = little.norms["law-1"]

    assert little.criteria["b1"].preset == Preset(Fact("sector", ("collection_agency",)), "U belt namens een ander.")
    assert little.criteria["a1"].preset is None
    assert norm.values == (LawValue("Begin van de dag", "08.00", "hour"),)
    assert (norm.explained_by, little.norms["law-2"].explained_by) == (("law-5",), ())


def test_a_norm_is_cited_with_its_law_unless_its_article_names_one(little):
    """Under one heading there can be several laws."""
    several = replace(little.instruments["law"], several_laws=True)
    together = replace(little, instruments={**little.instruments, "law": several})

    assert little.cite(little.norms["law-1"]) == "Wet 1, eerste lid"
    assert together.cite(little.norms["law-1"]) == "1, eerste lid"
    assert not little.instruments["law"].several_laws


def test_a_norm_has_all_that_its_file_says(little):
    """Dates, binding, source and what is absent."""
    norm, context, practice = (little.norms[id_] for id_ in ("law-4", "law-5", "code-1"))

    assert (norm.instrument, norm.article, norm.kind, norm.topic) == ("law", "4, eerste lid", "duty", "contact")
    assert (norm.valid_from, norm.valid_to) == (date(2020, 1, 1), date(2026, 12, 31))
    assert (norm.binds, norm.met_when, norm.not_applicable_when) == (None, {}, "U gaat nooit bij iemand langs.")
    assert (norm.action.effort_days, norm.action.lead_weeks, norm.action.owner) == (1, 2, "finance")
    assert (norm.source.checked, norm.source.read_on) == ("text", "2026-04")
    assert (context.kind, context.check, context.action) == ("context", "", None)
    assert (practice.instrument, practice.valid_to) == ("code", None)
    assert little.norms["law-2"].met_when == {"a1": 3, "b1": 2}


def test_norms_stand_in_the_order_of_the_manifest_and_their_numbers(copy):
    """The law before the code; article 10 after article 2."""
    for folder in ("rules/law", "rules/translations/en/law"):
        text = (copy / folder / "law-1.yaml").read_text(encoding="utf-8").replace("id: law-1", "id: law-10")
        (copy / folder / "law-10.yaml").write_text(text, encoding="utf-8")

    assert list(load(copy)["nl"].norms) == ["law-1", "law-2", "law-3", "law-4", "law-5", "law-10", "code-1"]


def test_a_theme_is_found_by_its_id(little):
    """With its criteria in order."""
    assert little.theme("b").criteria == ("b1", "b2", "b3")


def test_a_scope_shows_only_themes_that_have_criteria_in_it(little):
    """The quick scan has one criterion of a and of b, and none of c."""
    assert little.themes_in("quick") == (
        Theme("a", "Voorkomen", "Voordat de {customer} te laat is.", ("a1",)),
        Theme("b", "Contact", "Met {customers} praten.", ("b1",)),
    )
    assert little.themes_in("full") == little.themes


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, {}),
        ({"collects_for_third_parties": False}, {"wki_provider": False, "wki_must_register": False}),
        ({"collects_for_third_parties": True}, {}),
        ({"collects_for_third_parties": True, "consumer_customers": True}, {"wki_provider": True}),
        (
            {"collects_for_third_parties": True, "consumer_customers": True, "sector": "bank"},
            {"wki_provider": True, "wki_must_register": False},
        ),
        (
            {"collects_for_third_parties": True, "consumer_customers": True, "sector": "energy"},
            {"wki_provider": True, "wki_must_register": True},
        ),
    ],
)
def test_derived_facts_are_added_where_they_can_be_told(little, facts, expected):
    """A derived fact may stand on one above it; one that nobody can tell stays away."""
    assert little.profile.complete(facts) == facts | expected


def test_the_digest_changes_with_the_content(copy, little):
    """A word in any file of any language, or a number, gives another digest."""
    assert load(copy)["nl"].digest == little.digest

    change(copy / "social-collection/translations/en/criteria/c-results/c1-measuring.yaml", "Figures", "Numbers")

    assert load(copy)["nl"].digest != little.digest
    assert load(copy)["nl"].digest.startswith("sha256:")


def test_the_digest_does_not_change_with_comments_or_the_order_of_keys(copy, little):
    """Two authors who write the same content in another order have the same questionnaire."""
    path = copy / "social-collection/criteria/c-results/c1-measuring.yaml"
    change(path, "id: c1\ntitle: Meten\n", "# Een opmerking.\ntitle: Meten\nid: c1\n")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert load(copy)["nl"].digest == little.digest


def test_a_dilemma_is_no_part_of_the_digest(copy, little):
    """Playing changes no result; the card is there all the same, in both languages, in one's own word."""
    card = copy / "social-collection/dilemmas/1-bill.yaml"
    change(card, "Wat doet u?", "Wat zou u doen?")
    changed = load(copy)

    assert changed["nl"].digest == little.digest
    assert changed["nl"].dilemmas[0].question == "Wat zou u doen?"
    assert changed["en"].dilemmas[0].choices[1] == Choice("Call.", 3, "There is contact.")
    assert worded(changed["nl"], "huurder").dilemmas[0].situation == "Een huurder belt over de rekening."


def test_a_criterion_in_a_folder_named_dilemmas_is_part_of_the_digest(copy):
    """Only the cards are left out, never what a result rests on."""
    tree = copy / "social-collection"
    for criteria in (tree / "criteria", tree / "translations/en/criteria"):
        (criteria / "c-results").rename(criteria / "dilemmas")
    change(tree / "manifest.yaml", "folder: c-results", "folder: dilemmas")
    before = load(copy)["nl"].digest
    change(tree / "criteria/dilemmas/c1-measuring.yaml", "title: Meten", "title: Tellen")

    assert load(copy)["nl"].digest != before


def test_the_example_is_no_part_of_the_content(copy, little):
    """An example beside the manifest and notes in another form are left alone."""
    (copy / "social-collection/example.yaml").write_text("anything: goes", encoding="utf-8")
    (copy / "README.md").write_text("# For authors", encoding="utf-8")

    assert load(copy)["nl"].digest == little.digest


def test_what_a_tree_has_no_file_of_is_read_from_the_tree_under_it(copy, little_content, little):
    """So an earlier version holds only what differs; a question that came later is left out, and so is its file."""
    over = copy.parent / "earlier"
    for folder, words in (("", "Meten wat er was"), ("translations/en/", "Measuring what was")):
        path = over / "social-collection" / folder / "criteria/c-results/c1-measuring.yaml"
        path.parent.mkdir(parents=True)
        text = (copy / path.relative_to(over)).read_text(encoding="utf-8")
        path.write_text(re.sub("^title: .*$", f"title: {words}", text, flags=re.MULTILINE), encoding="utf-8")
    manifest = over / "social-collection/manifest.yaml"
    shutil.copy(copy / "social-collection/manifest.yaml", manifest)
    text = manifest.read_text(encoding="utf-8").replace("criteria: [b1, b2, b3]", "criteria: [b1, b2]")
    manifest.write_text(text.replace("b2, b3, c1]", "b2, c1]"), encoding="utf-8")
    both = load(over, under=little_content)

    assert list(both["nl"].criteria) == ["a1", "a2", "b1", "b2", "c1"]
    assert [both[code].criteria["c1"].title for code in both] == ["Meten wat er was", "Measuring what was"]
    assert both["nl"].criteria["a1"] == little.criteria["a1"]
    assert load(copy, under=little_content)["nl"] == little


def test_a_file_of_its_own_that_nothing_names_is_refused_over_another_tree_too(copy, little_content):
    """Only of the tree under it may files stay unread."""
    over = copy.parent / "earlier"
    (over / "rules/forgotten").mkdir(parents=True)
    (over / "rules/forgotten/law-9.yaml").write_text("id: law-9", encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load(over, under=little_content)

    assert str(caught.value).startswith("rules/forgotten/law-9.yaml: nothing names this file")


def test_a_rule_may_hold_for_one_day(copy):
    """Its last day is its first."""
    change(copy / "rules/law/law-4.yaml", "valid_to: 2026-12-31", "valid_to: 2020-01-01")

    assert load(copy)["nl"].norms["law-4"].valid_to == date(2020, 1, 1)


@pytest.mark.parametrize("name", ["nowhere", "vocabulary.yaml"])
def test_a_folder_that_is_not_there_is_a_content_error(little_content, name):
    """Neither a missing folder nor a file in its place gives anything but a sentence."""
    with pytest.raises(ContentError) as caught:
        load(little_content / name)

    assert str(caught.value) == "social-collection/manifest.yaml: this file is missing. Add it."


def test_a_folder_where_a_file_belongs_is_a_content_error(copy):
    """The sentence says what the system said."""
    (copy / "levels.yaml").unlink()
    (copy / "levels.yaml").mkdir()

    with pytest.raises(ContentError) as caught:
        load(copy)

    assert str(caught.value) == "levels.yaml: this file can't be read: Is a directory. Make it a file that may be read."


def test_the_real_content_loads(real):
    """Thirty criteria, ten of them in the quick scan, in Dutch and English."""
    for questionnaire in real.values():
        assert (len(questionnaire.scopes["core"]), len(questionnaire.scopes["quick"])) == (30, 10)
