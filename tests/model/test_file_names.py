"""Names of files: harmless to show, to keep and to send, in every script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.file_names import MAXIMUM_CHARACTERS, content_disposition, safe_name


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("werkinstructie.pdf", "werkinstructie.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Marit\\Bureau\\brief.docx", "brief.docx"),
        ("Żółć łódź 東京 мир עברית.pdf", "Żółć łódź 東京 мир עברית.pdf"),
        ("می\u200cخواهم.pdf", "می\u200cخواهم.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("x² ②.pdf", "x² ②.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("a\x00b\x1b[31m\r\n\tc.pdf", "ab[31m c.pdf"),
        ("a\ud800\ufeff\u200b\ue000.pdf", "a.pdf"),
        ('a<b>:"|?*.pdf', "a-b------.pdf"),
        ("...verborgen. .pdf", "verborgen.pdf"),
        (".pdf", "file.pdf"),
        ("", "file"),
        ("/", "file"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("versie 1.2", "versie 1.2"),
    ],
)
def test_a_name_is_made_safe(given_, kept):
    """Without folders and unseen characters, short, and with its ending."""
    assert safe_name(given_) == kept


@given(st.text(max_size=400))
def test_a_safe_name_is_one_seen_line_and_stays_as_it_is(name):
    """For whatever can be typed."""
    safe = safe_name(name)

    assert 0 < len(safe) <= MAXIMUM_CHARACTERS
    assert not set(safe) & set('/\\<>:"|?*\n')
    assert {unicodedata.category(character) for character in safe} & {"Cc", "Cs", "Zl", "Zp"} == set()
    assert not any(unicodedata.bidirectional(character) in {"RLO", "LRO", "RLE", "RLI", "PDF"} for character in safe)
    assert safe_name(safe) == safe


@given(st.text(max_size=300))
def test_the_header_is_plain_and_can_not_be_broken_out_of(name):
    """No quote, line end or letter outside ASCII, and always an attachment."""
    header = content_disposition(name)

    assert header.isascii()
    assert header.isprintable()
    assert header.startswith('attachment; filename="')
    assert header.count('"') == 2
    assert header.count(";") == 2


def test_the_header_carries_the_whole_name_and_a_plain_one():
    """Old programs read the plain one; both end as the file does."""
    assert content_disposition('東京 "x"; évidence.pdf') == (
        "attachment; filename=\"x-evidence.pdf\"; filename*=UTF-8''%E6%9D%B1%E4%BA%AC%20-x-%3B%20%C3%A9vidence.pdf"
    )
    assert content_disposition("東京.pdf").startswith('attachment; filename="file.pdf"; ')
