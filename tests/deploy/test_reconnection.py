"""Visitors in Chromium, through nginx, at two processes: what happens to them when theirs is killed."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from model.answers import Organisation

FIRST, SECOND = "s1.3", "s2.3"


@pytest.fixture
def assessment(anna):
    """A new assessment of Anna, in the shared database."""
    organisation = anna.add_organisation(Organisation(name="Woonstichting Zuid"))
    return anna.add_assessment(organisation, "social-collection", "2026.1", "quick", date(2026, 11, 22))


def test_a_user_whose_process_is_killed_goes_on_at_the_other(signed_in, server, anna, assessment):
    """Without reloading: the answer given before is there, and the next one is saved; also when the first is back."""
    visitor = signed_in().open(f"/answer?assessment={assessment}&theme=s1")
    visitor.choose(f"criterion-{FIRST}-level", 3)
    visitor.expect_saved()
    before = _process_of(visitor)
    own = server.processes[int(before) - 1]

    with visitor.page.expect_websocket(timeout=60_000) as reconnected:
        own.kill()
    # A click before the page was drawn anew would be lost, as its process does not know the page yet.
    with reconnected.value.expect_event("framereceived", _is_drawn):
        pass
    visitor.settled()

    assert {before, _process_of(visitor)} == {"1", "2"}
    expect(visitor.widget(f"criterion-{FIRST}-level").get_by_role("radio").nth(2)).to_be_checked()
    visitor.press("next-open")
    visitor.choose(f"criterion-{SECOND}-level", 5)
    expect(visitor.page.get_by_text("2 van 10 vragen beantwoord")).to_be_visible()
    answers = anna.answers(assessment)
    assert (answers[FIRST].level, answers[SECOND].level) == (3, 5)

    own.start(ready="/ready")
    content = _downloaded(visitor.open(f"/report?assessment={assessment}"))
    assert {item: answer["level"] for item, answer in content["answers"].items()} == {FIRST: 3, SECOND: 5}
    assert _process_of(visitor) != before


def test_a_visitor_s_page_and_uploads_are_at_one_process(signed_in, server, assessment, tmp_path):
    """Four visitors, none of whose requests strays: only the process of their websocket knows what they upload."""
    seen = set()
    for number in range(4):
        server.forget()
        visitor = signed_in().open(f"/report?assessment={assessment}")
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(_downloaded(visitor)), encoding="utf-8")
        visitor.open("/import_file")
        visitor.page.locator('input[type="file"]').set_input_files(path)
        visitor.press("open-upload")
        expect(visitor.title).to_have_text("Resultaten")
        visitor.settled()

        log = server.wait_for_log(r" PUT /_stcore/upload_file/\S+ 204 ")
        # A websocket is logged when it ends, and one of the visitor before may end only now.
        assert set(re.findall(r" (?!/_stcore/stream)/\S* \d+ \S+ process=(.*)", log)) == {_process_of(visitor)}
        seen.add(_process_of(visitor))
    assert seen == {"1", "2"}


def _is_drawn(message):
    """Whether this message of the server says that the script ran to its end."""
    return ForwardMsg.FromString(message).WhichOneof("type") == "script_finished"


def _process_of(visitor):
    """Which process serves this visitor: "1" or "2"."""
    [value] = [cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "peilstok_process"]
    return value


def _downloaded(visitor):
    """The answers as the page Report hands them over."""
    visitor.settled()
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.page.get_by_role("button", name="(JSON)").first.click()
    return json.loads(download.value.path().read_bytes())
