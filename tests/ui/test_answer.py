"""The questions page: every click saved, nothing half-said kept, personal numbers held back."""

import pytest

BSN, IBAN = "111222333", "NL91 ABNA 0417 1643 00"
FIRST, SECOND = "s1.3", "s2.3"  # the first two questions of the quick scan; each is a theme of its own


def signs(app):
    """What the line below each question says about saving."""
    return [line.value for line in app.markdown if "pgeslagen" in line.value or "beantwoord" in line.value]


@pytest.fixture
def assessment(start):
    """A quick scan without answers."""
    return start("quick")


def test_five_observable_levels_are_the_choice(open_page, assessment, content):
    """The choice shows what each level looks like, and offers "I don't know" and "not applicable" beside them."""
    app = open_page("answer", assessment)

    assert [title.value for title in app.title] == ["Vragen"]
    options = app.radio(key=f"criterion-{FIRST}-level").options
    assert len(options) == 7
    for sentence, option in zip(content.criteria[FIRST].levels, options, strict=False):
        assert sentence in option
    assert options[5:] == ["Weet ik niet", "Niet van toepassing op ons"]


@pytest.mark.parametrize("level", [1, 5])
def test_a_level_is_in_the_store_right_after_the_click(open_page, assessment, store, level):
    """The click saves, and the page shows when."""
    app = open_page("answer", assessment)

    app.radio(key=f"criterion-{FIRST}-level").set_value(level).run()

    assert store.answer(assessment, FIRST).level == level
    assert signs(app)[0].startswith(":material/check: **Opgeslagen om ")
    assert app.progress[0].text == "1 van 10 vragen beantwoord"


def test_i_do_not_know_is_an_answer(open_page, assessment, store):
    """It is stored, replaces a level and counts as answered."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()

    app.radio(key=f"criterion-{FIRST}-level").set_value("unknown").run()

    answer = store.answer(assessment, FIRST)
    assert (answer.level, answer.unknown) == (None, True)
    assert app.progress[0].text == "1 van 10 vragen beantwoord"


def test_not_applicable_without_a_reason_is_not_saved_and_the_page_says_so(open_page, assessment, store):
    """The level before it stays in the store until there is a reason."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()

    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()
    app.text_input(key=f"criterion-{FIRST}-reason").set_value("   ").run()

    assert store.answer(assessment, FIRST).level == 3
    assert signs(app)[0] == ":material/edit: **Nog niet opgeslagen: geef eerst de reden.**"


def test_not_applicable_with_a_reason_is_saved(open_page, assessment, store):
    """The reason takes the place of the level."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()

    app.text_input(key=f"criterion-{FIRST}-reason").set_value("Wij sturen geen facturen").run()

    answer = store.answer(assessment, FIRST)
    assert (answer.level, answer.not_applicable) == (None, "Wij sturen geen facturen")
    assert signs(app)[0].startswith(":material/check: **Opgeslagen om ")


def test_after_second_thoughts_a_level_replaces_not_applicable(open_page, assessment, store):
    """Choosing a level again withdraws the question for a reason."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()

    app.radio(key=f"criterion-{FIRST}-level").set_value(2).run()

    assert store.answer(assessment, FIRST).level == 2
    assert not app.warning


def test_an_ambition_is_saved_and_can_be_cleared(open_page, assessment, store):
    """A second click on the ambition takes it away and leaves the level."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value(2).run()

    app.get_by_key(f"criterion-{FIRST}-target").set_value(4).run()
    assert store.answer(assessment, FIRST).target == 4

    app.get_by_key(f"criterion-{FIRST}-target").set_value(None).run()
    answer = store.answer(assessment, FIRST)
    assert (answer.level, answer.target) == (2, None)


def test_a_note_is_saved_when_its_field_is_left(open_page, assessment, store):
    """A note needs no level, and keeps its lines."""
    app = open_page("answer", assessment)

    app.text_area(key=f"criterion-{FIRST}-note").set_value("Eerste regel\nTweede regel").run()

    assert store.answer(assessment, FIRST).note == "Eerste regel\nTweede regel"
    again = open_page("answer", assessment)
    assert again.text_area(key=f"criterion-{FIRST}-note").value == "Eerste regel\nTweede regel"


def test_an_emptied_note_is_gone(open_page, assessment, store):
    """An empty field is no note."""
    app = open_page("answer", assessment)
    app.text_area(key=f"criterion-{FIRST}-note").set_value("Tijdelijk").run()

    app.text_area(key=f"criterion-{FIRST}-note").set_value("").run()

    assert store.answer(assessment, FIRST).note is None


@pytest.mark.parametrize(("number", "kind"), [(BSN, "BSN"), (IBAN, "IBAN")])
@pytest.mark.parametrize("field", ["note", "evidence"])
def test_a_personal_number_is_held_back(open_page, assessment, store, click, field, number, kind):
    """Text with a BSN or IBAN is pointed out before it is saved; the visitor decides."""
    app = open_page("answer", assessment)
    app.text_area(key=f"criterion-{FIRST}-{field}").set_value(f"Klant {number} belde").run()

    assert store.answers(assessment) == {}
    assert kind in app.warning[0].value
    assert app.text_area(key=f"criterion-{FIRST}-{field}").value == f"Klant {number} belde"

    click(app, f"criterion-{FIRST}-{field}-anyway")

    answer = store.answer(assessment, FIRST)
    assert number in str(answer.note or answer.evidence)
    assert not app.warning


def test_a_mended_note_is_saved_without_further_questions(open_page, assessment, store):
    """Without the number the note is saved, and the warning goes."""
    app = open_page("answer", assessment)
    app.text_area(key=f"criterion-{FIRST}-note").set_value(f"Klant {BSN} belde").run()

    app.text_area(key=f"criterion-{FIRST}-note").set_value("Een klant belde").run()

    assert store.answer(assessment, FIRST).note == "Een klant belde"
    assert not app.warning


def test_a_personal_number_in_a_reason_is_held_back_too(open_page, assessment, store):
    """The reason for "not applicable" is as public as a note."""
    app = open_page("answer", assessment)
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()

    app.text_input(key=f"criterion-{FIRST}-reason").set_value(f"Zie {IBAN}").run()

    assert store.answers(assessment) == {}
    assert any("IBAN" in warning.value for warning in app.warning)


def test_evidence_makes_a_level_evidenced(open_page, assessment, store):
    """Lines become links, empty ones are skipped; without any the answer is stated again."""
    app = open_page("answer", assessment)
    app.text_area(key=f"criterion-{FIRST}-evidence").set_value("https://een.example\n\n  Map 3 ").run()
    answer = store.answer(assessment, FIRST)
    assert (answer.evidence, answer.assurance) == (["https://een.example", "Map 3"], "evidenced")

    app.text_area(key=f"criterion-{FIRST}-evidence").set_value("").run()
    answer = store.answer(assessment, FIRST)
    assert (answer.evidence, answer.assurance) == ([], "stated")


def test_a_note_that_can_not_be_kept_stays_in_its_field_with_a_sentence(open_page, assessment, store):
    """A control character is refused in the visitor's language and the text is not lost."""
    app = open_page("answer", assessment)

    app.text_area(key=f"criterion-{FIRST}-note").set_value("Bel \x07 terug").run()

    assert not app.exception
    assert store.answers(assessment) == {}
    assert len(app.error) == 1
    assert app.text_area(key=f"criterion-{FIRST}-note").value == "Bel \x07 terug"


def test_next_open_question_goes_past_what_is_answered(open_page, assessment, store, click):
    """The button opens the theme of the first question without an answer, and ends at the results."""
    store.give_answer(assessment, FIRST, {"level": 3})
    app = open_page("answer", assessment)
    assert app.selectbox(key="theme").value == "s1"

    click(app, "next-open")
    assert app.radio(key=f"criterion-{SECOND}-level")

    for theme in app.selectbox(key="theme").options:
        assert theme
    for id_ in ("s2.3", "s3.1", "s4.1", "s4.5", "s5.1", "s6.3", "s7.1", "k1", "r1"):
        store.give_answer(assessment, id_, {"unknown": True})
    app.run()
    assert "next-open" not in [button.key for button in app.button]
    assert "Alles beantwoord: naar de resultaten" in [link.value for link in app.page_link]


def test_the_filter_on_open_questions_hides_answered_ones(open_page, assessment, store):
    """Only open questions remain; with none left the page says so."""
    store.give_answer(assessment, FIRST, {"level": 3})
    app = open_page("answer", assessment)

    app.toggle(key="only-open").set_value(True).run()

    assert app.selectbox(key="theme").value == "s2"
    assert "Voorkomen" not in " ".join(app.selectbox(key="theme").options)


def test_the_filter_on_a_department_shows_its_questions_only(open_page, start, content):
    """A department sees the questions that name it, over all themes."""
    app = open_page("answer", start("core"))
    its = {id_ for id_ in content.scopes["core"] if "hr" in content.criteria[id_].ask}

    app.selectbox(key="department").set_value("hr").run()

    shown = set()
    for theme in [theme.id for theme in content.themes if its & set(theme.criteria)]:
        app.selectbox(key="theme").set_value(theme).run()
        shown |= {radio.key.split("-")[1] for radio in app.radio}
    assert shown == its


def test_theme_buttons_walk_through_all_themes(open_page, assessment, click):
    """The button below leads to the next theme, and from the last one to the results."""
    app = open_page("answer", assessment)
    seen = [app.header[0].value]
    while any(button.key == "theme-after" for button in app.button):
        click(app, "theme-after")
        seen.append(app.header[0].value)

    assert len(seen) == 9
    assert len(set(seen)) == 9
    assert "Naar de resultaten" in [button.label for button in app.button]
    click(app, "theme-before")
    assert app.header[0].value == seen[-2]


def test_the_address_names_the_theme(open_page, assessment):
    """A reload comes back to the theme that the visitor looked at; an unknown one gives the first."""
    app = open_page("answer", assessment, theme="s4")
    assert app.selectbox(key="theme").value == "s4"
    assert app.query_params["theme"] == "s4"

    assert open_page("answer", assessment, theme="nothing").selectbox(key="theme").value == "s1"


def test_a_likely_not_applicable_question_offers_its_reason(open_page, start, store, click, content):
    """A supplier that must serve everyone takes the reason over with one click; others are offered nothing."""
    supplier, shop = start("full", sector="energy"), start("full", sector="retail")
    assert "criterion-s1.5-preset" not in [button.key for button in open_page("answer", shop).button]

    click(open_page("answer", supplier), "criterion-s1.5-preset")

    assert store.answer(supplier, "s1.5").not_applicable == content.criteria["s1.5"].preset.reason
