"""Numbers that point to one person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.privacy import is_bsn, is_iban, personal_numbers

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@pytest.mark.parametrize(
    "text",
    [
        "111222333",
        "BSN 111222333",
        "Klant (bsn: 111222333) belde.",
        "Van 111222333, gebeld op 12-03-2026.",
        "111222333 2 keer gebeld",
        "debiteur 111222333",
        "dossier,111222333",
        "111 222 333",
        "111.222.333 is het nummer",
        "1112.22.333",
        "111-222-333.",
        "123456782",
        "10000008 heeft acht cijfers",
    ],
)
def test_a_bsn_is_found_whatever_stands_around_it(text):
    """With words before and after, with spaces, dots or hyphens."""
    assert personal_numbers(text) == ("BSN",)


@pytest.mark.parametrize(
    "text",
    [
        "NL91ABNA0417164300",
        "nl91abna0417164300",
        "NL91 ABNA 0417 1643 00",
        "NL91.ABNA.0417.1643.00",
        "IBAN: NL91 ABNA 0417 1643 00 ten name van een klant",
        "Wk23 IBAN NL91ABNA0417164300",
        "BE68 5390 0754 7034",
        "DE89 3704 0044 0532 0130 00 en meer",
        "rekening GB29NWBK60161331926819.",
    ],
)
def test_an_iban_is_found_whatever_stands_around_it(text):
    """Dutch and foreign, in groups or not, in small letters, after something that looks like one."""
    assert personal_numbers(text) == ("IBAN",)


def test_both_kinds_are_named_once():
    """However often they occur."""
    assert personal_numbers("111222333, 123456782 en NL91ABNA0417164300") == ("BSN", "IBAN")


# Each of these would pass the eleven test if its digits were taken for a BSN.
@pytest.mark.parametrize(
    "text",
    [
        "+31 111222333",
        "+31 (0)111222333",
        "0031 111222333",
        "€ 111.222.333",
        "€111222333",
        "EUR 111.222.333",
        "111.222.333,50",
        "111222333 euro",
        "1112223330",
        "0111222333",
        "06-11 12 22 33 3 9",
        "20260106",
        "12012026",
        "12-01-2026",
        "11-12 22333",
        "1112 22 333 5",
    ],
)
def test_telephone_numbers_amounts_and_dates_are_no_bsn(text):
    """What stands around the digits says what they are."""
    assert personal_numbers(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Geen getallen hier.",
        "06 12345678 of 020-1234567 of 088 123 45 67 of 0900-1234",
        "op 22-11-2026 om 14.03 uur",
        "2026-11-22 2026.1",
        "1234 AB Utrecht, 9711 LM Groningen",
        "€ 1.234.567,89 en 12.500 brieven",
        "111222334",
        "000000000",
        "00000000",
        "NL92ABNA0417164300",
        "NL91ABNA041716430",
        "ab12 hebben we afgesproken dat niemand meer belt",
        "wk23 is de week waarin alles anders wordt dan eerst",
        "NL91 \N{KELVIN SIGN}ABNA0417164300",
        "BWBR0049422 artikel 4.2",
        "kenmerk XNL91ABNA0417164300",
    ],
)
def test_other_numbers_raise_no_alarm(text):
    """Postcodes, dates, amounts, telephone numbers, and numbers that fail their test."""
    assert personal_numbers(text) == ()


@given(st.integers(0, 99_999_999))
def test_one_wrong_digit_fails_the_eleven_test(start):
    """Of the ten possible last digits at most one is right, and it is the one that the weights give."""
    digits = f"{start:08}"
    last = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 11

    right = [final for final in range(10) if is_bsn(f"{digits}{final}")]

    assert right == ([last] if last < 10 and (start, last) != (0, 0) else [])


@given(st.text(alphabet="0123456789", min_size=10, max_size=10), st.integers(2, 98))
def test_exactly_one_pair_of_check_digits_makes_an_iban(account, check):
    """Modulo 97: a right pair of digits stays right only as itself."""
    right = [number for number in range(2, 99) if is_iban(f"NL{number:02}ABNA{account}")]

    assert len(right) == 1
    assert is_iban(f"NL{check:02}ABNA{account}") == (check == right[0])


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text):
    """Hostile text raises nothing."""
    assert set(personal_numbers(text)) <= {"BSN", "IBAN"}


@given(st.text(alphabet="NL91ABKıſ0417 643.-€,", max_size=60))
def test_text_that_looks_like_numbers_can_be_looked_at(text):
    """Also with letters that only look like those of an account number."""
    assert set(personal_numbers(text)) <= {"BSN", "IBAN"}
