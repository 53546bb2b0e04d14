"""The screen for the room: what everybody may see of a workshop, and nothing else."""

import pytest
from streamlit.runtime.context import ContextProxy

from pipeline import draw
from reports.workshop_words import DOT
from storage.workshop_room import WorkshopRoom

FIRST = "s1.3"
WIDGETS = ("button", "checkbox", "radio", "selectbox", "multiselect", "text_input", "text_area", "toggle", "expander")


@pytest.fixture(autouse=True)
def _embedded(monkeypatch):
    """As the link on the page of the workshop opens it."""
    monkeypatch.setattr(ContextProxy, "is_embedded", True)


class Led:
    """A workshop that is led without a page."""

    def __init__(self, store, assessment):
        setup = {"roles": ["Finance", "Legal"]}
        self.store, self.assessment, self.room = store, assessment, WorkshopRoom(store.engine)
        self.ids = assessment, store.add_workshop(assessment, setup, [FIRST, "s2.3"])
        self.people = []

    def open(self, finance=3, legal=0):
        """Lets so many people in; gives the code."""
        code = self.store.open_workshop(*self.ids)
        roles = ["Finance"] * finance + ["Legal"] * legal
        self.people = [self.room.enter(code, {"role": role}) for role in roles]
        return code

    def put(self):
        """Puts the first question."""
        self.store.put_on_table(*self.ids, FIRST)

    def vote(self, *levels, number=1, reason=""):
        """Everyone who came in votes, as far as there are levels."""
        for person, level in zip(self.people, levels, strict=False):
            self.room.vote(person, FIRST, number, {"level": level, "reason": reason})

    def show(self):
        """Shows what was chosen."""
        self.store.show(*self.ids, FIRST, draw(self.store.workshop(*self.ids).setup))


@pytest.fixture
def led(store, start):
    """A workshop that is prepared."""
    return Led(store, start("quick"))


def test_before_the_workshop_there_is_one_sentence(open_page, start, led, say):
    """Also while it is being prepared."""
    for assessment in (start("quick", name="Bank"), led.assessment):
        app = open_page("screen", assessment)

        assert [title.value for title in app.title] == [
            say("No workshop is open yet. This screen shows it by itself once it opens.")
        ]
        assert not app.header


def test_while_no_question_was_put_it_says_how_to_come_in(open_page, led, texts, monkeypatch):
    """The address as people type it, the code, and how many came in."""
    monkeypatch.setenv("PEILSTOK_PHONES", "http://192.168.1.5:8501")
    code = led.open(finance=4)
    app = open_page("screen", led.assessment)

    assert code in [markdown.value for markdown in app.markdown]
    assert any(r"**192\.168\.1\.5\:8501/w**" in text for text in texts(app))
    assert [header.value for header in app.header] == ["In de zaal: 4"]


def test_of_an_open_vote_it_shows_the_question_and_how_many_voted(open_page, led, texts, content):
    """Nothing else is on it, whatever people chose and wrote; the code stays for who is late."""
    code = led.open(finance=3, legal=3)
    led.put()
    led.vote(1, 1, 1, 1, 1, reason="Wij doen niets")
    app = open_page("screen", led.assessment)
    seen = texts(app)
    led.vote(5, 4, 3, None, 5, reason="Wij doen alles")

    assert texts(app.run()) == seen
    assert sorted(text for text in seen if text.strip()) == sorted(
        [
            "Scan om mee te doen",
            f"**{code}**  \n:small[localhost\\:8501/w]",
            content.criteria[FIRST].question,
            "Gestemd: 5 van 6",
            ":material/timer: Deze vraag ligt net op tafel. Nog 90 van 90 minuten; dat is 45 minuten per vraag.",
            "Licht",
            " · ",
            "Donker",
        ]
    )


def test_per_role_it_counts_where_enough_voted(open_page, led, texts):
    """As the floor of the workshop says."""
    led.open(finance=3, legal=3)
    led.put()
    led.vote(1, 1, 1, 1, 1, 1)

    assert "Finance: 3 · Legal: 3" in texts(open_page("screen", led.assessment))


def test_what_was_shown_is_a_picture(open_page, led, texts):
    """Another vote on it is blind again."""
    led.open()
    led.put()
    led.vote(2, 2, 3)
    led.show()
    app = open_page("screen", led.assessment)
    assert f"{DOT * 2} (2)" in texts(app)
    assert not app.header

    led.store.vote_again(*led.ids, FIRST)
    led.vote(3, number=2)
    seen = " ".join(texts(app.run()))
    assert DOT not in seen
    assert "Gestemd: 1 van 3" in seen


def test_what_the_group_agreed_on_stands_there_with_its_sentence(open_page, led, content, texts):
    """Also that it skipped the question."""
    led.open()
    led.put()
    led.vote(2, 2, 3)
    led.show()
    led.store.conclude(*led.ids, FIRST, {"level": 3})
    app = open_page("screen", led.assessment)
    assert [header.value for header in app.header] == [f"Afgesproken: 3 · {content.levels[2].name}"]
    assert content.criteria[FIRST].levels[2] in texts(app)

    led.store.conclude(*led.ids, FIRST, {"level": None})
    assert [header.value for header in app.run().header] == ["De groep slaat deze vraag over."]


def test_what_the_facilitator_keeps_is_not_on_it(open_page, led, texts):
    """No mirror, no notes, nothing parked, not who agreed or dissented, no answer of the organisation: at no moment."""
    store, ids = led.store, led.ids
    store.give_answer(led.assessment, FIRST, {"level": 4, "note": "Geheim antwoord"})
    seen = []

    def look():
        app = open_page("screen", led.assessment)
        assert not any(getattr(app, kind) for kind in WIDGETS)
        seen.extend(texts(app))

    store.give_mirror_score(led.assessment, FIRST, 1, "Geheime spiegel")
    store.write_notes(*ids, FIRST, "Geheime aantekening")
    store.park(*ids, "Geheim parkeren", FIRST)
    look()
    led.open()
    look()
    led.put()
    led.vote(2, 2, 3)
    look()
    led.show()
    look()
    store.conclude(*ids, FIRST, {"level": 3, "dissent": "Geheim bezwaar", "agreed_by": "Geheime mensen"})
    look()
    store.close_workshop(*ids)
    look()

    assert len(seen) > 30
    assert [text for text in seen if "eheim" in text] == []


def test_at_the_end_it_thanks(open_page, led, say):
    """Until there is another workshop on the same assessment."""
    led.open()
    led.store.close_workshop(*led.ids)
    app = open_page("screen", led.assessment)
    assert app.title[0].value == say("Thank you for taking part.")

    Led(led.store, led.assessment).open(finance=5)
    assert [header.value for header in app.run().header] == ["In de zaal: 5"]


@pytest.mark.parametrize(("look", "other"), [(None, "dark"), ("light", "dark"), ("dark", "light")])
def test_a_link_leads_to_the_other_look(open_page, led, look, other):
    """It keeps the assessment, and nothing around it."""
    app = open_page("screen", led.assessment, look=look)
    bodies = " ".join(element.proto.body for element in app.get("html"))

    assert f'href="/screen?assessment={led.assessment}&amp;look={other}&amp;embed=true"' in bodies
    assert bodies.count("href") == 1
    assert ("invert" in bodies) == (look == "dark")


def test_nothing_stands_around_it(open_page, as_role, led, texts, monkeypatch):
    """No name of who is signed in, no way to sign out, no other pages; opened otherwise it has them."""
    as_role(led.assessment, "consultant", "bram")
    app = open_page("screen", led.assessment)
    assert "Bram" not in texts(app)
    assert not app.button

    monkeypatch.setattr(ContextProxy, "is_embedded", False)
    app = open_page("screen", led.assessment)
    assert "Bram" in texts(app)
    assert "sign-out" in [button.key for button in app.button]


def test_the_page_of_the_workshop_leads_to_it(open_page, led):
    """From the first moment, so that the beamer stands ready."""
    [link] = [link.proto for link in open_page("workshop", led.assessment).get("link_button")]

    assert link.url == f"/screen?assessment={led.assessment}&embed=true"
