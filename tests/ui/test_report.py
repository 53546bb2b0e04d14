"""The report page: what stands on the cover, and the files."""

import io

import pytest
from PIL import Image


def _png():
    """A small picture, whole."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(picture, "PNG")
    return picture.getvalue()


PNG = _png()


def test_the_page_offers_the_plan_the_data_and_blank_forms(open_page, example):
    """PDF, XLSX and JSON of this assessment, and the blank questionnaire as PDF and XLSX."""
    app = open_page("report", example)

    assert [title.value for title in app.title] == ["Rapport"]
    kinds = sorted(button.key.rsplit(".", 1)[1] for button in app.get("download_button"))
    assert kinds == ["json", "pdf", "pdf", "xlsx", "xlsx"]


def test_who_collects_for_others_gets_the_record_of_the_wki(open_page, start, store, click):
    """Once the legal check has begun; before it, the way there. Others are not bothered with it."""
    agency = start("quick", "Incasso Zuid", collects_for_third_parties=True, consumer_customers=True)
    title = "De vastlegging van artikel 13, zesde lid, Wki"
    app = open_page("report", agency)
    assert title in [heading.value for heading in app.header]
    assert "Naar de juridische toets" in [button.label for button in app.button]

    store.change_assessment(agency, law=True)

    names = [button.key for button in open_page("report", agency).get("download_button")]
    assert {"download-peilstok-incasso-zuid-wki-13.pdf", "download-peilstok-incasso-zuid-wki-13.xlsx"} <= set(names)
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
