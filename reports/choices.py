"""The lists from which people choose in a workbook: each value with its label in one language."""

from collections.abc import Mapping

from i18n.words import Words
from model.questionnaire import Questionnaire


def choices(questionnaire: Questionnaire, words: Words) -> dict[str, dict[str, str]]:
    """Every list by name, labels by value. Within a list no two labels are the same."""
    _ = words.gettext
    lists: dict[str, Mapping[str, str]] = {
        "yes_no": {"true": _("yes"), "false": _("no")},
        "scope": {scope: words.scope(scope) for scope in questionnaire.scopes},
        "assurance": {"stated": _("stated"), "evidenced": _("with evidence"), "reviewed": _("reviewed")},
        "check": {"yes": _("yes"), "partly": _("partly"), "no": _("no"), "unknown": _("I don't know")},
        "status": {"open": _("open"), "started": _("started"), "done": _("done")},
        "department": questionnaire.departments,
        "customer": {id_: word.one for id_, word in questionnaire.profile.customer_words.items()},
    }
    for id_, fact in questionnaire.profile.facts.items():
        if fact.values:
            lists[f"organisation.{id_}"] = fact.values
    return {name: _distinct(labels) for name, labels in lists.items()}


def _distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """The labels, with the value behind those that would otherwise stand there twice."""
    folded = [label.casefold() for label in labels.values()]
    return {
        value: label if folded.count(label.casefold()) == 1 else f"{label} ({value})" for value, label in labels.items()
    }
