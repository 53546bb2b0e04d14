"""A dilemma card: first what a customer's situation is and what one may do; at a click what each choice says."""

import streamlit as st

from model.questionnaire import Dilemma
from ui import session
from ui.components.picture import level_name
from ui.content import Opened

CARD, SHOWN = "play-card", "play-shown"
# What is read aloud, also for whoever sits at the back.
STYLE = """<style>
.st-key-play-situation p { font-size: clamp(1.4rem, 1.6vw, 2rem); line-height: 1.5; }
.st-key-play-choices p { font-size: clamp(1.1rem, 1.4vw, 1.7rem); line-height: 1.5; }
</style>"""


def play(current: Opened) -> None:
    """The card that is chosen; nothing that happens here is kept."""
    _ = current.words.gettext
    cards = {card.id: card for card in current.questionnaire.dilemmas}
    st.write(_("Read the card aloud. Everyone chooses, by raising a hand. Then show what each choice says."))
    session.put(CARD, session.get(CARD) or next(iter(cards)))
    chosen = st.selectbox(
        _("Card"),
        list(cards),
        key=CARD,
        format_func=lambda id_: cards[id_].title,
        on_change=session.drop,
        args=(SHOWN,),
    )
    card = cards[chosen]
    st.header(card.title, anchor=False)
    st.html(STYLE)
    with st.container(key="play-situation"):
        st.write(card.situation)
        st.write(f"**{card.question}**")
    shown = bool(session.get(SHOWN))
    with st.container(key="play-choices"):
        _choices(current, card, shown=shown)
    if shown:
        _behind(current, card)
        ids = list(cards)
        following = ids[(ids.index(chosen) + 1) % len(ids)]
        st.button(_("Next card"), key="play-next", type="primary", on_click=_turn, args=(following,))
    else:
        st.button(_("Show what it says"), key="play-show", type="primary", on_click=session.put, args=(SHOWN, True))


def _choices(current: Opened, card: Dilemma, *, shown: bool) -> None:
    """What one may do, by a letter to choose it with; `shown` with its level and why."""
    for letter, choice in zip("ABCD", card.choices, strict=False):
        with st.container(border=True, key=f"play-{letter}"):
            st.write(f"**{letter}.** {choice.do}")
            if shown:
                st.write(f"**{level_name(current, choice.level)}**: {choice.because}")


def _behind(current: Opened, card: Dilemma) -> None:
    """The question of the assessment behind the card, and what to talk about."""
    _ = current.words.gettext
    text = _("The question behind it: {question}")
    st.write(text.format(question=current.questionnaire.criteria[card.criterion].question))
    st.subheader(_("To talk about it"), anchor=False)
    for line in card.talk:
        st.write(f"- {line}")


def _turn(card: str) -> None:
    session.put(CARD, card)
    session.drop(SHOWN)
