"""A release as a file: the same bytes there and back, and nothing in it that it does not know."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.contributions import Item, LevelStep
from model.errors import BadInput
from model.release_file import read_release, release_bytes, sha256_of
from model.releases import Figure, Group, Release

QUARTILES = Figure(14, (2.0, 3.0), (2.0, 2.5, 3.0), (2.0, 3.0))
DECILES = Figure(30, (2.0, 3.0), (2.0, 2.5, 3.0), (2.0, 3.0), (2.0,) * 5 + (3.0,) * 4, 2.5, (2.0, 3.0))
RELEASE = Release(
    association="Schuldenlab “Voorbeeld” (fictief)",
    edition="2026",
    closed_on=date(2026, 11, 22),
    questionnaire="social-collection",
    version="2026.1",
    digest="sha256:1",
    rules="1",
    fictional=True,
    figures={
        Item("score", "s1", "core"): {Group(): DECILES},
        Item("level", "s1.1"): {
            Group("bank", "small", is_assured=True): Figure(6, (4.0, 5.0)),
            Group("bank"): QUARTILES,
            Group(): DECILES,
        },
    },
    steps={Group("bank"): (LevelStep("s1.2", 2, 3), LevelStep("s1.1", 1, 2)), Group(): (LevelStep("s1.2", 2, 3),)},
)
TEXT = release_bytes(RELEASE).decode()

levels = st.sampled_from([1.0, 1.5, 2.0, 3.3, 5.0])
groups = st.builds(Group, st.sampled_from(["", "bank"]), st.sampled_from(["", "small"]), st.booleans())
figures = st.builds(
    Figure,
    st.integers(6, 999),
    st.tuples(levels, levels),
    st.none() | st.tuples(levels, levels, levels),
    st.none() | st.tuples(levels, levels),
    st.none() | st.tuples(*[levels] * 9),
    st.none() | levels,
    st.none() | st.tuples(levels, levels),
)
items = st.builds(Item, st.sampled_from(["level", "target"]), st.sampled_from(["s1.1", "k2"])) | st.builds(
    Item, st.just("score"), st.just("overall"), st.sampled_from(["quick", "full"])
)
steps = st.builds(LevelStep, st.just("s1.1"), st.integers(1, 4), st.integers(2, 5))
releases = st.builds(
    replace,
    st.just(RELEASE),
    figures=st.dictionaries(items, st.dictionaries(groups, figures, max_size=3), max_size=3),
    steps=st.dictionaries(groups, st.lists(steps, max_size=3).map(tuple), max_size=2),
)


@given(releases)
def test_a_release_comes_back_as_it_was(release):
    """And gives the same bytes again."""
    content = release_bytes(release)

    assert read_release(content) == release
    assert release_bytes(read_release(content)) == content


def test_the_order_of_making_changes_nothing():
    """Groups and items stand in their order, steps in that of how frequent they are."""
    turned = replace(
        RELEASE,
        figures={item: dict(reversed(groups.items())) for item, groups in reversed(RELEASE.figures.items())},
    )

    assert release_bytes(turned) == release_bytes(RELEASE)
    assert '"steps": [{"after": 3, "before": 2, "criterion": "s1.2"}, {' in TEXT


def test_a_person_can_read_it():
    """A line for each figure, with what it has and no more."""
    assert (
        '      {"band": [4.0, 5.0], "is_assured": true, "number": 6, "sector": "bank", "size_class": "small"}' in TEXT
    )
    assert '"association": "Schuldenlab “Voorbeeld” (fictief)",\n' in TEXT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number": 6', '"number": 6, "weighted_by_volume": 3.2'),
        ('"number": 6', '"minimum": 1.0, "number": 6'),
        ('"number": 6', '"number": 6, "number": 6'),
        ('"number": 6', '"number": "6"'),
        ("[4.0, 5.0]", "[4.0, 6.0]"),
        ("[4.0, 5.0]", "[4, 5]"),
        ("[4.0, 5.0]", "[4.0, NaN]"),
        ("level:s1.1", "volume:s1.1"),
        ("score:core:s1", "score:s1"),
        ('"edition": "2026",\n', ""),
        ("2026-11-22", "2026-11-32"),
        ("\n}\n", "\n}"),
    ],
)
def test_a_file_that_is_not_to_the_byte_a_release_is_refused(old, new):
    """With one sentence; unknown keys too, so that no figure weighted by volume finds a place."""
    assert old in TEXT
    with pytest.raises(BadInput, match="no release of a benchmark"):
        read_release(TEXT.replace(old, new).encode())


def test_what_is_no_text_is_refused():
    """Also the empty file."""
    for content in (b"", b"\xff\xfe", b"null"):
        with pytest.raises(BadInput):
            read_release(content)


def test_the_hash_is_that_of_every_other_program():
    """Of the three letters in the standard (FIPS 180-4)."""
    assert sha256_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
