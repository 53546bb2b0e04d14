"""The pages of a workshop on a phone: in by the code, a vote, what is told, and what is not."""

import re

import pytest

from auth.limits import Failures
from i18n.words import words_in
from storage.workshop_room import WorkshopRoom
from tests.phones import FIRST, SECOND, inside, text
from web import phones

say = words_in("nl").gettext


def test_from_the_code_to_a_vote_without_any_script(phone, store, workshop):
    """Forms only; the vote is confirmed at once, can be changed, and is told to nobody else."""
    assessment, id_, code = workshop()
    use = phone()
    assert use("/w", {"code": f" {code.lower()}"}).headers["location"] == f"/w/{code}"
    assert "&lt;b&gt;Woonstichting&lt;/b&gt; &amp; Zn" in text(use(f"/w/{code}"))
    assert use(f"/w/{code}", {"role": "Finance"}).headers["location"] == "/w/now"
    assert say("Just a moment") in text(use("/w/now"))

    store.put_on_table(assessment, id_, FIRST)
    page = text(use("/w/now"))
    assert page.count('type="radio"') == 6
    voted = text(use("/w/now", {"item": FIRST, "number": "1", "level": "3", "ambition": "4", "reason": "<script>x"}))

    assert say("Your vote is saved. You can change it until the result is shown.") in voted
    assert 'type="radio"' not in voted
    assert re.search(r'value="3" required checked', text(use(f"/w/now?item={FIRST}")))
    assert "&lt;script&gt;x" in voted
    assert "<script>x" not in voted
    other = inside(phone, code)
    assert "checked" not in text(other("/w/now"))
    assert "&lt;script&gt;x" not in text(other("/w/now")) + text(other("/w/copy"))
    assert "&lt;script&gt;x" in text(use("/w/copy"))
    [question, _] = store.workshop(assessment, id_).questions
    assert question.rounds[0].voted == {"Finance": 1}


def test_nothing_of_the_organisation_but_its_name_is_on_a_phone(phone, store, workshop):
    """No note, no answer, no question that is not open; the questions speak of the organisation's customers."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    pages = [text(use(address)) for address in ("/w/now", "/w/copy", f"/w/now?item={SECOND}", "/w")]

    assert "huurder" in pages[0]
    assert "Geheime" not in "".join(pages)
    assert SECOND not in "".join(pages)


@pytest.mark.parametrize("form", [{}, {"level": "6"}, {"level": "3", "number": "x"}, {"level": "", "number": "1"}])
def test_a_form_without_a_choice_is_told_to_choose(phone, store, workshop, form):
    """And the question stays."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)

    page = text(use("/w/now", {"item": FIRST, **form}))

    assert "Kies een niveau" in page
    assert page.count('type="radio"') == 6


def test_a_vote_that_comes_too_late_is_told(phone, store, workshop):
    """The round was shown meanwhile."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)
    store.show(assessment, id_, FIRST, lambda votes, _before: {"votes": len(votes)})

    page = text(use("/w/now", {"item": FIRST, "number": "1", "level": "3"}))

    assert say("The vote on this question is closed. Look at the screen.") in page
    assert say("Look at the screen") in page


def test_who_comes_back_is_where_they_were(phone, store, workshop):
    """With the cookie, by the code once more too; without it, at the door."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)

    assert use("/w", {"code": code}).headers["location"] == "/w/now"
    assert use(f"/w/{code}").headers["location"] == "/w/now"
    assert store.workshop(assessment, id_).people == {"Finance": 1}
    assert phone()("/w/now").headers["location"] == "/w"
    assert phone()("/w/copy").headers["location"] == "/w"


def test_people_vote_beforehand_at_their_own_pace(phone, workshop):
    """One question after the other; then all can be changed."""
    _, _, code = workshop(beforehand=True)
    use = inside(phone, code)
    asked = []
    for _ in range(2):
        item = re.search(r'name="item" value="([^"]+)"', text(use("/w/now")))[1]
        asked.append(item)
        page = text(use("/w/now", {"item": item, "number": "1", "level": "2"}))

    assert asked == [FIRST, SECOND]
    assert say("You have voted on all questions") in page
    assert re.search(r'value="2" required checked', text(use(f"/w/now?item={FIRST}")))


def test_where_people_vote_by_name_the_name_is_asked(phone, workshop):
    """And what was chosen already stays filled in."""
    _, _, code = workshop(anonymous=False)
    use = phone()

    refused = use(f"/w/{code}", {"role": "Finance", "name": ""})

    assert refused.status == 400
    assert say("In this workshop people vote by name. Fill in your name.") in text(refused)
    assert 'value="Finance" required checked' in text(refused)
    assert use(f"/w/{code}", {"role": "Finance", "name": "Anna"}).status == 303


def test_a_wrong_code_is_told_and_then_waits_but_the_room_does_not(phone, workshop, monkeypatch):
    """The same wrong code waits after a few tries; the right one from the same address goes on."""
    now = [0.0]
    monkeypatch.setattr(phones, "SAME_CODE", Failures(5, 2, lambda: now[0]))
    monkeypatch.setattr(phones, "SAME_ADDRESS", Failures(300, 1, lambda: now[0]))
    _, _, code = workshop()
    use = phone()
    answered = [use("/w", {"code": "AAAAAA"}).status for _ in range(7)]

    assert answered == [404] * 5 + [429] * 2
    assert inside(phone, code)("/w/now").status == 200
    now[0] = 2.0
    assert use("/w", {"code": "AAAAAA"}).status == 404


def test_each_phone_has_its_own_language(phone, workshop):
    """What it asks for, until it chooses."""
    _, _, code = workshop()
    use = inside(phone, code)
    assert '<html lang="en">' in text(use("/w/now", accept_language="fr-FR, en;q=0.8, nl;q=0.5"))
    assert use("/w/language/nl", {}).headers["location"] == "/w/now"
    assert '<html lang="nl">' in text(use("/w/now", accept_language="en"))
    assert use("/w/language/xx", {}).status == 303
    assert use.jar["language"] == "nl"


def test_the_secret_is_for_this_phone_alone(phone, workshop):
    """In a cookie for these pages that no script reads; in no address and on no page."""
    _, _, code = workshop()
    use = phone()

    answered = use(f"/w/{code}", {"role": "Finance"})

    [cookie] = answered.cookies
    assert {"HttpOnly", "Path=/w", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert use.jar["workshop"] not in text(use("/w/now"))


def test_a_form_larger_than_any_of_ours_is_refused(phone, workshop):
    """Before it is read to its end."""
    _, _, code = workshop()

    assert inside(phone, code)("/w/now", {"item": FIRST, "reason": "x" * 20_000}).status == 413


def test_to_the_first_vote_a_phone_loads_little(phone, store, workshop):
    """The page, its looks and its script together, in bytes."""
    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = phone()
    addresses = ("/w", f"/w/{code}", "/w/phone.css", "/w/phone.js")
    loaded = sum(len(use(address).body) for address in addresses)
    use(f"/w/{code}", {"role": "Finance"})
    loaded += len(use("/w/now").body)

    assert loaded <= 60_000


def test_while_the_database_is_away_a_sentence_says_that_nothing_is_saved(phone, store, workshop, monkeypatch):
    """And the phone keeps its place."""
    from storage.stored import Unavailable

    assessment, id_, code = workshop()
    store.put_on_table(assessment, id_, FIRST)
    use = inside(phone, code)

    def away(*_arguments):
        raise Unavailable

    with monkeypatch.context() as chosen:
        chosen.setattr(WorkshopRoom, "vote", away)
        answered = use("/w/now", {"item": FIRST, "number": "1", "level": "3"})
    assert answered.status == 503
    assert "nog niet opgeslagen" in text(answered)
    assert use("/w/now").status == 200
