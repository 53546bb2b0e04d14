"""Several organisations in one tab: nothing of the one shows, or is saved, at the other."""

import pytest

from storage.stored import Unavailable

FIRST = "s1.3"
BSN = "111222333"


@pytest.fixture
def two(start):
    """The assessments of two organisations."""
    return start(name="Aarde"), start(name="Bron")


def go(app, assessment):
    """Opens another assessment in the same tab, as a link or a choice does."""
    app.query_params["assessment"] = assessment
    return app.run()


def test_a_text_that_waits_is_not_offered_to_another_client(open_page, two, store, texts):
    """A note that was held back stays behind; at the other organisation its field is empty and nothing waits."""
    app = open_page("answer", two[0])
    app.text_area(key=f"criterion-{FIRST}-note").set_value(f"Van Aarde {BSN}").run()
    assert [button.key for button in app.button if "anyway" in button.key]

    go(app, two[1])

    assert not app.exception
    assert "Van Aarde" not in " ".join(texts(app))
    assert [button.key for button in app.button if "anyway" in button.key] == []
    assert app.text_area(key=f"criterion-{FIRST}-note").value == ""


def test_what_was_just_done_is_not_said_of_another_client(open_page, two, store):
    """Not that it was saved, not that a reason is still missing, and not that someone else changed it."""
    app = open_page("answer", two[0])
    app.radio(key=f"criterion-{FIRST}-level").set_value(3).run()
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()

    go(app, two[1])

    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    assert [line.value for line in app.markdown if "pgeslagen" in line.value] == []
    assert [line.value for line in app.info] == []


def test_also_past_the_start_page(open_page, two, click):
    """The same when the other one is chosen from the list."""
    app = open_page("answer", two[0])
    app.radio(key=f"criterion-{FIRST}-level").set_value("not_applicable").run()
    app.switch_page("ui/pages/start.py").run()

    click(app, f"continue-{two[1]}")

    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    assert [line.value for line in app.markdown if "pgeslagen" in line.value] == []


def test_an_answer_that_waits_for_the_database_is_written_where_it_was_given(monkeypatch, open_page, two, store):
    """It does not show at the other client, and is not lost by going there."""
    app = open_page("answer", two[0])
    give = type(store).give_answer

    def unreachable(*_arguments, **_named):
        raise Unavailable

    monkeypatch.setattr(type(store), "give_answer", unreachable)
    app.radio(key=f"criterion-{FIRST}-level").set_value(4).run()
    assert app.radio(key=f"criterion-{FIRST}-level").value == 4

    go(app, two[1])
    assert app.radio(key=f"criterion-{FIRST}-level").value is None
    app.radio(key=f"criterion-{FIRST}-level").set_value(2).run()
    monkeypatch.setattr(type(store), "give_answer", give)
    app.run()

    assert (store.answer(two[0], FIRST).level, store.answer(two[1], FIRST).level) == (4, 2)
    assert not app.exception


def test_reloading_or_going_on_in_one_assessment_forgets_nothing(open_page, two):
    """What waits stays while the assessment is the same."""
    app = open_page("answer", two[0])
    app.text_area(key=f"criterion-{FIRST}-note").set_value(f"Van Aarde {BSN}").run()

    go(app, two[0])

    assert [button.key for button in app.button if "anyway" in button.key]
    assert app.text_area(key=f"criterion-{FIRST}-note").value == f"Van Aarde {BSN}"
