"""Many organisations, made by the database itself."""

import pytest
from sqlalchemy import func, select

from performance.databases import FilledDatabase, postgresql, sqlite
from performance.filling import ITEMS, fill
from performance.subjects import subject
from storage.tables import AUDIT


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield FilledDatabase(sqlite(tmp_path / "filled.db"))
    else:
        with postgresql() as new_database:
            filled = FilledDatabase(new_database())
            yield filled
            filled.close()


def test_the_store_reads_what_was_filled_and_writes_beside_it(database):
    """Every organisation has its assessment with answers, and the trail goes on after its last row."""
    about = subject()

    fill(database, about.questionnaire.id, 3)
    [added] = database.add(about.answers, 1)

    listed = [stored for stored in database.store.organisations() if stored.id.startswith("organisation-")]
    assert [stored.organisation.name for stored in listed] == [f"Voorbeeld {number} (fictief)" for number in (1, 2, 3)]
    assert [stored.assessments[0].answered for stored in listed] == [len(ITEMS)] * 3
    assert {item: answer.level for item, answer in database.store.answers("assessment-2").items()} == dict.fromkeys(
        ITEMS, 3
    )
    assert database.store.answers(added) == about.answers.answers
    with database.store.engine.connect() as connection:
        first, last, rows = connection.execute(
            select(func.min(AUDIT.c.number), func.max(AUDIT.c.number), func.count())
        ).one()
    assert (first, last) == (1, rows)
