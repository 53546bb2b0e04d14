"""Evidence files on the pages: added, listed, downloaded and removed, under a question and under a rule."""

import pytest

from storage.downloads import Download
from storage.store import Store
from storage.stored import Unavailable
from tests.evidence_files import WHOLE, pdf

QUESTION = "criterion-s1.3"


@pytest.fixture
def add(click):
    """Opens the field under a question and puts a file in it."""

    def add_(app, name, content, place=QUESTION):
        click(app, f"{place}-file-add")
        app.file_uploader[0].upload(name, content).run()
        assert not app.exception
        return app

    return add_


def listed(app):
    """The lines that name a file."""
    return [line.value for line in app.markdown if "attach_file" in line.value]


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_is_added_under_a_question(open_page, start, store, add, kind):
    """The field comes at a click and goes again; the list says name, kind, size and when."""
    assessment = start()
    app = open_page("answer", assessment, theme="s1")
    assert len(app.file_uploader) == 0

    add(app, *WHOLE[kind])

    [file] = store.files(assessment)["s1.3"]
    assert store.file(assessment, file.id)[1] == WHOLE[kind][1]
    [line] = listed(app)
    assert file.name.replace(".", r"\.") in line
    assert f"({kind.upper()}, {-(-file.size // 1000)} kB, " in line
    assert len(app.file_uploader) == 0
    assert store.answer(assessment, "s1.3").assurance == "evidenced"
    assert not [info.value for info in app.info if "ander venster" in info.value]


def test_a_file_is_added_under_a_rule(open_page, start, store, add):
    """Which then is none to answer together with others."""
    assessment = start("quick", consumer_customers=True)
    store.change_assessment(assessment, law=True)
    app = open_page("law", assessment)
    place = next(button.key for button in app.button if button.key.endswith("-file-add")).removesuffix("-file-add")
    item = place.removeprefix("norm-")
    together = len(app.multiselect(key="several-norms").options)

    add(app, *WHOLE["pdf"], place=place)

    assert list(store.files(assessment)) == [item]
    assert store.answer(assessment, item).assurance == "evidenced"
    assert len(app.multiselect(key="several-norms").options) == together - 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.pdf", b"MZ", "geen"), ("x.exe", pdf(), "naam"), ("x.pdf", b"", "leeg"),
        ("<b>**x**</b>.pdf", b"MZ", r"\<b\>\*\*x\*\*"),
    ],
)  # fmt: skip
def test_what_is_no_evidence_gets_a_sentence_and_an_empty_field(open_page, start, store, add, name, content, said):
    """Nothing is kept; the next file can be chosen at once, and that one is."""
    assessment = start()
    app = add(open_page("answer", assessment, theme="s1"), name, content)

    [error] = [error.value for error in app.error]
    assert said in error
    assert store.files(assessment) == {}
    app.file_uploader[0].upload(*WHOLE["png"]).run()
    assert (len(app.error), len(listed(app))) == (0, 1)


def test_a_hostile_name_is_shown_as_text(open_page, start, store, texts):
    """No markup, no link, nothing that turns the text around it."""
    assessment = start()
    store.add_file(assessment, "s1.3", "[x](javascript:1) <img src=x> **b**\u202e:red[a].pdf", WHOLE["pdf"][1])

    [line] = listed(open_page("answer", assessment, theme="s1"))

    assert r"**\[x\]\(javascript\-1\) \-img src\=x\- \-\-b\-\-\-red\[a\]\.pdf** (PDF" in line


def test_a_file_is_removed_after_asking(open_page, start, store, click):
    """And the answer is stated again; no warning about another window."""
    assessment = start()
    store.give_answer(assessment, "s1.3", {"level": 2})
    file = store.add_file(assessment, "s1.3", *WHOLE["pdf"])
    app = open_page("answer", assessment, theme="s1")

    click(app, f"remove-{file.id}")

    assert (listed(app), store.files(assessment)) == ([], {})
    assert store.answer(assessment, "s1.3").assurance == "stated"
    assert [info.value for info in app.info] == []


def test_a_file_is_downloaded_by_a_link(open_page, start, store, click):
    """For who clicked, and begun at once."""
    assessment = start()
    file = store.add_file(assessment, "s1.3", *WHOLE["pdf"])
    app = click(open_page("answer", assessment, theme="s1"), f"download-{file.id}")

    [script] = [html.body for html in app.get("html") if "/download.js" in html.body]
    token = script.split("/download/")[1].split('"')[0]
    assert store.use_link(token) == (assessment, Download("file", file=file.id))


def test_who_may_only_look_downloads_and_adds_nothing(open_page, start, store, as_role):
    """No field, no button to add or remove."""
    assessment = start()
    file = store.add_file(assessment, "s1.3", *WHOLE["pdf"])
    as_role(assessment, "viewer")

    keys = [button.key for button in open_page("answer", assessment, theme="s1").button]

    assert f"download-{file.id}" in keys
    assert not [key for key in keys if "file-add" in key or key.startswith("remove-")]


def test_who_added_a_file_is_named(open_page, start, store, as_role):
    """Where people sign in; as text."""
    assessment = start()
    as_role(assessment, "owner").add_file(assessment, "s1.3", *WHOLE["pdf"])

    [line] = listed(open_page("answer", assessment, theme="s1"))

    assert ", door " in line


def test_taking_links_away_leaves_an_answer_with_files_evidenced(open_page, start, store):
    """The links are not its only evidence."""
    assessment = start()
    store.add_file(assessment, "s1.3", *WHOLE["pdf"])
    app = open_page("answer", assessment, theme="s1")

    app.text_area(key=f"{QUESTION}-evidence").set_value("https://intranet.example").run()
    app.text_area(key=f"{QUESTION}-evidence").set_value("").run()

    assert store.answer(assessment, "s1.3").evidence == []
    assert store.answer(assessment, "s1.3").assurance == "evidenced"


def test_with_the_database_gone_the_file_is_not_added_and_a_sentence_says_so(open_page, start, add, monkeypatch):
    """The field stays, for the next try."""
    app = open_page("answer", start(), theme="s1")

    def gone(*_arguments):
        raise Unavailable

    monkeypatch.setattr(Store, "add_file", gone)
    add(app, *WHOLE["pdf"])

    assert r"De database is nu niet bereikbaar\." in [error.value for error in app.error]
    assert len(app.file_uploader) == 1
