"""The main job in a real browser: from a name to the plan as PDF, on a desktop and on a phone."""

import io

import pikepdf
import pytest
from playwright.sync_api import expect

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize(("size", "scope"), [("desktop", "quick"), ("phone", "quick"), ("desktop", "core")])
def test_from_a_name_to_the_plan_as_pdf(visit, real, server, say, size, scope):
    """Start, profile, all questions with a reload in between, ambitions, results, plan, PDF: nothing is lost."""
    visitor = visit(SIZES[size])
    content = real["nl"]
    asked = content.scopes[scope]

    _begin(visitor, f"Woonstichting {size} {scope}", scope)
    assessment = visitor.page.url.split("assessment=")[1].split("&")[0]
    _answer_all(visitor, asked)
    stored = server.store.answers(assessment)
    assert {id_: answer.level for id_, answer in stored.items()} == {id_: _level(n) for n, id_ in enumerate(asked)}

    _aim_higher(visitor, content, asked[:2])
    _see_the_score(visitor, asked, say)
    _change_the_plan(visitor, server, assessment, f"{asked[0]}-{_level(0) + 1}")
    _take_the_pdf(visitor, say)


def _begin(visitor, name, scope):
    """A new organisation, and a few facts of its profile."""
    visitor.open("/")
    visitor.write("new-name", name)
    visitor.page.locator('[data-testid="stFormSubmitButton"] button').click()
    expect(visitor.title).to_have_text("Profiel")
    visitor.settled()
    visitor.choose("profile-scope", 1 if scope == "quick" else 2)
    visitor.widget("fact-sector").get_by_role("combobox").click()
    visitor.page.get_by_role("option", name="Verhuur van woningen").click()
    for fact in ("goes_to_court", "can_cut_off", "uses_bailiff"):
        visitor.choose(f"fact-{fact}", 1)
        expect(visitor.widget(f"fact-{fact}").get_by_role("radio").nth(0)).to_be_checked()
        visitor.settled()


def _level(place):
    """Levels 1 to 4 in turn, so that there is room for an ambition."""
    return place % 4 + 1


def _answer_all(visitor, asked):
    """Every question by "next open question"; halfway a reload, after which all is there."""
    visitor.page.get_by_role("button", name="Naar de vragen").click()
    expect(visitor.title).to_have_text("Vragen")
    for place, id_ in enumerate(asked):
        key = f"criterion-{id_}-level"
        if not visitor.widget(key).count():
            visitor.press("next-open")
        expect(visitor.widget(key)).to_be_visible()
        visitor.choose(key, _level(place))
        expect(visitor.page.get_by_text(f"{place + 1} van {len(asked)} vragen beantwoord")).to_be_visible()
        visitor.expect_saved()
        if place == len(asked) // 2:
            visitor.reload()
            expect(visitor.widget(key).get_by_role("radio").nth(_level(place) - 1)).to_be_checked()
            expect(visitor.page.get_by_text(f"{place + 1} van {len(asked)} vragen beantwoord")).to_be_visible()


def _aim_higher(visitor, content, criteria):
    """An ambition of one level more at these questions."""
    for id_ in criteria:
        theme = content.criteria[id_].theme
        visitor.open(visitor.page.url.split(str(visitor.server.port))[1].split("&theme")[0] + f"&theme={theme}")
        place = content.scopes["core"].index(id_) if len(criteria) == 0 else criteria.index(id_)
        visitor.choose(f"criterion-{id_}-target", _level(place) + 1)
        visitor.expect_saved()


def _see_the_score(visitor, asked, say):
    """The results show the mean of the levels."""
    visitor.open(visitor.page.url.split(str(visitor.server.port))[1].replace("/answer", "/results"))
    expect(visitor.title).to_have_text("Resultaten")
    mean = sum(_level(place) for place in range(len(asked))) / len(asked)
    shown = f"{int(mean * 10 + 1e-9) / 10:.1f}".replace(".", ",")
    expect(visitor.page.get_by_test_id("stMetricValue").first).to_have_text(shown)
    expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible()


def _change_the_plan(visitor, server, assessment, action):
    """The plan has the actions of the two gaps; a new owner is stored and still there after a reload."""
    visitor.page.get_by_role("button", name="Naar het plan").click()
    expect(visitor.title).to_have_text("Plan")
    visitor.settled()
    owner = visitor.widget(f"owner-{action}")
    visitor.page.get_by_test_id("stExpander").filter(has=owner).locator("summary").click()
    visitor.write(f"owner-{action}", "Marit de Boer")
    owner.locator("input").press("Tab")
    visitor.settled()
    expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible()

    visitor.reload()
    expect(owner.locator("input")).to_have_value("Marit de Boer")
    assert server.store.answers_file(assessment).plan.actions[action].owner == "Marit de Boer"


def _take_the_pdf(visitor, say):
    """The report page hands over a PDF with pages."""
    visitor.page.get_by_role("button", name=say("To the report")).click()
    expect(visitor.title).to_have_text("Rapport")
    visitor.settled()
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.page.get_by_role("button", name=say("Improvement plan (PDF)")).click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename.endswith(".pdf")
    assert content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) >= 5


@pytest.mark.parametrize("size", SIZES)
def test_an_answer_is_undone_from_its_history(visit, start, server, size):
    """Two clicks, the history, undo: the answer before is chosen again; another look has all three answers."""
    assessment = start()
    visitor = visit(SIZES[size]).open(f"/answer?assessment={assessment}&theme=s1")
    levels = visitor.widget("criterion-s1.3-level").get_by_role("radio")
    for place in (2, 4):
        visitor.choose("criterion-s1.3-level", place)
        expect(levels.nth(place - 1)).to_be_checked()
        visitor.settled()
    history = visitor.page.get_by_role("button", name="Geschiedenis")

    history.click()
    visitor.page.get_by_role("button", name="Ongedaan maken").click()

    expect(levels.nth(1)).to_be_checked()
    assert server.store.answer(assessment, "s1.3").level == 2
    visitor.settled()
    history.click()
    expect(visitor.page.get_by_text("Niveau: ")).to_have_count(3)
