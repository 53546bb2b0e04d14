"""The start page: my organisations, a new one, the example."""

from model.answers import Organisation
from storage.organisations import AT_ONCE
from tests.people import let_in


def test_a_new_visitor_can_begin_or_look_around(open_page, say):
    """Without organisations the page offers a new assessment and the example, and no empty list."""
    app = open_page("start")

    assert [title.value for title in app.title] == [say("Where do you stand on social collection?")]
    assert say("My organisations") not in [header.value for header in app.header]
    assert app.text_input(key="new-name").label == say("Name of your organisation")
    assert app.button(key="example").label == say("Look at an example")


def test_a_name_is_enough_to_begin(open_page, store, click):
    """A name makes the organisation and its first assessment, and opens its profile at an address of its own."""
    app = open_page("start")
    app.text_input(key="new-name").set_value("  Woonstichting   Zuid ")

    click(app, "new-start")

    (organisation,) = store.organisations()
    assert organisation.organisation.name == "Woonstichting Zuid"
    assert [title.value for title in app.title] == ["Profiel"]
    assert app.query_params["assessment"] == organisation.assessments[0].id


def test_without_a_name_nothing_is_made(open_page, store, click, say):
    """Spaces are no name: the page says so and stores nothing."""
    app = open_page("start")
    app.text_input(key="new-name").set_value("   ")

    click(app, "new-start")

    assert [error.value for error in app.error] == [say("Fill in the name of your organisation first.")]
    assert store.organisations() == []


def test_the_example_opens_its_results_and_is_offered_once(open_page, store, click, say):
    """The example is stored, marked as fictional, opens its results, and is then in the list instead of on offer."""
    app = click(open_page("start"), "example")

    assert [title.value for title in app.title] == ["Resultaten"]
    assert [stored.is_example for stored in store.organisations()] == [True]

    again = open_page("start")
    assert "example" not in [button.key for button in again.button]
    assert say("A fictional organisation, to look around in.") in [caption.value for caption in again.caption]


def test_the_example_can_be_removed(open_page, store, click):
    """Removing the example takes it out of the list and brings back the offer."""
    click(open_page("start"), "example")
    app = click(open_page("start"), "remove-")

    assert store.organisations() == []
    assert app.button(key="example")


def test_continue_and_results_open_that_assessment(open_page, start, click):
    """Each assessment in the list opens its questions or its results."""
    first, second = start(name="Aarde"), start(name="Bron")

    questions = click(open_page("start"), f"continue-{second}")
    results = click(open_page("start"), f"results-{first}")

    assert [title.value for title in questions.title] == ["Vragen"]
    assert questions.query_params["assessment"] == second
    assert [title.value for title in results.title] == ["Resultaten"]
    assert results.query_params["assessment"] == first


def test_an_organisation_takes_a_next_assessment(open_page, start, store, click):
    """A second assessment of the same organisation stands beside the first."""
    start()

    click(open_page("start"), "again-")

    (organisation,) = store.organisations()
    assert len(organisation.assessments) == 2


def test_an_assessment_that_is_gone_asks_to_choose_one(open_page, say):
    """Every page about an assessment says what to do when the address names none, or one that is not there."""
    addresses = [None, "gone", "../../etc/passwd", "'; DROP TABLE answer; --", "\0"]
    for page, assessment in zip(("profile", "answer", "results", "plan", "report"), addresses, strict=True):
        app = open_page(page, assessment)
        assert [title.value for title in app.title] == [say("Choose an assessment first")], (page, assessment)
        assert app.page_link[0].value == say("To the start page")


def test_of_many_organisations_the_newest_are_listed_and_others_found(open_page, store, say):
    """A field to search by name; what it finds can be opened."""
    for number in range(AT_ONCE + 2):
        store.add_organisation(Organisation(name=f"Wonen {number:02}"))
    app = open_page("start")
    assert len(app.subheader) == AT_ONCE
    assert "Wonen 00" not in [line.value for line in app.subheader]
    told = say("You see the {count} newest. Search by name to find the others.").format(count=AT_ONCE)
    assert told in [caption.value for caption in app.caption]

    app.text_input(key="find-organisation").set_value(" wonen 00").run()

    assert [line.value for line in app.subheader] == ["Wonen 00"]
    assert told not in [caption.value for caption in app.caption]

    app.text_input(key="find-organisation").set_value("'; DROP TABLE organisations; --").run()

    assert say("No organisation has this in its name.") in [line.value for line in app.markdown]
    assert list(app.subheader) == []


def test_where_all_are_listed_there_is_nothing_to_search(open_page, store):
    """Up to as many as fit."""
    for number in range(AT_ONCE):
        store.add_organisation(Organisation(name=f"Wonen {number:02}"))

    app = open_page("start")

    assert len(app.subheader) == AT_ONCE
    assert "find-organisation" not in [field.key for field in app.text_input]


def test_each_organisation_offers_what_the_role_allows(open_page, signed_in_as, store, start, say):
    """A viewer makes no assessment and removes nothing; an owner does."""
    mine, seen = (store.organisation_of(start(name=name)) for name in ("Mijn", "Gezien"))
    anna = signed_in_as("anna")
    let_in(store, anna, mine, "owner")
    let_in(store, anna, seen, "viewer")

    app = open_page("start")

    offered = [button.key for button in app.button]
    assert {f"again-{mine}", f"remove-{mine}", f"people-{mine}", f"people-{seen}"} <= set(offered)
    assert {f"again-{seen}", f"remove-{seen}"} & set(offered) == set()
    assert say("Your role: {role}").format(role=say("viewer")) in [caption.value for caption in app.caption]
