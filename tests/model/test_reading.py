"""Reading YAML and JSON strictly."""

import json

import pytest

from model.errors import BadInput
from model.reading import MAXIMUM_BYTES, read


def sentences(content: bytes, name: str = "answers.yaml") -> list[str]:
    """What a person reads when this file is refused."""
    with pytest.raises(BadInput) as refused:
        read(content, name)
    return [str(mistake) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("on: 2026-11-22", {"on": "2026-11-22"}),
        ("check: yes", {"check": "yes"}),
        ("no: off", {"no": "off"}),
        ("from: 20:00", {"from": "20:00"}),
        ("a: true\nb: false\nc: null\nd: ~\ne:", {"a": True, "b": False, "c": None, "d": None, "e": None}),
        (
            "a: 3\nb: 2.5\nc: '3'\nd: 007\ne: 0x1F\nf: 1e3",
            {"a": 3, "b": 2.5, "c": "3", "d": "007", "e": "0x1F", "f": "1e3"},
        ),
        ("a: [1, {b: c}]", {"a": [1, {"b": "c"}]}),
        ("text: |\n  één\n  twee\n", {"text": "één\ntwee\n"}),
        ("", None),
        ("# only a remark", None),
    ],
)
def test_yaml_is_read_as_it_stands_there(text, data):
    """Keys and words stay text; only true and false are booleans; dates and times are text."""
    assert read(text.encode(), "answers.yaml") == data


def test_a_byte_order_mark_is_no_part_of_the_text():
    """Files from Windows, which begin with a mark, read like any other."""
    assert read(b"\xef\xbb\xbfa: 1", "answers.yaml") == {"a": 1}
    assert read(b'\xef\xbb\xbf{"a": 1}', "answers.JSON") == {"a": 1}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"a: [1, 2", "answers.yaml, line 2: this is no valid YAML (did not find expected ',' or ']')."),
        (b"a: {b: 1}\n   c: 2", "answers.yaml, line 2: this is no valid YAML (did not find expected key)."),
        (b"a: 1\na: 2", "answers.yaml, line 2: the key a stands here twice. Keep one of them."),
        (b"x:\n  a: 1\n  b: 2\n  a: 3", "answers.yaml, line 4: the key a stands here twice. Keep one of them."),
        (b"a: \xff\xfe", "answers.yaml: this is not text in UTF-8. Save the file as UTF-8 and try again."),
        ("a: 1".encode("utf-16"), "answers.yaml: this is not text in UTF-8."),
        (b"a: \x00", "answers.yaml: this is no valid YAML: it has characters that can't be read."),
        (b"a: \x07", "answers.yaml: this is no valid YAML: it has characters that can't be read."),
        (
            b"!!python/object/apply:os.system ['true']",
            "answers.yaml, line 1: tag:yaml.org,2002:python/object/apply:os.system",
        ),
        (b"a: !secret x", "answers.yaml, line 1: !secret can't be read here. Leave the tag (!) out."),
        (b"a: !!str x", "answers.yaml, line 1: tag:yaml.org,2002:str can't be read here."),
        (b"a: &x 1\nb: *x", "answers.yaml, line 2: aliases (*name) can't be used here. Write the text out."),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "answers.yaml, line 2: aliases (*name) can't be used here."),
        (b"a: &a\n  b: *a", "answers.yaml, line 2: aliases (*name) can't be used here."),
        (b"<<: {a: 1}\nb: *x", "answers.yaml, line 2: aliases (*name) can't be used here."),
        (b"a: 1\n---\nb: 2", "answers.yaml, line 2: a second document begins here. Keep one in a file."),
        (b"? [a, b]\n: c", "answers.yaml, line 1: a key must be plain text."),
        (b"? {a: b}\n: c", "answers.yaml, line 1: a key must be plain text."),
        (b"true: 1", "answers.yaml, line 1: a key must be plain text."),
        (b"1.5: 1", "answers.yaml, line 1: a key must be plain text."),
        (b"\t- a", "answers.yaml, line 1: this is no valid YAML"),
    ],
)
def test_bad_yaml_gives_one_sentence(content, sentence):
    """What plain data has no use for, or what is damaged, is refused at its line."""
    [found] = sentences(content)

    assert found.startswith(sentence)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": [1, 2', "answers.json, line 1: this is no valid JSON. Is the file cut off or was it edited by hand?"),
        (b'{"a": 1,\n "b": }', "answers.json, line 2: this is no valid JSON."),
        (b"", "answers.json, line 1: this is no valid JSON."),
        (b'{"a": 1, "a": 2}', "answers.json: the key a stands here twice. Keep one of them."),
        (b'[{"x": {"a": 1, "b": 1, "b": 1}}]', "answers.json: the key b stands here twice. Keep one of them."),
        (b'{"a": NaN}', "answers.json: NaN is no number. Leave it out."),
        (b'{"a": -Infinity}', "answers.json: -Infinity is no number. Leave it out."),
        (b'{"a": ' + b"9" * 5000 + b"}", "answers.json: a number in this file has too many digits."),
        (b'{"a": "\xc3"}', "answers.json: this is not text in UTF-8."),
        (b'{"a": "\x07"}', "answers.json, line 1: this is no valid JSON."),
    ],
)
def test_bad_json_gives_one_sentence(content, sentence):
    """What is damaged or no plain data is refused, with the line where there is one."""
    [found] = sentences(content, "answers.json")

    assert found.startswith(sentence)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"[" * 100_000, "answers.yaml"),
        (b"[" * 100_000 + b"]" * 100_000, "answers.yaml"),
        (b"{a: " * 100_000 + b"}" * 100_000, "answers.yaml"),
        (b"- " * 100_000, "answers.yaml"),
        (b"a: [[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]", "answers.yaml"),
        (b"[" * 100_000 + b"]" * 100_000, "answers.json"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "answers.json"),
        (b"[" * 500 + b"]" * 500, "answers.json"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value[:5].decode()}x{len(value)}",
)
def test_nesting_without_end_is_refused_and_ends_nothing(content, name):
    """A hundred thousand levels give a sentence, not a dead process."""
    assert sentences(content, name) == [f"{name}: lists or mappings are nested too deep to be an answers file."]


def test_nesting_as_deep_as_a_real_file_is_read():
    """The limit is far from what an answers file needs."""
    data = {"a": {"b": {"c": [{"d": ["e"]}]}}}

    assert read(json.dumps(data).encode(), "answers.json") == data
    assert read(json.dumps(data).encode(), "answers.yaml") == data


def test_a_file_of_50_mb_is_refused_unread():
    """A file over the limit is refused for its size alone, whatever is in it."""
    assert sentences(b"\xff" * 50_000_000) == [
        "answers.yaml: the file is larger than 5 MB, which is the most that can be read."
    ]


def test_a_file_at_the_limit_is_read():
    """The limit itself still passes."""
    content = b"a: " + b"x" * (MAXIMUM_BYTES - 3)

    assert len(read(content, "answers.yaml")["a"]) == MAXIMUM_BYTES - 3


def test_a_hostile_file_name_or_key_stays_one_short_line():
    """What a mistake quotes is cut and made printable, so that no file can fill or reorder the screen."""
    [found] = sentences(("\u202e" + "k" * 5000 + ": 1\n").encode() * 2)

    assert "\u202e" not in found
    assert "\n" not in found
    assert len(found) < 400
