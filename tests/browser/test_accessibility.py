"""Everyone can use it: on a phone, with the keyboard alone, with a screen reader."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from model.division import Assignee
from tests.browser.test_sign_in import come, owner, provider, shared, sign_in

__all__ = ["come", "owner", "provider", "shared"]

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PAGES = (
    "",
    "profile",
    "answer",
    "law",
    "results",
    "trend",
    "plan",
    "report",
    "import_file",
    "trail",
    "privacy",
    "workshop",
    "play",
)

# The widgets of our pages on a page without any of our own: what axe finds here is Streamlit's.
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.navigation([st.Page(lambda: None, title="Bare")], expanded=True)
st.title("Bare")
st.header("Header", anchor=False)
st.subheader("Subheader", anchor=False)
st.write("Text")
st.caption("Caption")
st.radio("Radio", ["One", "Two"], horizontal=True)
st.radio("Radio with captions", ["One", "Two"], captions=["First", "Second"])
st.segmented_control("Segments", ["One", "Two"])
st.selectbox("Select", ["One", "Two"])
st.number_input("Number", 1, 10)
st.date_input("Day", format="DD-MM-YYYY")
st.multiselect("Several", ["One", "Two"])
st.text_input("Line")
st.text_area("Area")
st.toggle("Toggle")
st.file_uploader("File")
st.progress(0.5, text="Progress")
st.metric("Metric", "2,6")
st.table([{"A": "1", "B": "2"}])
st.plotly_chart(go.Figure(go.Bar(x=[1, 2], y=["a", "b"], orientation="h")), config={"staticPlot": True})
st.download_button("Download", b"x", "x.txt")
st.success("Success")
st.warning("Warning")
st.info("Info")
st.error("Error")
with st.expander("Expander", expanded=True):
    st.button("Button", type="primary")
with st.popover("Popover"):
    st.write("Inside")
with st.form("form"):
    st.form_submit_button("Submit", type="primary")
"""


def _open(visitor, page, assessment):
    visitor.open(f"/{page}?assessment={assessment}")
    if page in ("results", "plan"):
        expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible()
    return visitor


@pytest.fixture(scope="session")
def rules_of_a_bare_page(server, browser, tmp_path_factory):
    """The rules that a bare Streamlit page of the same widgets breaks, per width."""
    folder = tmp_path_factory.mktemp("bare")
    script = folder / "bare.py"
    script.write_text(BARE)
    bare = type(server)(folder, script)
    bare.start()
    broken = {}
    try:
        for size, viewport in SIZES.items():
            page = browser.new_page(viewport=viewport)
            page.goto(bare.address)
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator(".js-plotly-plot").first).to_be_visible()
            expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()
            broken[size] = set(_broken(page))
            page.close()
    finally:
        bare.kill()
    return broken


def _broken(page):
    """What axe finds on the page: a sentence per rule that is broken."""
    violations = Axe().run(page).response["violations"]
    return {found["id"]: [found["help"], *[node["html"][:200] for node in found["nodes"][:5]]] for found in violations}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_that_a_bare_page_does_not_have(visit, example, rules_of_a_bare_page, page, size):
    """No rule of accessibility is broken by what we add to Streamlit's own widgets."""
    visitor = _open(visit(SIZES[size]), page, example)

    broken = _broken(visitor.page)

    assert {rule: found for rule, found in broken.items() if rule not in rules_of_a_bare_page[size]} == {}


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_shared_installation_are_as_good(come, owner, shared, rules_of_a_bare_page, size):
    """What shows only there: the gate, people, dividing, the association, and a question that is assigned."""
    store, assessment = owner("bas")
    organisation = store.organisation_of(assessment)
    store.invite(organisation, "contributor", 7)
    store.assign(assessment, "s1.3", Assignee("person", store.who.id))
    association = shared.store.add_association(f"Vereniging {size}")
    store.accept_invitation(shared.store.invite_to_association(association, "administrator", 7))
    store.join(shared.store.invite_to_association(association, "member", 7), organisation)
    visitor = come()
    visitor.page.set_viewport_size(SIZES[size])
    found = {"gate": _broken(visitor.open("/").page)}
    sign_in(visitor, "bas")

    for page in ("people", "division", "association", "answer", "trail", "privacy"):
        visitor.open(f"/{page}?assessment={assessment}&theme=s1")
        found[page] = _broken(visitor.page)
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (page, wide) == (page, 0)

    beyond = {
        page: {rule: broken[rule] for rule in broken.keys() - rules_of_a_bare_page[size]}
        for page, broken in found.items()
    }
    assert beyond == {page: {} for page in found}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(visit, example, page):
    """At 390 pixels everything is within the width, also with long names."""
    visitor = _open(visit(SIZES["phone"]), page, example)

    wide = visitor.page.evaluate(
        """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
            .map(element => element.scrollWidth - element.clientWidth)"""
    )

    assert wide == [0, 0]


def test_a_level_is_chosen_with_the_keyboard_alone(visit, server, start):
    """Tab reaches the levels, the arrow keys and the space bar choose, and the choice is saved."""
    assessment = start()
    visitor = visit().open(f"/answer?assessment={assessment}&theme=s1")
    group = visitor.widget("criterion-s1.3-level")
    for _press in range(60):
        visitor.page.keyboard.press("Tab")
        if group.locator(":focus").count():
            break
    expect(group.locator(":focus")).to_be_attached()

    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("ArrowDown")
    visitor.expect_saved()

    chosen = [place for place, radio in enumerate(group.get_by_role("radio").all(), 1) if radio.is_checked()]
    assert len(chosen) == 1
    assert server.store.answer(assessment, "s1.3").level == chosen[0]


@pytest.mark.parametrize("size", SIZES)
def test_the_next_theme_begins_at_its_top(visit, start, size):
    """The button at the end of a theme leads to the beginning of the next; an answer leaves the page where it is."""
    visitor = visit(SIZES[size]).open(f"/answer?assessment={start('core')}&theme=s4")
    place = "document.querySelector('[data-testid=\"stMain\"]').scrollTop"
    assert visitor.page.evaluate(place) == 0

    visitor.press("theme-after")
    expect(visitor.widget("criterion-s5.1-level")).to_be_visible()
    visitor.settled()
    expect(visitor.page.locator("h1")).to_be_in_viewport()

    visitor.widget("criterion-s5.4-target").scroll_into_view_if_needed()
    before = visitor.page.evaluate(place)
    visitor.choose("criterion-s5.4-target", 3)
    visitor.expect_saved()
    assert visitor.page.evaluate(place) == before > 0


def test_every_page_has_one_first_heading_and_skips_none(visit, example):
    """One h1 a page, and no heading skips a level: what a screen reader goes by."""
    visitor = visit()
    for page in PAGES:
        _open(visitor, page, example)
        tags = visitor.page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(heading => heading.tagName)")
        levels = [int(tag[1]) for tag in tags]
        assert levels.count(1) == 1, page
        assert all(below - above <= 1 for above, below in pairwise(levels)), (page, levels)
