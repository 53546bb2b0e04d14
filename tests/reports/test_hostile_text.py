"""Names, notes and evidence are strangers' text: they are shown and never obeyed."""

import io
import re

import pikepdf
import pytest

TEXTS = [
    "<b>bold</b> <font color=red>red</font> <a href='x'>y</a>",
    "</para><para>",
    "AT&T &lt; &amp; & <",
    '=HYPERLINK("http://evil.example","click")',
    "{customer} {0} %s %(x)s \\n",
    "Zażółć gęślą jaźń",
    "Şükrü Çağlayan İstanbul ığ",
    "Юлия Щербакова",
    "Ελένη Παπαδοπούλου",
    "emoji 😀 🚀 ✅ ☂",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_shown_as_typed(plan, pages_of, text):
    """In the organisation's name, a note, evidence, a reason, an own action and its owner."""

    def change(data):
        data["organisation"]["name"] = text
        data["answers"]["s1.1"] = {"level": 2, "note": f"note {text}", "evidence": [f"evidence {text}"]}
        data["answers"]["s1.3"] = {"not_applicable": f"reason {text}"}
        data["plan"]["own"] = [{"do": f"action {text}", "effort_days": 1, "owner": f"owner {text}"}]

    pages = pages_of(plan(change, filled_in_by=f"author {text}", confidentiality=f"mark {text}"))

    # Narrow columns break long words, so blanks don't count.
    shown = "".join("".join(pages).split())
    for place in ("note", "evidence", "reason", "action", "owner", "author", "mark"):
        assert "".join(f"{place}{text}".split()) in shown, place


def test_marks_that_turn_text_around_are_taken_out(plan, pages_of):
    """A right-to-left override can't make a name read as another one."""

    def change(data):
        data["answers"]["s1.1"]["note"] = "evil\u202egnp.exe\u202c \u2067x\u2069 zero\u200bwidth\ufeff"

    shown = "".join(pages_of(plan(change)))

    assert "evilgnp.exe x zerowidth" in shown
    assert not set("\u202e\u202c\u2067\u2069\u200b\ufeff") & set(shown)


def test_a_character_that_no_font_has_is_visibly_replaced(plan, pages_of):
    """It does not vanish: a reader sees that something stood there."""

    def change(data):
        data["answers"]["s1.1"]["note"] = "name 漢字 end"

    # The reader of these tests gives U+FFFD back as another sign; two signs stand there all the same.
    assert re.search(r"name [^\w\s]{2} end", " ".join(pages_of(plan(change))))


def test_text_is_composed(plan, pages_of):
    """A letter with a loose accent is shown as the one letter it is."""

    def change(data):
        data["answers"]["s1.1"]["note"] = "cafe\u0301 Zo\u0308e"

    assert "café Zöe" in " ".join(pages_of(plan(change)))


@pytest.mark.parametrize("text", ["W" * 5000, "word " * 1000, "a\n" * 2500, "&" * 5000, "😀" * 5000])
def test_five_thousand_characters_fit_anywhere(plan, pages_of, text):
    """The whole text is somewhere in the report, and nothing runs off a page."""

    def change(data):
        data["organisation"]["name"] = text.replace("\n", " ")
        data["answers"]["s1.1"] = {"level": 2, "note": text, "evidence": [text]}
        data["answers"]["s1.3"] = {"not_applicable": text}
        data["plan"]["own"] = [{"do": text, "effort_days": 1, "owner": text.replace("\n", " ")}]

    pdf = plan(change, filled_in_by=text, approved_by=text, confidentiality=text)

    shown = "".join(pages_of(pdf)).count(text[0])
    assert shown >= 8 * text.count(text[0])


def test_an_address_can_be_clicked_only_when_it_leads_to_the_web(plan):
    """A javascript: or file: address in evidence is text and no more."""
    good = "https://example.org/report.pdf?x=1&y=(2)"

    def change(data):
        data["answers"] = {"s1.1": {"level": 2, "evidence": ["javascript:alert(1)", "file:///etc/passwd", good]}}
        data["plan"] = {}

    with pikepdf.open(io.BytesIO(plan(change))) as pdf:
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        targets = [str(annotation.A.URI) for annotation in annotations if "/A" in annotation]
    assert targets == [good]
