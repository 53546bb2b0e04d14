"""Text from people is made safe to set, without changing what it says."""

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth

from reports import style
from reports.flowables import TaggedParagraph
from reports.texts import clean, first_sentence, fragments, one_line, pieces, shorten

ANY = st.text(max_size=300)


@given(text=ANY)
def test_any_text_becomes_a_paragraph_of_the_same_text(text):
    """No character is lost, obeyed or added; what no font has is visibly replaced."""
    made = TaggedParagraph.of(text, style.BODY, None)

    shown = "".join("\n" if hasattr(part, "lineBreak") else part.text for part in made.frags)
    expected = clean(text)
    assert len(shown) == len(expected)
    assert all(found in (wanted, "\ufffd") for wanted, found in zip(expected, shown, strict=True))
    assert made.wrap(400, 10_000)[1] >= 0


@given(text=ANY)
def test_every_character_has_a_glyph_in_its_font(text):
    """No empty box is ever drawn by accident: each piece of text is set in a font that has all of it."""
    for part in fragments(text, style.BODY):
        glyphs = pdfmetrics.getFont(part.fontName).face.charToGlyph
        assert all(ord(character) in glyphs for character in part.text)


@given(text=ANY, lines=st.integers(1, 4))
def test_pieces_are_the_whole_text(text, lines):
    """Long texts are set in pieces, which together are the text."""
    parts = pieces(text, lines)

    assert "\n".join(parts) == clean(text)
    assert all(part.count("\n") < lines for part in parts)


@given(text=ANY, width=st.floats(30, 300))
def test_one_line_fits(text, width):
    """A running line never leaves its place and has no line end."""
    shown, font = one_line(text, width, 8)

    assert stringWidth(shown, font, 8) <= width
    assert "\n" not in shown


@given(text=ANY, characters=st.integers(5, 100))
def test_short_text_is_short(text, characters):
    """The cut text is at most so long; what fits is left alone."""
    whole = " ".join(clean(text).split())
    short = shorten(text, characters)

    assert len(short) <= characters
    assert short == whole if len(whole) <= characters else short.endswith("…")


def test_a_cut_is_made_after_a_word_and_shows():
    """A reader sees that there was more."""
    assert shorten("Bel de klant vandaag nog op", 15) == "Bel de klant…"
    assert shorten("W" * 40, 10) == "W" * 9 + "…"


def test_a_first_sentence_ends_at_its_point():
    """A number with a point is no end of a sentence."""
    assert first_sentence("Bel vóór 20.00 uur. Noteer het.") == "Bel vóór 20.00 uur."
    assert first_sentence("Zonder punt") == "Zonder punt"
