"""The written record of Wki 13, sixth paragraph: every rule of it, how it is met, and room to sign."""

import io
import re

import pikepdf
import pytest
from openpyxl import load_workbook

from i18n.words import words_in
from model.errors import BadInput
from model.report import ReportDetails
from reports.record_entries import is_recorded, record_entries
from reports.wki_record_workbook import wki_record_workbook


@pytest.fixture
def book(assessed, agency):
    """The record as a workbook, opened."""

    def make(change=lambda _: None, language="nl", **details):
        def both(data):
            agency(data)
            change(data)

        assessment, questionnaire = assessed(both, language)
        content = wki_record_workbook(assessment, questionnaire, ReportDetails(**details), words_in(language))
        return load_workbook(io.BytesIO(content))

    return make


def rows(sheet):
    """The rows by key, their cells by column key."""
    keys = [cell.value for cell in sheet[1]]
    return {row[0]: dict(zip(keys[1:], row[1:], strict=True)) for row in sheet.iter_rows(min_row=4, values_only=True)}


def test_it_holds_article_13_and_its_detail_and_no_fees(questionnaires):
    """Duties of Wki 13 and of Bki and Rki; not other articles, practices, explanations or what registration costs."""
    norms = questionnaires["nl"].norms
    recorded = {id_ for id_, norm in norms.items() if is_recorded(norm)}

    assert {id_ for id_ in recorded if id_.startswith("wki")} == {id_ for id_ in norms if id_.startswith("wki-13.")}
    assert not {"bki-7.1", "bki-8.1-8.2", "bki-2.4", "wki-14"} & recorded
    assert {"bki-4.2.1", "rki-6.1"} <= recorded


def test_only_what_may_bind_stands_in_it_by_topic(assessed, agency):
    """Without staff the rules about staff are gone; a rule that was set aside stays, with its reason."""
    with_staff = record_entries(*assessed(agency))

    def alone(data):
        agency(data)
        data["organisation"]["has_staff"] = False

    without = record_entries(*assessed(alone))

    order = list(assessed()[1].topics)
    assert list(with_staff) == sorted(with_staff, key=order.index)
    ids, fewer = ({entry.judged.norm.id for of in topics.values() for entry in of} for topics in (with_staff, without))
    assert "bki-2.2.1" in ids
    assert "bki-2.2.1" not in fewer
    assert fewer < ids


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("Vastlegging volgens artikel 13, zesde lid, Wki", "Nog niet beschreven.", "geen juridisch advies")),
        ("en", ("Record under article 13(6) of the Wki", "Not yet described.", "no legal advice")),
    ],
)
def test_it_says_what_is_described_and_what_is_not(record, assessed, agency, pages_of, language, words):
    """The title, how many rules are described, and for each of the others that it is not."""
    entries = [entry for of in record_entries(*assessed(agency)).values() for entry in of]
    described = [entry.judged.norm.id for entry in entries if entry.how]

    text = " ".join(pages_of(record(language=language)))

    title, not_yet, advice = words
    assert title in text
    assert advice in text
    assert set(described) == {"wki-13.1", "bki-4.2.1", "bki-2.2.1"}
    assert text.count(not_yet) == len(entries) - len(described)
    assert re.search(rf"\b3 (van de|of) {len(entries)} ", text)


def test_it_says_how_by_whom_when_and_with_what_evidence(record, pages_of):
    """What the answers hold about a rule stands beside it, with the verdict according to those answers."""
    text = " ".join(pages_of(record()))

    assert re.search(
        r"According to your answers: Met How: Iedereen heeft een diploma\. "
        r"By whom: Hoofd Written on: 12 October 2026 Evidence: Not filled in\.",
        text,
    )
    assert "According to your answers: Not applicable Reason: Wij hebben geen medewerkers." in text
    assert "Answered together with other rules, not one by one." in text


def test_a_note_of_blanks_describes_nothing(record, pages_of):
    """White space is no description."""
    text = " ".join(pages_of(record(lambda data: data["answers"]["wki-13.1"].update(note=" \n\t "))))

    assert "2 of " in text
    assert "Iedereen" not in text


def test_it_says_what_it_was_made_from(record, assessed, agency, pages_of):
    """Version, digest, date and the month in which the law was read."""
    assessment, questionnaire = assessed(agency)

    first = pages_of(record())[0]

    assert assessment.digest in first.replace(" ", "")
    for words in ("22 November 2026", questionnaire.version, words_in("en").month(questionnaire.law_read_on)):
        assert words in first


def test_it_ends_with_room_to_sign(record, pages_of):
    """Name, role, date and signature; the name of who approved it stands there."""
    last = pages_of(record(approved_by="Şebnem Yılmaz"))[-1]

    assert re.search(r"Signature .*Name: Şebnem Yılmaz Role Date Signature$", last)


def test_hostile_text_is_shown_as_typed(record, pages_of):
    """Markup in a note, a name or evidence is text, and five thousand characters fit."""
    text = "</para><b>&amp; Юлия 😀 {customer} %s"

    def change(data):
        data["organisation"]["name"] = f"org {text}"
        data["answers"]["wki-13.1"] = {"check": "yes", "note": f"how {text}", "by": f"who {text}", "evidence": [text]}
        data["answers"]["wki-13.4"] = {"note": "q\n" * 2500, "by": "Z" * 5000}

    shown = "".join("".join(pages_of(record(change, approved_by=f"sign {text}"))).split())

    for place in ("org", "how", "who", "sign"):
        assert "".join(f"{place}{text}".split()) in shown
    assert shown.count("Z") >= 5000
    assert shown.count("q") >= 2500


def test_the_same_answers_give_the_same_bytes(record, assessed, agency):
    """The record of one state can be told from that of another."""
    assert record() == record()
    assert record() != record(lambda data: data["answers"]["wki-13.1"].update(note="Anders."))
    made = [wki_record_workbook(*assessed(agency), ReportDetails(), words_in("en")) for _ in range(2)]
    assert made[0] == made[1]


def test_the_file_is_titled_and_dated_by_the_assessment(record):
    """Properties carry the title with the organisation, and the day of the answers."""
    with pikepdf.open(io.BytesIO(record())) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Record under article 13(6) of the Wki – ")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261122")


@pytest.mark.parametrize("make", ["record", "book"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data["organisation"].update(collects_for_third_parties=False), "only of who collects for others"),
        (lambda data: data.update(law=False), "without the legal check"),
    ],
)
def test_who_needs_no_record_gets_one_clear_sentence(request, make, change, says):
    """Neither a creditor nor an assessment without the law gets a record."""
    with pytest.raises(BadInput) as refused:
        request.getfixturevalue(make)(change)

    [mistake] = refused.value.mistakes
    assert says in str(mistake)


def test_an_incomplete_profile_gets_the_record(record, pages_of):
    """Who has not told whether they collect for others is not ruled out."""
    pages = pages_of(record(lambda data: data["organisation"].pop("collects_for_third_parties")))

    assert "3 of " in pages[0]
    assert "Your profile does not tell" not in " ".join(pages)


def test_the_workbook_says_the_same(book, assessed, agency):
    """A row for each rule with how, by whom, evidence and date; nothing of it is a formula."""
    entries = [entry for of in record_entries(*assessed(agency)).values() for entry in of]

    made = book(lambda data: data["answers"]["wki-13.1"].update(note="=1+1", evidence=["a\nb", "c"]))

    record = rows(made["Vastlegging"])
    assert list(record) == [f"record.{entry.judged.norm.id}" for entry in entries]
    row = record["record.wki-13.1"]
    assert (row["how"], row["by"], row["on"], row["verdict"]) == ("=1+1", "Hoofd", "12 oktober 2026", "Voldaan")
    assert record["record.wki-13.4"]["how"] == "Nog niet beschreven."
    assert "3 van" in made["Vastlegging"]["B2"].value
    assert [line[2] for line in made["Meer onderbouwing"].iter_rows(min_row=4, values_only=True)] == ["a\nb", "c"]
    cells = [cell for sheet in made for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_workbook_has_a_sheet_to_sign(book):
    """With the name of who approved it."""
    signed = rows(book(approved_by="Şebnem Yılmaz")["Handtekening"])

    assert signed["signature.1"] == {"subject": "Naam", "text": "Şebnem Yılmaz"}
    assert [row["subject"] for key, row in signed.items() if key.startswith("signature.")] == [
        *("Naam", "Functie", "Getekend op", "Handtekening")
    ]
