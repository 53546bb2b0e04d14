"""Who someone is according to their provider, and whether that still counts."""

from datetime import UTC, datetime, timedelta

import pytest

from auth.claims import Claims, claims_of, standing

ISSUER = "https://sign-in.example/realms/r"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
USER = {
    "is_logged_in": True, "provider": "default", "iss": ISSUER, "sub": "0f3", "name": "Aisha van den Berg",
    "email": "aisha@voorbeeld.example", "iat": NOW.timestamp(), "aud": "peilstok",
}  # fmt: skip
ENTRA = {
    "is_logged_in": True, "iss": "https://login.microsoftonline.com/tid/v2.0", "sub": "AAA", "oid": "o-1", "tid": "tid",
    "preferred_username": "aisha@voorbeeld.example", "name": "Aisha", "iat": int(NOW.timestamp()),
}  # fmt: skip


def test_a_person_is_issuer_and_subject_with_a_name_to_show():
    """What is kept of an ID token; all else in it is left."""
    assert claims_of(USER, ISSUER, NOW) == Claims(ISSUER, "0f3", "Aisha van den Berg", "aisha@voorbeeld.example", NOW)


def test_entra_id_names_the_account_where_there_is_no_email():
    """`oid` and `tid` are not used."""
    claims = claims_of(ENTRA, ENTRA["iss"], NOW)

    assert (claims.subject, claims.name, claims.email) == ("AAA", "Aisha", "aisha@voorbeeld.example")


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_logged_in": False}, {"is_logged_in": "yes"}, {"is_logged_in": 1}, {"is_logged_in": None},
        {"iss": "https://elsewhere.example"}, {"iss": None}, {"iss": ["x"]}, {"iss": ISSUER + "2"},
        {"sub": None}, {"sub": ""}, {"sub": "  "}, {"sub": 7}, {"sub": "x" * 256}, {"sub": "a\0"}, {"sub": ["0f3"]},
        {"iat": None}, {"iat": "1"}, {"iat": True}, {"iat": float("nan")}, {"iat": float("inf")}, {"iat": 1e300},
        {"iat": NOW.timestamp() + 301},
    ],
    ids=str,
)  # fmt: skip
def test_claims_that_do_not_hold_name_nobody(wrong):
    """Missing, of another kind, of another issuer, or from the future."""
    assert claims_of({**USER, **wrong}, ISSUER, NOW) is None
    assert claims_of({key: value for key, value in USER.items() if key not in wrong}, ISSUER, NOW) is None


def test_a_slash_behind_the_issuer_makes_no_other_issuer():
    """Some providers write it in their tokens only; the key of the person stays the same."""
    assert claims_of({**USER, "iss": ISSUER + "/"}, ISSUER, NOW) == claims_of(USER, ISSUER, NOW)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "  Aisha \n\t Berg "}, "Aisha Berg"), ({"name": "A\u202eisha\0"}, "A isha"),
        ({"name": "a" * 5000}, "a" * 200), ({"name": None, "given_name": "Aisha", "family_name": "Berg"}, "Aisha Berg"),
        ({"name": "", "family_name": "Berg"}, "Berg"), ({"name": 7, "preferred_username": "ab"}, "ab"),
        ({"name": {"x": 1}}, "aisha@voorbeeld.example"), ({"name": "<b>A</b>"}, "<b>A</b>"),
        ({"name": None, "email": None}, ""),
    ],
)  # fmt: skip
def test_a_name_is_one_short_line(claims, name):
    """Whatever the provider sends; pages escape it when they show it."""
    assert claims_of({**USER, **claims}, ISSUER, NOW).name == name


@pytest.mark.parametrize("email", [None, 7, "", "aisha", "@", "a b@c", "a@" + "b" * 400, ["a@b"], "@b", "a@"])
def test_what_is_no_address_is_left_out(email):
    """The person counts all the same."""
    claims = claims_of({**USER, "email": email}, ISSUER, NOW)

    assert claims.email is None
    assert claims.subject == "0f3"


@pytest.mark.parametrize(
    ("ago", "ended", "stands"),
    [
        (0, None, "signed in"), (11.99, None, "signed in"), (12, None, "expired"), (900, None, "expired"),
        (-0.01, None, "signed in"), (3, 3, "signed out"), (3, 2, "signed out"), (2, 3, "signed in"),
        (13, 14, "expired"), (14, 13, "signed out"),
    ],
)  # fmt: skip
def test_a_sign_in_counts_for_its_hours_and_until_the_person_signs_out(ago, ended, stands):
    """Both in hours ago; what was ended is ended, expired or not."""
    ended_at = None if ended is None else NOW - timedelta(hours=ended)

    assert standing(NOW - timedelta(hours=ago), ended_at, 12, NOW) == stands
