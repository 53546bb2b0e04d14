"""One file per author's mistake: the small content tree with that mistake in it, and the sentence that must follow."""

import shutil
from pathlib import Path

import pytest

from model.errors import ContentError
from model.loading import load
from model.reading import read_yaml

FILES = sorted((Path(__file__).parent / "broken_content").glob("*.yaml"))


def break_content(root, mistake):
    """Makes the mistake in this content tree: a file replaced, removed or added, or a piece of its text replaced."""
    path = root / mistake["file"]
    if mistake.get("remove"):
        path.unlink()
        return
    text = mistake.get("text")
    if text is None:
        original = path.read_text(encoding="utf-8")
        assert original.count(mistake["replace"]) == 1, "the text to replace must stand in the file once"
        text = original.replace(mistake["replace"], mistake["by"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=mistake.get("encoding", "utf-8"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_author_is_told_what_is_wrong_and_how_to_mend_it(file, little_content, tmp_path):
    """The mistake of each file is refused with the sentences it names, and with these only."""
    mistake = read_yaml(file.read_text(encoding="utf-8"), file.name)
    root = shutil.copytree(little_content, tmp_path / "content")
    break_content(root, mistake)

    with pytest.raises(ContentError) as caught:
        load(root)

    assert [str(found) for found in caught.value.mistakes] == mistake["expected"]
