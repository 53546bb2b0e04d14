"""What tests of the pages on phones share."""

FIRST, SECOND = "s1.3", "s2.3"
ORGANISATION = "<b>Woonstichting</b> & Zn"


def text(answered):
    """The page as text."""
    return answered.body.decode()


def inside(phone, code, role="Finance", **more):
    """A phone that came in."""
    use = phone()
    assert use(f"/w/{code}", {"role": role, **more}).headers["location"] == "/w/now"
    return use
