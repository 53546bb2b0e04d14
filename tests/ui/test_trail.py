"""The logbook: what happened in plain words, for who may see it; and erasing earlier texts."""

import ast
import re
from pathlib import Path

import pytest

from i18n.words import words_in
from ui.components.trail import KINDS, sentence

STORAGE = Path(__file__).resolve().parents[2] / "storage"


def recorded():
    """Every action that the code of storage/ records by name."""
    for path in sorted(STORAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = {"record": 0, "note": 0, "Event": 0, "change_in": 2, "_write": 4, "_end": 2}.get(name)
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                yield node.args[place].value


def table(app):
    """The rows of the logbook, each as a text, as markdown shows it."""
    rows = app.table[0].value.astype(str).to_numpy().tolist()
    return [re.sub(r"\\(.)", r"\1", " | ".join(row)) for row in rows]


def test_every_action_has_its_words():
    """Whatever is recorded anywhere in storage/; in both languages, and never by the name in the code."""
    found = set(recorded())

    assert {"answer_given", "role_given", "plan_changed", "person_removed", "read"} <= found
    for action in found | {action for actions in KINDS.values() for action in actions}:
        said = [sentence(words_in(language), action) for language in ("nl", "en")]
        assert action not in said, action
        assert said[0] != said[1]


def test_at_this_computer_the_logbook_has_no_names(open_page, start, store):
    """When and what, the newest first; nothing about people."""
    assessment = start()
    store.give_answer(assessment, "s1.3", {"level": 2})

    app = open_page("trail", assessment)

    assert list(app.table[0].value.columns) == ["Wanneer", "Wat"]
    assert table(app)[0].endswith("| Beantwoord: Heldere rekening")
    assert table(app)[-1].endswith("| Organisatie toegevoegd")
    assert [box.key for box in app.selectbox] == ["trail-kind"]


def test_answers_that_came_together_are_one_line(open_page, example):
    """An import of many answers does not fill the page."""
    [line] = [line for line in table(open_page("trail", example)) if "beantwoord" in line.lower()]

    assert line.endswith("vragen beantwoord")


def test_an_owner_sees_who_did_what(open_page, start, as_role):
    """By name; and who from outside has read, in bold."""
    assessment = start()
    owner = as_role(assessment, "owner", "Anna **Bos**")
    owner.give_answer(assessment, "s1.3", {"level": 2})
    as_role(assessment, "consultant", "Cem").answers(assessment)
    as_role(assessment, "owner", "Dirk")

    app = open_page("trail", assessment)

    assert table(app)[0].endswith("| Deze computer | Rol gegeven: Dirk, eigenaar")
    assert any(line.endswith("| Cem | **Gelezen van buiten, als adviseur**") for line in table(app))
    assert any(line.endswith("| Anna **Bos** | Beantwoord: Heldere rekening") for line in table(app))
    assert r"Anna \*\*Bos\*\*" in list(app.table[0].value["Wie"])


def test_the_choice_of_kind_and_person_is_kept_to(open_page, start, as_role):
    """Together; what fits nothing gets a sentence."""
    assessment = start()
    owner = as_role(assessment, "owner")
    owner.give_answer(assessment, "s1.3", {"level": 2})

    app = open_page("trail", assessment)
    app.selectbox(key="trail-person").set_value(owner.who.id).run()
    assert [line.split(" | ", 1)[1] for line in table(app)] == ["Anna | Beantwoord: Heldere rekening"]
    app.selectbox(key="trail-kind").set_value("people").run()

    assert not app.table
    assert not app.exception
    assert "Er is nog niets gebeurd dat bij deze keuze past." in [info.value for info in app.info]


def test_older_events_are_a_click_away(open_page, start, store, click):
    """Each once, and back to the newest."""
    assessment = start()
    for number in range(60):
        store.change_assessment(assessment, scope="quick" if number % 2 else "core")
    app = open_page("trail", assessment)
    assert len(table(app)) == 50

    click(app, "trail-older")
    assert len(table(app)) == 12
    assert "trail-older" not in [button.key for button in app.button]
    click(app, "trail-newest")

    assert len(table(app)) == 50


@pytest.mark.parametrize(
    ("role", "sees"), [("owner", True), ("auditor", True), ("contributor", False), ("viewer", False)]
)
def test_only_who_may_sees_the_logbook(open_page, start, as_role, role, sees):
    """Others get a sentence; erasing is only for owners."""
    assessment = start()
    as_role(assessment, role)

    app = open_page("trail", assessment)

    assert bool(app.table) is sees
    assert ("Eerdere teksten wissen" in [header.value for header in app.header]) is (role == "owner")


def test_earlier_texts_are_erased(open_page, start, store, click):
    """Of the chosen answer; after that there is nothing to erase."""
    assessment = start()
    store.give_answer(assessment, "s1.3", {"level": 2, "note": "Mevrouw De Vries"})
    store.give_answer(assessment, "s1.3", {"note": "Een klant"})

    app = click(open_page("trail", assessment), "erase")

    assert store.earlier_texts(assessment) == []
    assert store.answer(assessment, "s1.3").note == "Een klant"
    assert table(app)[0].endswith("| Eerdere teksten gewist: Heldere rekening")
    assert "erase" not in [button.key for button in app.button]


def test_what_happens_in_a_workshop_is_told_with_its_question(open_page, start, store):
    """What is about no single question ends without a colon."""
    assessment = start()
    workshop = store.add_workshop(assessment, {"roles": ["Finance"]}, ["s1.3"])
    store.open_workshop(assessment, workshop)
    store.put_on_table(assessment, workshop, "s1.3")
    store.put_on_table(assessment, workshop, None)

    said = [line.split(" | ", 1)[1] for line in table(open_page("trail", assessment))[:4]]

    assert said == [
        "Andere vraag op tafel in een workshop",
        "Andere vraag op tafel in een workshop: Heldere rekening",
        "Workshop geopend",
        "Workshop voorbereid",
    ]
