"""The question on the table as the facilitator leads it: the picture, the talk, the agreement, actions, the mirror."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from reports.workshop_words import DOT
from storage.workshop_room import WorkshopRoom

FIRST, SECOND, THIRD = "s1.3", "s2.3", "s3.2"


@pytest.fixture
def led(start, store):
    """An open workshop with a question on the table: its assessment, its id, and a way to have people vote."""

    def lead(items=(FIRST, SECOND, THIRD), **setup):
        assessment = start("quick")
        roles = ["Finance", "Klantcontact"]
        workshop = store.add_workshop(assessment, {"roles": roles, **setup}, list(items))
        code = store.open_workshop(assessment, workshop)
        store.put_on_table(assessment, workshop, items[0])
        room, seats = WorkshopRoom(store.engine), []

        def vote(*levels, role="Finance", number=1, **ballot):
            if number == 1:  # later rounds are of those who came in first
                names = [f"Naam {len(seats) + place}" for place in range(len(levels))]
                seats[:0] = [room.enter(code, {"role": role, "name": name}) for name in names]
            for seat, level in zip(seats, levels, strict=False):
                room.vote(seat, items[0], number, {"level": level, **ballot})

        return assessment, workshop, vote

    return lead


@pytest.fixture
def seen(texts):
    """All that a page shows, as one text, as markdown shows it."""
    return lambda app: re.sub(r"\\(.)", r"\1", " ".join(texts(app)))


def agree(app, click, level, ambition=None, item=FIRST):
    """Fills in the form and keeps it."""
    app.radio(key=f"workshop-level-{item}").set_value(level)
    if ambition:
        app.selectbox(key=f"workshop-ambition-{item}").set_value(ambition)
    return click(app, "workshop-agreed")


def test_the_picture_names_the_roles_that_differ_and_the_ambition(open_page, led, click, seen):
    """Each role with at least three; the median of where people want to be."""
    assessment, _, vote = led()
    vote(2, 2, 3, ambition=4)
    vote(4, 4, 4, role="Klantcontact", ambition=5)

    shown = seen(click(open_page("workshop", assessment), "workshop-show"))

    assert "de mediaan van Finance is 2, die van Klantcontact is 4." in shown
    assert "Waar mensen over twee jaar willen staan: de mediaan is 4,5, van 6 mensen." in shown
    assert "Wat ziet Finance dat Klantcontact niet ziet?" in shown


def test_a_role_may_be_called_as_a_column_of_ours(open_page, led, click):
    """Nothing of the picture goes missing: the levels stay beside the dots of that role."""
    assessment, _, vote = led(roles=["Niveau", "Finance"])
    vote(2, 2, 3)
    vote(4, 4, 4, role="Niveau")

    shown = click(open_page("workshop", assessment), "workshop-show").table[0].value.astype(str)

    assert list(shown.columns) == ["Niveau", "Finance", r"Niveau (2)"]
    assert shown.to_numpy().tolist()[1] == ["4 · Geborgd", "–", f"{DOT * 3} (3)"]


def test_two_rounds_stand_side_by_side_with_what_changed(open_page, led, click, seen):
    """In totals: how many more or fewer on each level, and the figures before and after."""
    assessment, _, vote = led()
    vote(1, 1, 5, None)
    app = click(click(open_page("workshop", assessment), "workshop-show"), "workshop-again")
    vote(3, 3, 3, 3, number=2)
    app = click(app.run(), "workshop-show")

    table = app.table[0].value.astype(str).to_numpy().tolist()
    assert list(app.table[0].value.columns) == ["Niveau", "Stemming 1", "Stemming 2", "Verschil"]
    assert table[2] == ["3 · Ingericht", "–", f"{DOT * 4} (4)", "+4"]
    assert table[4] == ["1 · Ad hoc", f"{DOT * 2} (2)", "–", "−2"]
    assert table[5] == ["Weet ik niet", f"{DOT} (1)", "–", "−1"]
    assert "ging de mediaan van 1 naar 3, en de eensgezindheid van" in seen(app)


def test_whoever_opens_the_page_anew_goes_on_where_it_was(open_page, led, store, click, seen):
    """On any device: what is on the table, what was shown, what was agreed and what was noted are in the store."""
    assessment, workshop, vote = led()
    vote(2, 3)
    first = click(open_page("workshop", assessment), "workshop-show")
    first.text_area(key=f"workshop-notes-{FIRST}").set_value("Een lang gesprek").run()

    second = open_page("workshop", assessment)
    assert "Mediaan: 2,5" in seen(second)
    assert second.text_area(key=f"workshop-notes-{FIRST}").value == "Een lang gesprek"
    agree(second, click, 3)
    click(second, "workshop-next")

    third = open_page("workshop", assessment)
    assert store.workshop(assessment, workshop).item == SECOND
    assert "Gestemd: 0 van 2" in seen(third)
    assert "workshop-show" in [button.key for button in third.button]


def test_two_facilitators_who_show_see_the_same(open_page, led, store, click, seen):
    """Who presses it on a page from before sees what was shown, without an error; who voted in between can't."""
    assessment, workshop, vote = led()
    vote(2, 3)
    one, other = open_page("workshop", assessment), open_page("workshop", assessment)

    click(one, "workshop-show")
    first = store.workshop(assessment, workshop).question(FIRST).rounds[0]
    click(other, "workshop-show")

    assert store.workshop(assessment, workshop).question(FIRST).rounds == (first,)
    assert "Mediaan: 2,5" in seen(one)
    assert [table.value.to_dict() for table in one.table] == [table.value.to_dict() for table in other.table]
    assert not other.error


def test_what_was_agreed_stands_there_and_can_be_changed(open_page, led, store, click, seen):
    """Plainly, with who dissents; changing begins with what was kept."""
    assessment, _workshop, vote = led()
    vote(2, 2)
    app = click(open_page("workshop", assessment), "workshop-show")
    assert "De mediaan van de stemmen was 2." in seen(app)
    assert app.radio(key=f"workshop-level-{FIRST}").value is None
    app.text_area(key=f"workshop-dissent-{FIRST}").set_value("<i>Anna</i> ziet *5*")
    app.text_input(key=f"workshop-agreed-by-{FIRST}").set_value("De anderen")
    agree(app, click, 3, 4)

    for part in ("Afgesproken: 3 · Ingericht", "Over twee jaar: 4 · Geborgd", "Akkoord: De anderen"):
        assert part in seen(app).replace("**", "")
    assert r"\<i\>Anna\</i\> ziet \*5\*" in "".join(line.value for line in app.markdown)
    assert not app.radio

    click(app, "workshop-change")
    assert app.text_area(key=f"workshop-dissent-{FIRST}").value == "<i>Anna</i> ziet *5*"
    assert app.selectbox(key=f"workshop-ambition-{FIRST}").value == 4
    agree(app, click, 2)
    assert "Afgesproken: 2 · Basis" in seen(app)
    assert (store.answer(assessment, FIRST).level, store.answer(assessment, FIRST).target) == (2, 4)


def test_the_next_question_begins_without_the_choice_of_this_one(open_page, led, store, click, seen):
    """In the order of the workshop, round to what was passed over; nothing sticks from the form before."""
    assessment, _workshop, vote = led((SECOND, FIRST))
    vote(4)
    app = agree(click(open_page("workshop", assessment), "workshop-show"), click, 4, 5, item=SECOND)

    click(click(app, "workshop-next"), "workshop-show")
    assert app.radio(key=f"workshop-level-{FIRST}").value is None
    assert not app.selectbox(key=f"workshop-ambition-{FIRST}").value
    agree(app, click, 1)

    assert "Alle vragen zijn behandeld." in seen(app)
    assert "workshop-next" not in [button.key for button in app.button]


def test_skipping_has_a_reason_of_its_own(open_page, led, store, click, seen):
    """What someone wrote as dissent is not it."""
    assessment, workshop, vote = led()
    vote(2)
    app = click(open_page("workshop", assessment), "workshop-show")
    app.text_input(key=f"workshop-skip-why-{FIRST}").set_value("Geen tijd")
    click(app, "workshop-skip")

    outcome = store.workshop(assessment, workshop).question(FIRST).outcome
    assert (outcome.level, outcome.skipped_because, outcome.dissent) == (None, "Geen tijd", "")
    assert "U heeft deze vraag overgeslagen. Geen tijd" in seen(app)
    assert not store.answer(assessment, FIRST).is_given


def test_a_dissent_with_a_personal_number_waits_for_a_second_click(open_page, led, store, click, seen):
    """As everywhere that people type."""
    assessment, workshop, vote = led()
    vote(2)
    app = click(open_page("workshop", assessment), "workshop-show")
    app.text_area(key=f"workshop-dissent-{FIRST}").set_value("Over 111222333")
    agree(app, click, 3)
    assert store.workshop(assessment, workshop).question(FIRST).outcome is None
    assert app.warning

    click(app, "workshop-agreed")
    assert store.workshop(assessment, workshop).question(FIRST).outcome.dissent == "Over 111222333"


def test_a_proposed_action_is_noted_once_and_the_plan_has_it_once(open_page, led, store, click, content):
    """From the agreed level to the ambition; the gap brings them into the plan, so noting adds none there."""
    assessment, workshop, vote = led()
    vote(2)
    app = agree(click(open_page("workshop", assessment), "workshop-show"), click, 2, 4)
    assert [button.key for button in app.button if "workshop-note-" in button.key] == [
        "workshop-note-3", "workshop-note-4",
    ]  # fmt: skip

    click(app, "workshop-note-3")

    do = content.criteria[FIRST].actions[3].do
    assert store.workshop(assessment, workshop).question(FIRST).actions == (do,)
    assert store.answers_file(assessment).plan.own == []
    assert "workshop-note-3" not in [button.key for button in app.button]


def test_without_an_ambition_the_next_step_goes_into_the_plan_by_itself(open_page, led, store, click, content):
    """Then no gap asks for it."""
    assessment, _, vote = led()
    vote(2)
    app = agree(click(open_page("workshop", assessment), "workshop-show"), click, 2)
    click(app, "workshop-note-3")

    [own] = store.answers_file(assessment).plan.own
    assert (own.do, own.owner) == (content.criteria[FIRST].actions[3].do, "marketing")


def test_an_own_action_lands_in_the_plan_and_twice_is_refused(open_page, led, store, click, seen):
    """With a sentence; an incomplete one asks for what is missing, and hostile text shows as text."""
    assessment, workshop, vote = led()
    vote(2)
    app = agree(click(open_page("workshop", assessment), "workshop-show"), click, 2, 3)

    def note(do, owner):
        app.text_input(key="workshop-own-do").set_value(do)
        app.text_input(key="workshop-own-owner").set_value(owner)
        return click(app, "workshop-own-add")

    note("Bel *eerst*", "")
    assert "Vul in wat u gaat doen en wie de eigenaar is." in [error.value for error in app.error]
    note("Bel *eerst*", "Anna")
    assert r"Bel \*eerst\*" in " ".join(line.value for line in app.markdown)
    note("bel  *eerst*", "Anna")

    assert "Deze actie staat al bij deze vraag." in seen(app)
    assert [own.do for own in store.answers_file(assessment).plan.own] == ["Bel *eerst*"]
    assert store.workshop(assessment, workshop).question(FIRST).actions == ("Bel *eerst*",)


def test_notes_of_two_facilitators_never_replace_each_other_unseen(open_page, led, store):
    """The second is told, and chooses."""
    assessment, workshop, _ = led()
    one, other = open_page("workshop", assessment), open_page("workshop", assessment)
    one.text_area(key=f"workshop-notes-{FIRST}").set_value("Van de een").run()
    other.text_area(key=f"workshop-notes-{FIRST}").set_value("Van de ander").run()

    assert store.workshop(assessment, workshop).question(FIRST).notes == "Van de een"
    assert any("Van de een" in warning.value for warning in other.warning)


@pytest.mark.parametrize(("anonymous", "asks"), [(True, "Wat pleit voor een laag niveau?"), (False, "Waarom koos u")])
def test_no_card_asks_who_it_was_where_people_vote_anonymously(open_page, led, click, seen, anonymous, asks):
    """By name it may; the other cards come at a click, and then the first again."""
    assessment, _, vote = led(anonymous=anonymous)
    vote(1, 3, 5)
    app = click(open_page("workshop", assessment), "workshop-show")
    assert ("Waarom koos u" in seen(app)) is not anonymous
    first = [info.value for info in app.info]
    assert first[0].startswith(asks)

    click(app, "workshop-cards")
    assert [info.value for info in app.info] != first
    click(app, "workshop-cards")
    assert len(app.info) == 3


def test_the_time_is_said_in_a_sentence(open_page, led, store, seen, monkeypatch):
    """On this question, of the whole, for each that waits; and that it is over."""
    assessment, _, _ = led(minutes=90)
    now = datetime.now(UTC)

    class Later(datetime):
        gone = timedelta(minutes=3, seconds=5)

        @classmethod
        def now(cls, tz=None):
            return (now + cls.gone).astimezone(tz)

    monkeypatch.setattr("ui.components.workshop_clock.datetime", Later)
    app = open_page("workshop", assessment)
    assert "Al 3 minuten bij deze vraag. Nog 87 van 90 minuten; dat is 29 minuten per vraag." in seen(app)
    Later.gone = timedelta(minutes=91)
    assert "Al 91 minuten bij deze vraag. **De 90 minuten zijn om.** Er wachten nog 3 vragen." in seen(app.run())


def test_who_may_only_look_sees_the_picture_and_no_buttons(open_page, led, store, add_member, asking, seen):
    """A viewer of a shared installation."""
    assessment, _workshop, vote = led()
    vote(2, 2)
    app = open_page("workshop", assessment)
    next(button for button in app.button if button.key == "workshop-show").click().run()
    asking(add_member(assessment, "Vera", "viewer"))

    app = open_page("workshop", assessment)

    assert "Mediaan: 2" in seen(app)
    mine = ("show", "again", "agreed", "skip", "change", "next", "note", "own", "mirror")
    assert [b.key for b in app.button if str(b.key).removeprefix("workshop-").startswith(mine)] == []
    assert app.text_area(key=f"workshop-notes-{FIRST}").disabled


def give(app, level, reason):
    """Opens the place for one's own score, fills it in and keeps it."""
    app.session_state["workshop-mirror"] = True
    app.run()
    app.get_by_key(f"workshop-mirror-level-{FIRST}").set_value(level)
    app.text_area(key=f"workshop-mirror-reason-{FIRST}").set_value(reason)
    next(button for button in app.button if "workshop-mirror-save" in button.key).click().run()
    assert not app.exception
    return app


def test_the_mirror_shows_after_the_group_has_agreed(open_page, led, store, add_member, asking, click, seen):
    """Before that on no page of anybody else, and on the own page only when opened; then beside the group's level."""
    assessment, _, vote = led()
    vote(3, 3)
    carla, otto = add_member(assessment, "Carla", "consultant"), add_member(assessment, "Otto", "owner")
    asking(carla)
    app = give(open_page("workshop", assessment), 2, "Nergens *gezien*")
    assert "gezien" not in seen(app)
    click(app, "workshop-show")
    assert "gezien" not in seen(app)

    asking(otto)
    for page in ("workshop", "answer"):
        assert "gezien" not in seen(open_page(page, assessment))
    agree(open_page("workshop", assessment), click, 3)

    shown = seen(open_page("workshop", assessment)).replace("**", "")
    assert "De groep: 3 · Ingericht." in shown
    assert "De spiegel van Carla: 2 · Basis, omdat: Nergens *gezien*" in shown
    assert "Spiegelscore van Carla" in seen(open_page("answer", assessment))
    assert store.answer(assessment, FIRST).level == 3


def test_at_ones_own_machine_the_mirror_is_there_too(open_page, led, store, click, seen):
    """Without a name; what is missing is asked."""
    assessment, _, vote = led()
    vote(3)
    app = give(open_page("workshop", assessment), None, "Zonder niveau")
    assert "Kies eerst een niveau en schrijf waarom." in [warning.value for warning in app.warning]
    give(app, 4, "Beter dan u denkt")

    agree(click(app, "workshop-show"), click, 3)
    assert "De spiegel: 4 · Geborgd, omdat: Beter dan u denkt" in seen(app).replace("**", "")


@pytest.mark.parametrize(("role", "has"), [("contributor", False), ("owner", False), ("auditor", True)])
def test_only_reviewers_have_a_mirror(open_page, led, add_member, asking, role, has):
    """Also when its state is forged."""
    assessment, _, _ = led()
    asking(add_member(assessment, "Iemand", role))
    app = open_page("workshop", assessment)
    app.session_state["workshop-mirror"] = True
    app.run()

    assert bool([area for area in app.text_area if "mirror" in area.key]) is has


def test_the_answer_says_in_which_workshop_it_was_agreed(open_page, led, store, click, seen):
    """With its day, until the choice is another; the history keeps saying it."""
    assessment, _, vote = led()
    vote(3)
    agree(click(open_page("workshop", assessment), "workshop-show"), click, 3)
    app = open_page("answer", assessment)
    assert re.search(r"Afgesproken in de workshop van \d+ \w+ \d{4}\.", seen(app))

    app.radio(key=f"criterion-{FIRST}-level").set_value(4).run()
    assert "Afgesproken in" not in seen(app)
    app.session_state[f"criterion-{FIRST}-history"] = True
    assert seen(app.run()).count("Afgesproken in de workshop van") == 1
