"""Opening a file: strict, with sentences, and nothing half-done."""

import json

import pytest

from model.submission import export_json


def test_a_good_file_becomes_a_new_assessment(open_page, store, click, example_file, say):
    """The page says how many answers there are, stores nothing yet, and opens the results on request."""
    app = open_page("import_file")
    assert [title.value for title in app.title] == ["Bestand openen"]

    app.file_uploader(key="upload").upload("antwoorden.json", export_json(example_file)).run()
    assert app.success[0].value == say("The file is in order: {count} answers.").format(count=71)
    assert store.organisations() == []

    click(app, "open-upload")
    assert [title.value for title in app.title] == ["Resultaten"]
    (organisation,) = store.organisations()
    assert export_json(store.answers_file(organisation.assessments[0].id)) == export_json(example_file)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("leeg.json", b"", "leeg.json"),
        ("half.json", b'{"questionnaire": "social', "half.json"),
        ("lijst.yaml", b"- een\n- twee\n", "lijst.yaml"),
        ("geen.json", b"\xff\xfe\x00 niet", "geen.json"),
        ("geen.xlsx", b"PK\x03\x04 maar geen werkmap", "geen.xlsx"),
        ("bom.yaml", b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "bom.yaml"),
        ("code.yaml", b"!!python/object/apply:os.system ['true']", "code.yaml"),
        ("<img src=x onerror=alert(1)>.json", b"[]", "<img src=x onerror=alert(1)>.json"),
    ],
)
def test_a_bad_file_gets_sentences_and_nothing_is_stored(open_page, store, say, name, content, says):
    """Each mistake is a sentence that names the file; there is nothing to open and nothing in the store."""
    app = open_page("import_file")

    app.file_uploader(key="upload").upload(name, content).run()

    assert not app.exception
    assert [error.value for error in app.error] == [say("This file can't be opened. Nothing was changed.")]
    assert any(says in text.value for text in app.text)
    assert not [button for button in app.button if button.key == "open-upload"]
    assert store.organisations() == []


def test_every_mistake_in_an_answer_is_told_in_the_visitors_language(open_page, store, example_file):
    """Level 7 and an unknown question: two Dutch sentences, each with where it is."""
    data = json.loads(export_json(example_file))
    data["answers"]["s1.3"]["level"] = 7

    app = open_page("import_file")
    app.file_uploader(key="upload").upload("fout.json", json.dumps(data).encode()).run()

    (sentence,) = [text.value for text in app.text]
    assert "s1.3" in sentence
    english = open_page("import_file", language="en")
    english.file_uploader(key="upload").upload("fout.json", json.dumps(data).encode()).run()
    assert [text.value for text in english.text] != [sentence]
    assert store.organisations() == []
