"""Every page as someone it is not for: nothing shows, nothing can be written, and nobody learns what exists."""

import uuid
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from ui import session

# The page of an association is there for its administrators only, and about no assessment.
PAGES = sorted({path.stem for path in (Path(__file__).parents[2] / "ui" / "pages").glob("*.py")} - {"association"})
# Leaving is everybody's own, and signing out too; choosing what to look at writes nothing.
OWN = ("leave", "sign-out", "sign-in", "client", "remove-me", "download-person", "remove-along")
LOOKING = (
    "theme",
    "topic",
    "only-open",
    "department",
    "mine",
    "blank-scope",
    "report-language",
    "find",
    "law-",
    "trail-",
)
# The quarters of a start have no words that AppTest can choose by; a status is written by the same call.
NOT_HERE = ("start-",)


@pytest.fixture
def assessment(store, example):
    """An assessment of an organisation with a name, notes and a plan that nobody else may see."""
    organisation = store.organisation_of(example)
    kept = store.organisation(organisation).model_copy(update={"name": "Woonstichting Geheim"})
    store.change_organisation(organisation, kept)
    store.give_answer(example, "s1.3", {"note": "Geheime nota"})
    return example


@pytest.fixture
def kept():
    """All rows of all tables, but for the trail of who read and when people signed in."""

    def read():
        engine = session.people().engine
        with engine.connect() as connection:
            names = set(inspect(engine).get_table_names()) - {"alembic_version", "audit", "people"}
            return {name: connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).all() for name in names}

    return read


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_another_organisation_is_as_one_of_nothing_at_all(open_page, signed_in_as, assessment, texts, page):
    """Word for word the same, with an id that exists and with one that does not."""
    signed_in_as("aisha")
    there, nowhere = (texts(open_page(page, id_)) for id_ in (assessment, str(uuid.uuid4())))

    assert there == nowhere
    assert "Geheim" not in " ".join(there)


@pytest.mark.parametrize("page", [page for page in PAGES if page not in ("start", "privacy")])
@pytest.mark.parametrize("role", ["viewer", "withdrawn"])
def test_who_may_no_longer_write_changes_nothing(open_page, signed_in_as, store, assessment, kept, page, role):
    """Every widget of a page that was opened by a contributor, used when that is over: what is kept stays as it is."""
    organisation = store.organisation_of(assessment)
    person = signed_in_as("aisha")
    person.accept_invitation(store.invite(organisation, "contributor", 7))

    for kind in ("radio", "selectbox", "text_area", "text_input", "number_input", "toggle", "checkbox", "button"):
        opened = open_page(page, assessment)
        for key in [widget.key for widget in getattr(opened, kind) if _writes(widget.key)][:8]:
            if role == "viewer" and key.startswith("download-"):
                continue  # which a viewer may
            app = open_page(page, assessment)
            if role == "withdrawn":
                store.withdraw_access(organisation, person.who.id)
            else:
                store.change_role(organisation, person.who.id, role)
            before = kept()
            for widget in [widget for widget in getattr(app, kind) if widget.key == key and not widget.disabled]:
                _use(kind, widget)
            assert not app.exception, key
            assert kept() == before, key
            if role == "withdrawn":
                person.accept_invitation(store.invite(organisation, "contributor", 7))
            else:
                store.change_role(organisation, person.who.id, "contributor")


@pytest.mark.parametrize("page", ["answer", "law", "plan", "profile", "report"])
@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_who_may_only_look_finds_every_field_switched_off(open_page, signed_in_as, store, assessment, page, role):
    """And a sentence that says so; what a reviewer adds beside an answer is no change of it."""
    signed_in_as("aisha").accept_invitation(store.invite(store.organisation_of(assessment), role, 7))
    app = open_page(page, assessment)
    fields = [*app.radio, *app.text_area, *app.text_input, *app.number_input]

    assert "bekijken, maar niet wijzigen" in app.info[0].value
    reviewing = ("mirror", "review")
    assert [
        field.key
        for field in fields
        if _writes(field.key) and not field.disabled and not any(part in field.key for part in reviewing)
    ] == []


def _writes(key):
    return bool(key) and not any(part in key for part in (*OWN, *LOOKING, *NOT_HERE))


def _use(kind, widget):
    if kind == "button":
        widget.click().run()
    elif kind in ("radio", "selectbox"):
        widget.set_value(_other(widget)).run()
    elif kind in ("toggle", "checkbox"):
        widget.set_value(not widget.value).run()
    elif kind == "number_input":
        widget.set_value(widget.value + 1).run()
    else:
        widget.set_value("Geschreven door wie dat niet mag").run()


def _other(widget):
    """Another option than the one that is chosen, by its words."""
    chosen = widget.options[widget.index] if widget.index is not None else None
    return next(option for option in reversed(widget.options) if option != chosen)
