"""What people type is text: no markdown, no HTML, no formula runs or restyles a page."""

import json
import re
from html import unescape

import pytest

# Each would show as something else than itself: a heading, a link, an image, a colour, an icon, maths, HTML.
HOSTILE = [
    "<b>vet</b> & </para>",
    "<script>alert(1)</script>",
    "**vet** _schuin_ `code` ~~weg~~",
    "# Kop\n- lijst\n1. een",
    "[klik](https://evil.example) ![plaatje](https://evil.example/x.png)",
    ":red[rood] :material/home: :smile:",
    "$x^2$ en $$y$$",
    '=HYPERLINK("https://evil.example")',
    "https://evil.example/volg-mij",
    "\u202ekcab\u202c \u2067om\u2069",
    "Łódź Şişli Київ 😀",
    "x" * 200,
]


LINES = [" ".join(text.split()) for text in HOSTILE]  # as names are


@pytest.fixture(params=LINES, ids=range(len(LINES)))
def hostile(request):
    """One hostile text."""
    return request.param


def test_hostile_names_are_text_in_the_list_on_the_start_page(open_page, start, shown):
    """Every name stands in the list as it was typed; so many at once."""
    for names in (LINES[: len(LINES) // 2], LINES[len(LINES) // 2 :]):
        for name in names:
            start(name=name)

        listed = [shown(heading.value) for heading in open_page("start").subheader]

        assert {_visible(name) for name in names} <= set(listed)


@pytest.mark.parametrize("page", ["profile", "answer", "results", "trend", "plan", "report"])
def test_a_hostile_name_is_text_above_a_title(open_page, start, store, shown, page):
    """The name above the title of a page is escaped."""
    name = " ".join(LINES[:-1])
    assessment = start(name=name)
    store.give_answer(assessment, "s1.3", {"level": 2, "target": 3})

    assert shown(open_page(page, assessment).caption[0].value) == _visible(name)


def test_a_hostile_reason_is_text_in_the_results(open_page, start, store, hostile, shown):
    """The reason for "not applicable" stands in the table of what does not count, as it was typed."""
    assessment = start()
    store.give_answer(assessment, "s1.3", {"level": 2})
    store.give_answer(assessment, "s2.3", {"not_applicable": hostile})

    missing = open_page("results", assessment).table[2].value

    assert f"Niet van toepassing: {_visible(hostile)}" in [shown(value) for value in missing.iloc[:, 1]]


def test_a_hostile_action_and_owner_are_text_in_the_plan(open_page, start, click, hostile, shown, store):
    """An own action is escaped in its heading and in the roadmap; the owner stays in its field."""
    assessment = start()
    app = open_page("plan", assessment)
    app.text_input(key="own-do").set_value(hostile)
    app.text_input(key="own-owner").set_value(hostile)
    click(app, "own-add")

    (expander,) = [box for box in app.expander if "1." in box.label]
    assert shown(expander.label.removeprefix("**1.** ")).startswith(_visible(hostile))
    assert app.text_input(key="owner-own-1").value == hostile
    (label,) = json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["annotations"]
    name = label["text"].removeprefix("<b>1</b>  ")
    assert not re.search(r"[<>]", name)
    assert unescape(name).removesuffix("…") == hostile[:40]


def test_a_hostile_note_is_kept_as_it_is_typed(open_page, start, store, hostile):
    """A note is shown in its field only, letter by letter."""
    assessment = start()

    open_page("answer", assessment).text_area(key="criterion-s1.3-note").set_value(hostile).run()

    assert store.answer(assessment, "s1.3").note == hostile
    assert open_page("answer", assessment).text_area(key="criterion-s1.3-note").value == hostile


def _visible(text):
    """The text without the marks that turn the text around them."""
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


@pytest.fixture
def shown():
    """What markdown shows of a text: every special character must be escaped, and is then itself."""

    def shown_(markdown):
        assert not re.search(r"(?<!\\)[*_`\[\]<>#$~|!:]", re.sub(r"\\.", "", markdown)), markdown
        return re.sub(r"\\(.)", r"\1", markdown)

    return shown_
