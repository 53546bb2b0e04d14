"""Dilemma cards: first the situation, at a click what each choice says; nothing of it is kept."""

import re

from model.wording import questionnaire


def test_no_level_shows_before_the_button(open_page, start, click, texts, say):
    """Then every choice has its level and why, with the question behind the card."""
    app = open_page("play", start("quick"))
    [card, *_] = questionnaire("nl", "klant").dilemmas
    seen = " ".join(texts(app))
    assert app.title[0].value == say("Dilemmas to begin with")
    assert card.title in seen
    assert card.choices[0].do in seen
    assert not any(choice.because in seen for choice in card.choices)
    assert not re.search(r"\d · ", seen)

    click(app, "play-show")
    seen = " ".join(texts(app))
    assert all(choice.because in seen for choice in card.choices)
    assert "1 · Ad hoc" in seen
    assert questionnaire("nl", "klant").criteria[card.criterion].question in seen


def test_the_next_card_is_closed_again_and_after_the_last_comes_the_first(open_page, start, click, texts):
    """Also when another card is chosen by hand."""
    app = open_page("play", start("quick"))
    cards = questionnaire("nl", "klant").dilemmas
    click(app, "play-show")
    app.selectbox(key="play-card").set_value(cards[-1].id).run()
    assert cards[-1].choices[0].because not in " ".join(texts(app))

    click(app, "play-show")
    click(app, "play-next")
    seen = " ".join(texts(app))
    assert cards[0].title in seen
    assert cards[0].choices[0].because not in seen


def test_playing_changes_no_answer(open_page, start, click, store):
    """Whatever is clicked."""
    assessment = start("quick")
    before = store.answers_file(assessment)
    click(open_page("play", assessment), "play-show")

    assert store.answers_file(assessment) == before
