"""A workshop as a report is made from it: twelve people, two rounds, all that a question can come to."""

from datetime import UTC, datetime

from model.votes import Vote
from model.workshops import OnHold, Outcome, Question, Round, Setup, Workshop
from pipeline import draw, minutes

ROLES = ("Finance",) * 5 + ("Klantcontact",) * 4 + ("Juridische zaken",) * 3
ITEMS = ("s1.3", "s2.3", "k1", "r1")
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def workshop_minutes(text="", *, anonymous=True, organisation="Woonstichting Zuid"):
    """What a report tells; `text` stands behind everything that people typed."""
    setup = Setup(roles=[f"{role}{text}"[:80] for role in dict.fromkeys(ROLES)], anonymous=anonymous)
    roles = [f"{role}{text}"[:80] for role in ROLES]

    def voted(levels, reason):
        return [
            Vote(f"p{place}", role, level, 4 if place % 2 else None, f"{reason}{text}" if place == 0 else "",
                 "" if anonymous else f"Naam {place}{text}")
            for place, (role, level) in enumerate(zip(roles, levels, strict=True))
        ]  # fmt: skip

    first = voted([1, 1, 2, 2, None, 4, 4, 5, 5, 3, 3, 3], "Eerst")
    second = voted([3] * 6 + [4] * 6, "Daarna")
    show = draw(setup)
    one = Round(1, AT, {}, AT, show(first, None))
    two = Round(2, AT, {}, AT, show(second, first))
    agreed = Outcome(level=3, ambition=4, dissent=f"Anders{text}", agreed_by=f"Akkoord{text}")
    skipped = Outcome(level=None, skipped_because=f"Waarom{text}")
    questions = (
        Question(ITEMS[0], (one, two), agreed, f"Notitie{text}", (f"Actie{text}",)),
        Question(ITEMS[1], (one,), skipped),
        Question(ITEMS[2], (one,)),
        Question(ITEMS[3]),
    )
    people = {role: roles.count(role) for role in setup.roles}
    parked = (OnHold("1", ITEMS[0], f"Later{text}"), OnHold("2", None, "Nog iets"))
    workshop = Workshop("w", "a", setup, "closed", None, None, None, 9, AT, AT, AT, people, questions, parked)
    return minutes(workshop, f"{organisation}{text}")
