"""What someone chooses in a workshop: a level or "I don't know", before anybody sees what others chose."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Vote:
    """One participant's choice on one question in one round; `level` None is "I don't know".

    `participant` is an id that means nothing outside the workshop; `name` is empty where people vote anonymously.
    """

    participant: str
    role: str
    level: int | None
    ambition: int | None = None
    reason: str = ""
    name: str = ""
