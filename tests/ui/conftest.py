"""Pages without a browser: the script by its absolute path, on a database of the test's own."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit.config
from google.protobuf.message import Message
from sqlalchemy import insert
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from auth.claims import claims_of
from auth.who import LOCAL, Who
from i18n.words import words_in
from model.answers import AnswersFile, Organisation, Scope
from model.example import example_answers
from model.questionnaire import Questionnaire
from storage.store import Store
from storage.tables import MEMBERSHIPS, PEOPLE
from ui import session
from ui.content import questionnaire

SCRIPT = Path(__file__).resolve().parents[2] / "peilstok.py"
SIGN_IN = {
    "PEILSTOK_OIDC_ISSUER": "https://sign-in.example", "PEILSTOK_OIDC_CLIENT_ID": "peilstok",
    "PEILSTOK_OIDC_CLIENT_SECRET": "c" * 40, "PEILSTOK_ADDRESS": "https://peilstok.example",
    "PEILSTOK_COOKIE_SECRET": "k" * 40,
}  # fmt: skip

OpenPage = Callable[..., AppTest]
Start = Callable[..., str]
AddMember = Callable[..., str]


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has a database and a store of its own, and greets its visitor in Dutch."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'peilstok.db'}")
    for name in ("PEILSTOK_LANGUAGE", *SIGN_IN):
        monkeypatch.delenv(name, raising=False)
    session.people.cache_clear()
    yield
    session.people().engine.dispose()
    session.people.cache_clear()


@pytest.fixture(autouse=True)
def _no_cookies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a browser there are none, where AppTest has an object that answers to everything."""
    monkeypatch.setattr(ContextProxy, "cookies", {})


@pytest.fixture(autouse=True)
def _testable() -> Iterator[None]:
    """AppTest keeps functions in the session state, which can't be serialised; errors show whole."""
    options = {"runner.enforceSerializableSessionState": False, "client.showErrorDetails": "full"}
    before = {name: streamlit.config.get_option(name) for name in options}
    for name, value in options.items():
        streamlit.config.set_option(name, value)
    yield
    for name, value in before.items():
        streamlit.config.set_option(name, value)


@pytest.fixture
def add_member(store: Store) -> AddMember:
    """Adds a person with a role in the organisation of an assessment, and gives their id."""

    def add(assessment: str, name: str, role: str, department: str | None = None) -> str:
        id_, now = str(uuid.uuid4()), datetime.now(UTC)
        person = {"id": id_, "issuer": "https://provider.example", "subject": id_, "name": name, "email": None}
        member = {"person_id": id_, "role": role, "department": department, "since": now}
        with store.engine.begin() as connection:
            connection.execute(insert(PEOPLE), {**person, "signed_in_at": now, "created_at": now})
            connection.execute(insert(MEMBERSHIPS), {**member, "organisation_id": store.organisation_of(assessment)})
        return id_

    return add


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, store: Store) -> Iterator[Callable[[str], Store]]:
    """Makes this person the one who asks on the pages from here on, and gives the store as they ask it."""

    def ask(person: str) -> Store:
        theirs = Store(store.engine, Who(person))
        monkeypatch.setattr(session, "store", lambda: theirs)
        monkeypatch.setattr(session, "who", lambda: theirs.who)
        monkeypatch.setattr(session, "is_shared", lambda: True)
        return theirs

    original = session.store
    yield ask
    monkeypatch.setattr(session, "store", original)


@pytest.fixture
def store() -> Store:
    """All that the pages of this test write to, whoever is signed in."""
    return Store(session.people().engine, LOCAL)


@pytest.fixture
def user() -> dict[str, Any]:
    """What Streamlit knows of who signed in, for the pages that are opened from now on."""
    return {}


@pytest.fixture
def signed_in_as(monkeypatch: pytest.MonkeyPatch, user: dict[str, Any]) -> Callable[..., Store | None]:
    """Switches sign-in on, and signs this person in, or nobody; gives the store as this person asks it."""

    def as_(subject: str | None, hours_ago: float = 0, *, known: bool = True, **claims: object) -> Store | None:
        for name, value in SIGN_IN.items():
            monkeypatch.setenv(name, value)
        user.clear()
        user["is_logged_in"] = subject is not None
        if subject is None:
            return None
        issuer, now = SIGN_IN["PEILSTOK_OIDC_ISSUER"], datetime.now(UTC)
        user.update(iss=issuer, sub=subject, name=subject.title(), iat=now.timestamp() - hours_ago * 3600)
        user.update(claims)
        if not known:
            return None
        person = session.people().signed_in(claims_of(user, issuer, now))
        return Store(session.people().engine, person.who)

    return as_


@pytest.fixture
def start(store: Store) -> Start:
    """Makes an organisation with an assessment, and returns the assessment's id."""

    def make(scope: Scope = "quick", name: str = "Woonstichting Zuid", **facts: object) -> str:
        organisation = store.add_organisation(Organisation.model_validate({"name": name, **facts}))
        return store.add_assessment(organisation, "social-collection", "2026.1", scope, date(2026, 11, 22))

    return make


@pytest.fixture
def example(store: Store) -> str:
    """The assessment of the fictional organisation."""
    return store.add_answers_file(example_answers(questionnaire("nl")))


@pytest.fixture
def example_in(store: Store) -> Callable[[str], str]:
    """The assessment of the fictional organisation, with its notes in this language."""
    return lambda language: store.add_answers_file(example_answers(questionnaire(language)))


@pytest.fixture
def as_role(store: Store, signed_in_as: Callable[..., Store]) -> Callable[..., Store]:
    """Signs in a person who was given this role in the organisation of this assessment; gives the store as they ask."""

    def become(assessment: str, role: str, name: str = "Anna") -> Store:
        organisation, theirs = store.organisation_of(assessment), signed_in_as(name)
        member = {"organisation_id": organisation, "person_id": theirs.who.id, "role": role, "department": None}
        with store._writing("manage_people", organisation=organisation) as entered:
            row = {**member, "since": datetime.now(UTC)}
            entered.connection.execute(insert(MEMBERSHIPS), row)
            entered.record("role_given", MEMBERSHIPS, row, role=role)
        return theirs

    return become


@pytest.fixture(scope="session")
def say() -> Callable[[str], str]:
    """The Dutch words of the interface for these English ones."""
    return words_in("nl").gettext


@pytest.fixture
def content() -> Questionnaire:
    """The Dutch questionnaire as an organisation with klanten reads it."""
    return questionnaire("nl")


@pytest.fixture
def example_file() -> AnswersFile:
    """The answers of the fictional organisation."""
    return example_answers(questionnaire("nl"))


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch, user: dict[str, Any]) -> OpenPage:
    """Opens a page, with an assessment in the address, as a visitor in this language."""

    def open_(page: str, assessment: str | None = None, language: str = "nl", **address: str) -> AppTest:
        monkeypatch.setenv("PEILSTOK_LANGUAGE", language)
        app = AppTest.from_file(str(SCRIPT), default_timeout=30)
        app.user = dict(user)
        for key, value in {"assessment": assessment, **address}.items():
            if value is not None:
                app.query_params[key] = value
        app.run()
        if page != "start":
            app.switch_page(f"ui/pages/{page}.py").run()
        assert not app.exception
        return app

    return open_


@pytest.fixture
def click() -> Callable[[AppTest, str], AppTest]:
    """Clicks the button whose key this is or begins with; Streamlit adds to the keys of a form's buttons."""

    def click_(app: AppTest, key: str) -> AppTest:
        found = [button for button in app.button if key in (button.key or "")]
        assert [button.label for button in found][1:] == [], f"more than one button for {key}"
        found[0].click().run()
        assert not app.exception
        return app

    return click_


@pytest.fixture
def texts() -> Callable[[AppTest], list[str]]:
    """Every text that a page sends to the browser, as it is sent: markdown is still markdown."""
    return lambda app: [text for node in _nodes(app._tree) for text in _texts(node)]


# Fields that carry names for the machine, pictures or addresses.
_MACHINE = re.compile(r"(^|_)(id|key|url|icon|page|tag|type)$")


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from _nodes(child)


def _texts(node: Any) -> Iterator[str]:
    if node.type == "html":
        yield from re.findall(r">([^<>{}]+)<", node.value)
    elif node.type in ("arrow_table", "table"):
        table = node.value
        yield from (str(value) for value in (*table.columns, *table.to_numpy().flatten()))
    elif node.type == "plotly_chart":
        figure = json.loads(node.proto.spec)
        for trace in figure["data"]:
            yield from (trace.get("name", ""), *(label for label in trace["y"] if isinstance(label, str)))
        yield from (label["text"] for label in figure["layout"].get("annotations", ()))
    elif isinstance(getattr(node, "proto", None), Message):
        yield from _fields(node.proto)


def _fields(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        for item in value if hasattr(value, "extend") else [value]:
            if isinstance(item, Message):
                yield from _fields(item)
            elif isinstance(item, str) and not _MACHINE.search(field.name):
                yield item
