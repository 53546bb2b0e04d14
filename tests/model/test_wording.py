"""A questionnaire in the organisation's own word for its customers."""

from dataclasses import asdict, replace
from datetime import date

import pytest

from model.questionnaire import CustomerWord
from model.versions import Change, VersionStep
from model.wording import worded


def test_every_placeholder_is_filled_in(little):
    """Themes, criteria and norms hold no brace any more, however deep the text stands."""
    huurder = worded(little, "huurder")

    for part in (huurder.themes, huurder.criteria, huurder.norms):
        for value in part.values() if isinstance(part, dict) else part:
            assert "{" not in str(list(asdict(value).values())).replace("{'", "").replace("{2", "").replace("{}", "")
    assert huurder.criteria["a1"].question == "Hoe duidelijk is uw rekening voor huurders?"
    assert huurder.criteria["a1"].levels[3] == "We meten het voor huurders."
    assert huurder.themes[0].intro == "Voordat de huurder te laat is."


def test_what_is_told_of_earlier_versions_is_worded_too(little):
    """Earlier titles, and why something changed."""
    change = Change("retired", ("a9",), (), "Niet voor elke {customer}.")
    step = VersionStep("older", "test", (change,), {"a9": "Wat {customers} willen"}, date(2026, 1, 1))
    [worded_step] = worded(replace(little, steps=(step,)), "huurder").steps

    assert (worded_step.changes[0].why, worded_step.titles["a9"]) == ("Niet voor elke huurder.", "Wat huurders willen")
    assert (worded_step.valid_from, worded_step.fictional) == (step.valid_from, False)


def test_nothing_but_the_words_changes(little):
    """Ids, order, digest, numbers, conditions and dates stay as they are."""
    huurder = worded(little, "huurder")

    assert (huurder.id, huurder.digest, huurder.scopes) == (little.id, little.digest, little.scopes)
    assert list(huurder.criteria) == list(little.criteria)
    assert huurder.criteria["b2"].applies_when == little.criteria["b2"].applies_when
    assert huurder.criteria["a2"].actions == little.criteria["a2"].actions
    assert huurder.norms == little.norms


def test_the_real_questionnaire_can_be_worded_for_everyone(real):
    """Each word in each language fills every placeholder of the real content."""
    for questionnaire in real.values():
        for customer, word in questionnaire.profile.customer_words.items():
            criterion = worded(questionnaire, customer).criteria["s1.1"]

            assert word.many in criterion.question


def test_a_word_begins_with_a_capital_where_the_placeholder_does():
    """{Customers} begins a sentence."""
    text = CustomerWord("inwoner", "inwoners").fill("{Customer} of {customers}: {Customers} en {customer}")

    assert text == "Inwoner of inwoners: Inwoners en inwoner"


def test_a_word_that_the_profile_does_not_have_is_refused(little):
    """Answers are checked before; whoever skips that gets no half-filled text."""
    with pytest.raises(KeyError):
        worded(little, "ouder")
