"""The straight line from a terminal: exit status, what stands on which output, and nothing written on bad input."""

import json
import shutil
from datetime import date

import pytest

import cli
from model.law_readings import old_readings
from model.questionnaire import Source
from model.reading import MAXIMUM_BYTES

ANSWERS = """\
questionnaire: social-collection
version: "2026.1"
scope: quick
on: 2026-11-22
organisation: {name: Voorbeeld Energie, sector: energy}
answers:
  s1.3: {level: 2, target: 3, note: Zie <b>nota</b>}
  s2.3: {level: 4}
  k1: {unknown: true}
"""


@pytest.fixture(autouse=True)
def database(monkeypatch, tmp_path):
    """A database of its own for each test."""
    path = tmp_path / "data" / "peilstok.db"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def answers(tmp_path):
    """A good answers file."""
    path = tmp_path / "answers.yaml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.fixture
def run(capsysbinary):
    """Runs a command; gives its exit status and what it wrote on both outputs."""

    def command(*arguments):
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = stop.code
        outputs = capsysbinary.readouterr()
        return status, outputs.out.decode(), outputs.err.decode()

    return command


def test_check_says_that_the_content_is_in_order(run):
    """Status 0, with what was checked."""
    status, out, err = run("check")

    assert (status, err) == (0, "")
    assert "90 criteria and 190 norms in 2 languages, all in order" in out


def test_check_as_json_gives_only_json(run, little_content):
    """One object with the version, the digest and the numbers, of the folder asked for."""
    status, out, err = run("check", "--json", "--content", little_content)
    outcome = json.loads(out)

    assert (status, err) == (0, "")
    assert (outcome["ok"], outcome["mistakes"], outcome["version"]) == (True, [], "test")
    assert (outcome["criteria"], outcome["norms"]) == (6, 6)
    assert outcome["digest"].startswith("sha256:")


@pytest.fixture
def broken(little_content, tmp_path):
    """A content tree with one mistake."""
    root = shutil.copytree(little_content, tmp_path / "content")
    (root / "vocabulary.yaml").unlink()
    return root


def test_check_of_content_that_falls_short_has_status_one(run, broken):
    """A sentence for each mistake on standard error."""
    assert run("check", "--content", broken) == (1, "", "vocabulary.yaml: this file is missing. Add it.\n")


def test_check_as_json_of_content_that_falls_short(run, broken):
    """The sentences stand in the object."""
    status, out, err = run("check", "--json", "--content", broken)

    assert (status, err) == (1, "")
    assert json.loads(out)["mistakes"] == ["vocabulary.yaml: this file is missing. Add it."]


@pytest.mark.parametrize("name", ["nowhere", "answers.yaml"])
def test_check_of_what_is_no_content_folder_has_status_one(run, answers, name):
    """A missing folder, or a file in its place."""
    status, out, err = run("check", "--content", answers.parent / name)

    assert (status, out) == (1, "")
    assert err == "social-collection/manifest.yaml: this file is missing. Add it.\n"


@pytest.mark.parametrize(
    ("today", "is_old"), [(date(2026, 11, 22), False), (date(2027, 4, 30), False), (date(2027, 5, 1), True)]
)
def test_a_law_read_over_twelve_months_ago_is_warned_about(little, today, is_old):
    """Read in April 2026: in April 2027 that is twelve months, in May it is more."""
    assert all(norm.source == Source(norm.source.url, norm.source.checked, "2026-04") for norm in little.norms.values())
    warnings = old_readings(little, today)

    assert len(warnings) == is_old
    assert all("law-1" in warning and "2026-04" in warning for warning in warnings)


def test_check_shows_the_warning_and_still_passes(run, little_content, tmp_path):
    """Old law is no mistake in the content."""
    root = shutil.copytree(little_content, tmp_path / "content")
    path = root / "rules/law/law-1.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"2026-04"', '"2020-04"'), encoding="utf-8")

    status, out, err = run("check", "--content", root)

    assert (status, err) == (0, "")
    assert out.startswith("warning: the law behind law-1 was read in 2020-04, over 12 months ago. Read it again.\n")


def test_freeze_writes_down_what_a_version_means(run, little_content, tmp_path):
    """Until then check warns that nobody did; whoever freezes the same again changes nothing."""
    root = shutil.copytree(little_content, tmp_path / "content")
    warned = run("check", "--content", root)[1]
    record = root / "changes/test.yaml"

    assert warned.startswith("warning: version test has no record yet. Run freeze when you publish it.\n")
    assert run("freeze", "--content", root) == (0, f"version test: what it means is written down in {record}\n", "")
    written = record.read_bytes()
    assert "warning" not in run("check", "--content", root)[1]
    assert b'a1: {meaning: "' in written
    assert 'title: {nl: "Wet 1, eerste lid", en: "' in written.decode()
    assert run("freeze", "--content", root)[0] == 0
    assert record.read_bytes() == written


def test_freeze_never_overwrites_what_was_published(run, little_content, tmp_path):
    """Not a meaning, and not a title either."""
    root = shutil.copytree(little_content, tmp_path / "content")
    run("freeze", "--content", root)
    record, file = root / "changes/test.yaml", root / "social-collection/criteria/c-results/c1-measuring.yaml"
    written, text = record.read_bytes(), file.read_text(encoding="utf-8")

    file.write_text(text.replace("title: Meten", "title: Tellen"), encoding="utf-8")
    assert run("check", "--content", root)[0] == 0
    status, out, err = run("freeze", "--content", root)
    assert (status, out) == (1, "")
    assert err.startswith(f"{record}: version test has another record, and what was published stays as it was.")

    file.write_text(text.replace("question: ", "question: En "), encoding="utf-8")
    for command in ("check", "freeze"):
        status, out, err = run(command, "--content", root)
        assert (status, out) == (1, "")
        assert err.startswith("changes/test.yaml: version test published another meaning of c1.")
    assert record.read_bytes() == written


def test_score_as_json_gives_only_json(run, answers):
    """Design 5.3, unrounded; the same file gives the same bytes."""
    status, out, err = run("score", answers, "--json")
    result = json.loads(out)

    assert (status, err) == (0, "")
    assert list(result)[:4] == ["questionnaire", "engine", "on", "scope"]
    assert result["maturity"]["overall"] == {
        "score": 3.0,
        "low": 1.4,
        "high": 4.6,
        "level": 3,
        "answered": 2,
        "applicable": 10,
    }
    assert (result["law"], result["gaps"]) == (None, [{"criterion": "s1.3", "level": 2, "target": 3, "gap": 1}])
    assert run("score", answers, "--json")[1] == out


def test_score_prints_a_table(run, answers):
    """One line a group, with its range; a group without a level has a dash."""
    status, out, err = run("score", answers)
    lines = [line.split() for line in out.splitlines()]

    assert (status, err) == (0, "")
    assert lines[0] == ["overall", "3.0", "(1.4–4.6)", "2", "of", "10", "answered"]
    assert ["k", "–", "(1.0–5.0)", "0", "of", "1", "answered"] in lines
    assert lines[-1] == ["1", "gaps,", "1", "actions", "in", "the", "plan"]


def test_score_cuts_and_never_rounds_up_past_a_level(run, tmp_path, real):
    """Twenty-nine threes and a two make 2.97: that shows as 2.9, not as 3.0."""
    levels = {id_: {"level": 3} for id_ in real["nl"].scopes["core"]} | {"s1.1": {"level": 2}}
    data = {"questionnaire": "social-collection", "version": "2026.1", "scope": "core", "on": "2026-11-22"}
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({**data, "organisation": {"name": "Test"}, "answers": levels}), encoding="utf-8")

    assert run("score", path)[1].split()[:2] == ["overall", "2.9"]


def test_score_of_a_file_with_everything_set_aside(run, tmp_path):
    """No overall line, and no traceback."""
    ids = ("s1.3", "s2.3", "s3.1", "s4.1", "s4.5", "s5.1", "s6.3", "s7.1", "k1", "r1")
    asides = "".join(f"  {id_}: {{not_applicable: Doen wij niet}}\n" for id_ in ids)
    path = tmp_path / "aside.yaml"
    path.write_text(ANSWERS[: ANSWERS.index("  s1.3")] + asides, encoding="utf-8")

    assert run("score", path) == (0, "0 gaps, 0 actions in the plan\n", "")


BAD_FILES = {
    "a missing file": ("nowhere.yaml", None, "this file can't be read: no such file or directory."),
    "a folder": ("", None, "this file can't be read: is a directory."),
    "nothing in it": ("empty.yaml", b"", "the file is empty"),
    "a list": ("list.yaml", b"- a", "where keys with values belong"),
    "cut off": ("cut.json", b'{"questionnaire": ', "this is no valid JSON"),
    "no UTF-8": ("latin.yaml", ANSWERS.replace("nota", "n\u00f3ta").encode("latin-1"), "UTF-8"),
    "too large": ("large.yaml", b"#" * (MAXIMUM_BYTES + 1), "larger than 5 MB"),
    "an unknown criterion": ("unknown.yaml", ANSWERS.replace("s2.3", "s99").encode(), "s99"),
    "level 7": ("level.yaml", ANSWERS.replace("level: 4", "level: 7").encode(), "answers.s2.3.level is 7"),
    "another version": ("version.yaml", ANSWERS.replace("2026.1", "1999.1").encode(), '"1999.1"'),
    "an impossible date": ("date.yaml", ANSWERS.replace("2026-11-22", "2026-02-30").encode(), "2026-02-30"),
    "a duplicate key": ("twice.yaml", ANSWERS.replace("k1:", "s1.3:").encode(), "stands here twice"),
    "a tag": ("tag.yaml", b"!!python/object/apply:os.system [ls]", "Leave the tag"),
    "no workbook": ("broken.xlsx", b"PK\x03\x04 not really", "broken.xlsx"),
}


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES.values(), ids=BAD_FILES.keys())
@pytest.mark.parametrize("command", ["score", "report", "import"])
def test_bad_input_gives_a_sentence_and_writes_nothing(run, tmp_path, database, command, name, content, sentence):
    """Status 2, one sentence on standard error, no traceback, no file and no row."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    output = tmp_path / "out.pdf"

    status, out, err = run(command, path, *(["-o", output] if command == "report" else []))

    assert (status, out) == (2, "")
    assert sentence in err
    assert (len(err.splitlines()), "Traceback" in err) == (1, False)
    assert (output.exists(), database.exists()) == (False, False)


def test_every_mistake_has_a_sentence_of_its_own(run, tmp_path):
    """Two mistakes in one file, two lines."""
    path = tmp_path / "two.yaml"
    path.write_text(ANSWERS.replace("level: 4", "level: 7").replace("scope: quick", "scope: slow"), encoding="utf-8")

    status, _, err = run("score", path)

    assert (status, len(err.splitlines())) == (2, 2)


def test_report_as_json_is_the_answers_file(run, answers, tmp_path):
    """What comes out can be read again and exported to the same bytes."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"

    assert run("report", answers, "-o", first) == (0, "", "")
    assert run("report", first, "-o", second) == (0, "", "")
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_bytes())["answers"]["k1"] == {"unknown": True}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_report_writes_a_pdf(run, answers, tmp_path, language):
    """In the language asked for; the same bytes each time."""
    first, second = tmp_path / "first.pdf", tmp_path / "second.PDF"

    assert run("report", answers, "-o", first, "--language", language) == (0, "", "")
    assert run("report", answers, "-o", second, "--language", language) == (0, "", "")
    assert first.read_bytes().startswith(b"%PDF-")
    assert first.read_bytes() == second.read_bytes()


def test_report_writes_a_workbook_that_can_be_read_again(run, answers, tmp_path):
    """The answers in it score the same as those in the file."""
    workbook = tmp_path / "out.xlsx"

    assert run("report", answers, "-o", workbook) == (0, "", "")
    assert run("score", workbook, "--json")[1] == run("score", answers, "--json")[1]


@pytest.mark.parametrize("name", ["out.txt", "out", "out.pdf.bak", ".pdf"])
def test_report_refuses_another_ending(run, answers, tmp_path, name):
    """And names those that are allowed."""
    status, out, err = run("report", answers, "-o", tmp_path / name)

    assert (status, out) == (2, "")
    assert err == f"{tmp_path / name}: the name of the file to write must end in .pdf, .xlsx or .json.\n"
    assert not (tmp_path / name).exists()


@pytest.fixture
def provider(tmp_path):
    """A good answers file of who collects for others, with the law."""
    path = tmp_path / "provider.yaml"
    organisation = (
        "{name: Bureau, sector: collection_agency, consumer_customers: true, collects_for_third_parties: true}"
    )
    text = ANSWERS.replace("{name: Voorbeeld Energie, sector: energy}", organisation).replace(
        "scope:", "law: true\nscope:"
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "begins"), [("out.pdf", b"%PDF-"), ("out.XLSX", b"PK")])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_record_writes_what_the_ending_says(run, provider, tmp_path, name, begins, language):
    """A document to sign or a workbook, in the language asked for."""
    assert run("record", provider, "-o", tmp_path / name, "--language", language) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["out.json", "out", ".pdf"])
def test_record_refuses_another_ending(run, provider, tmp_path, name):
    """And names those that are allowed."""
    status, out, err = run("record", provider, "-o", tmp_path / name)

    assert (status, out) == (2, "")
    assert err == f"{tmp_path / name}: the name of the file to write must end in .pdf or .xlsx.\n"
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_record_is_only_for_who_collects_for_others(run, answers, tmp_path, suffix):
    """A creditor that says so gets one sentence, and no file."""
    answers.write_text(
        ANSWERS.replace("sector: energy", "sector: energy, collects_for_third_parties: false, buys_claims: false")
    )

    status, out, err = run("record", answers, "-o", tmp_path / f"out{suffix}")

    assert (status, out) == (2, "")
    assert err.startswith("Voorbeeld Energie: the Wki asks this record only of who collects for others")
    assert err.count("\n") == 1
    assert not (tmp_path / f"out{suffix}").exists()


@pytest.mark.parametrize("name", ["nowhere/out.json", "folder.json", "answers.yaml/out.json"])
def test_report_to_where_nothing_can_be_written(run, answers, tmp_path, name):
    """A missing folder, a folder of that name, a file as a folder: a sentence."""
    (tmp_path / "folder.json").mkdir()

    status, out, err = run("report", answers, "-o", tmp_path / name)

    assert (status, out) == (2, "")
    assert err.startswith(f"{tmp_path / name}: this file can't be written: ")


@pytest.mark.parametrize("arguments", [("score", "a\0b"), ("report", "ANSWERS", "-o", "a\0b.json")])
def test_a_name_that_no_file_can_have_is_refused(run, answers, arguments):
    """Also then no traceback."""
    status, _, err = run(*(answers if argument == "ANSWERS" else argument for argument in arguments))

    assert status == 2
    assert "null" in err


def test_import_then_export_gives_the_answers_back(run, answers, tmp_path):
    """The id that import prints is the one to export; the bytes are those of the answers file."""
    status, out, err = run("import", answers)
    assessment = out.strip()
    direct = tmp_path / "direct.json"
    run("report", answers, "-o", direct)

    assert (status, err, len(assessment)) == (0, "", 36)
    assert run("export", assessment) == (0, direct.read_text(encoding="utf-8"), "")
    assert run("export", assessment, "-o", tmp_path / "out.json") == (0, "", "")
    assert (tmp_path / "out.json").read_bytes() == direct.read_bytes()


def test_export_without_an_id_lists_the_assessments(run, answers):
    """Id, day, scope and organisation, one a line."""
    assessment = run("import", answers)[1].strip()

    assert run("export") == (0, f"{assessment}  2026-11-22  quick  Voorbeeld Energie\n", "")


def test_export_writes_a_workbook(run, answers, tmp_path):
    """It can be imported again as another assessment with the same answers."""
    assessment = run("import", answers)[1].strip()
    workbook = tmp_path / "out.xlsx"

    assert run("export", assessment, "-o", workbook) == (0, "", "")
    again = run("import", workbook)[1].strip()
    assert again != assessment
    assert run("export", again)[1] == run("export", assessment)[1]


def test_export_of_what_does_not_exist_has_status_two(run):
    """And says how to find what does."""
    status, out, err = run("export", "nothing")

    assert (status, out) == (2, "")
    assert err == "nothing: there is no such assessment. Run export without an id to list them.\n"


def test_export_refuses_another_ending(run, answers, tmp_path):
    """Nothing is written."""
    assessment = run("import", answers)[1].strip()

    assert run("export", assessment, "-o", tmp_path / "out.txt")[0] == 2
    assert not (tmp_path / "out.txt").exists()


def test_migrate_makes_the_database_and_may_be_run_again(run, database):
    """An empty installation is ready after it."""
    assert run("migrate") == (0, "", "")
    assert database.exists()
    assert run("migrate") == (0, "", "")
    assert run("export") == (0, "", "")


def test_demo_adds_an_organisation_marked_as_fictional(run):
    """With an assessment, the same for the same seed."""
    status, out, err = run("demo", "--seed", 7)
    again = run("demo", "--seed", 7)[1].strip()

    assert (status, err) == (0, "")
    assert all("(fictief)" in line for line in run("export")[1].splitlines())
    assert json.loads(run("export", again)[1])["answers"] == json.loads(run("export", out.strip())[1])["answers"]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("dance",),
        ("score",),
        ("report", "answers.yaml"),
        ("report", "answers.yaml", "-o", "out.pdf", "--language", "fr"),
        ("demo", "--organisations", "0"),
        ("demo", "--organisations", "1001"),
        ("demo", "--organisations", "many"),
        ("check", "--loud"),
    ],
)
def test_a_command_that_is_not_understood_has_status_two(run, database, arguments):
    """How to use it stands on standard error; nothing is done."""
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert err.startswith("usage: cli.py")
    assert not database.exists()
