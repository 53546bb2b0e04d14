"""The report page: what stands on the cover, and the files."""

import io
import re

import pytest
from PIL import Image

from storage.downloads import Download
from storage.store import Store
from storage.stored import Unavailable


def _png():
    """A small picture, whole."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(picture, "PNG")
    return picture.getvalue()


PNG = _png()


def downloads(app):
    """What can be downloaded by a link, by the kind in the buttons' keys."""
    return [button.key.removeprefix("download-") for button in app.button if button.key.startswith("download-")]


def test_the_page_offers_the_plan_the_data_and_blank_forms(open_page, example):
    """PDF, XLSX, JSON and ZIP of this assessment by a link, and the blank questionnaire, which is nobody's."""
    app = open_page("report", example)

    assert [title.value for title in app.title] == ["Rapport"]
    assert downloads(app) == ["plan", "workbook", "answers", "everything"]
    assert [button.key for button in app.get("download_button")] == [
        "download-peilstok-core.pdf", "download-peilstok-core.xlsx"
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_click_begins_the_download_once(open_page, example, store, click, language):
    """A script follows a link of its own; what is clicked after that begins none again. In the language chosen."""
    app = open_page("report", example)
    app.radio(key="report-language").set_value(language).run()
    click(app, "download-plan")

    [script] = [html.body for html in app.get("html") if "/download.js" in html.body]
    token = re.search(r'data-address="/download/([\w-]{43})"', script)[1]
    assert [f"/download/{token}" in caption.value for caption in app.caption].count(True) == 1
    assert store.use_link(token) == (example, Download("plan", language))
    app.radio(key="report-status").set_value("final").run()
    assert not any("/download.js" in html.body for html in app.get("html"))


def test_without_the_database_a_click_says_so(open_page, example, store, monkeypatch):
    """In one sentence, and the page goes on."""
    app = open_page("report", example)

    def gone(*_arguments):
        raise Unavailable

    monkeypatch.setattr(Store, "add_link", gone)
    app.button(key="download-plan").click().run()

    assert not app.exception
    assert [error.value for error in app.error] == ["De database is nu niet bereikbaar."]
    assert not any("/download.js" in html.body for html in app.get("html"))


def test_who_collects_for_others_gets_the_record_of_the_wki(open_page, start, store, click):
    """Once the legal check has begun; before it, the way there. Others are not bothered with it."""
    agency = start("quick", "Incasso Zuid", collects_for_third_parties=True, consumer_customers=True)
    title = "De vastlegging van artikel 13, zesde lid, Wki"
    app = open_page("report", agency)
    assert title in [heading.value for heading in app.header]
    assert "Naar de juridische toets" in [button.label for button in app.button]

    store.change_assessment(agency, law=True)

    assert {"record_pdf", "record_xlsx"} <= set(downloads(open_page("report", agency)))
    assert title not in [heading.value for heading in open_page("report", start("quick")).header]


def test_what_the_cover_says_is_saved(open_page, example, store):
    """Status, mark and names are stored when their field is left, and shown at the next visit."""
    app = open_page("report", example)

    app.radio(key="report-status").set_value("final").run()
    app.text_input(key="report-confidentiality").set_value("Vertrouwelijk").run()
    app.text_input(key="report-filled_in_by").set_value("J. Jansen").run()
    app.text_input(key="report-approved_by").set_value("Directie").run()

    details = store.report_details(example)
    assert (details.status, details.confidentiality) == ("final", "Vertrouwelijk")
    assert (details.filled_in_by, details.approved_by) == ("J. Jansen", "Directie")
    assert open_page("report", example).radio(key="report-status").value == "final"


def test_a_logo_is_kept_and_can_be_removed(open_page, example, store, click):
    """A PNG is stored and shown; removing it asks for one again."""
    app = open_page("report", example)

    app.file_uploader(key="logo").upload("logo.png", PNG).run()
    assert not app.exception
    assert store.report_details(example).logo == PNG

    click(app, "logo-remove")
    assert store.report_details(example).logo is None
    assert app.file_uploader(key="logo")


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", PNG + b"\0" * 1_000_001, b""])
def test_what_is_no_small_picture_is_refused_as_logo(open_page, example, store, content):
    """Another format under a picture's name, or a large file, gets a sentence and is not stored."""
    app = open_page("report", example)

    app.file_uploader(key="logo").upload("logo.png", content).run()

    assert not app.exception
    assert store.report_details(example).logo is None
    assert len(app.error) == 1


def test_a_picture_that_only_begins_like_one_is_refused(open_page, example, store):
    """A truncated PNG would break the report later, so it is refused now."""
    app = open_page("report", example)

    app.file_uploader(key="logo").upload("logo.png", PNG[:20]).run()

    assert not app.exception
    assert store.report_details(example).logo is None
    assert len(app.error) == 1
