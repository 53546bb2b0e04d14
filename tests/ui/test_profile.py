"""The profile page: facts, the word for the customer, the scope; saved at the click."""

import pytest


def test_the_page_asks_every_fact(open_page, start, content):
    """Each fact of the questionnaire is a question on the page."""
    app = open_page("profile", start())

    assert [title.value for title in app.title] == ["Profiel"]
    labels = {widget.label for widget in (*app.radio, *app.selectbox)}
    assert {fact.question for fact in content.profile.facts.values()} <= labels


def test_a_fact_is_saved_at_the_click_and_can_be_taken_back(open_page, start, store):
    """Yes and no are stored at once; "I don't know" makes the fact unknown again, and stays visible."""
    assessment = start()
    app = open_page("profile", assessment)

    app.radio(key="fact-has_staff").set_value(True).run()
    assert store.answers_file(assessment).organisation.facts == {"has_staff": True}

    app.radio(key="fact-has_staff").set_value(False).run()
    assert store.answers_file(assessment).organisation.facts == {"has_staff": False}

    app.radio(key="fact-has_staff").set_value("").run()
    assert store.answers_file(assessment).organisation.facts == {}
    assert app.radio(key="fact-has_staff").value == ""


def test_facts_decide_which_questions_are_asked(open_page, start):
    """Who never goes to court is not asked about going to court; unknown counts as concerned."""
    assessment = start()
    app = open_page("profile", assessment)
    assert "10 vragen" in app.info[0].value
    assert "Juridische stappen" in " ".join(open_page("answer", assessment).selectbox(key="theme").options)

    app.radio(key="fact-goes_to_court").set_value(False).run()

    assert "9 vragen" in app.info[0].value
    assert "Juridische stappen" not in " ".join(open_page("answer", assessment).selectbox(key="theme").options)


def test_the_word_for_the_customer_changes_the_questions(open_page, start, texts):
    """An organisation that says huurder reads huurder in every question, and klant in none about its own."""
    assessment = start()
    before = open_page("answer", assessment)
    assert "klanten" in before.subheader[0].value

    open_page("profile", assessment).selectbox(key="profile-customer").set_value("huurder").run()

    after = open_page("answer", assessment)
    assert after.subheader[0].value == before.subheader[0].value.replace("klanten", "huurders")


def test_the_scope_changes_how_many_questions_there_are(open_page, start, store):
    """Quick scan and core set can be exchanged at any moment; the page says how many questions follow."""
    assessment = start("quick")
    app = open_page("profile", assessment)

    app.radio(key="profile-scope").set_value("core").run()

    assert store.answers_file(assessment).scope == "core"
    assert "30 vragen" in app.info[0].value


def test_a_new_name_is_saved(open_page, start, store):
    """The name is saved when its field is left."""
    assessment = start()

    open_page("profile", assessment).text_input(key="profile-name").set_value("Gemeente Łódź").run()

    assert store.answers_file(assessment).organisation.name == "Gemeente Łódź"


@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_can_not_be_emptied(open_page, start, store, name):
    """Without a name the old one stays, and the page says why in the visitor's language."""
    assessment = start(name="Woonstichting Zuid")

    app = open_page("profile", assessment)
    app.text_input(key="profile-name").set_value(name).run()

    assert not app.exception
    assert store.answers_file(assessment).organisation.name == "Woonstichting Zuid"
    assert len(app.error) == 1
