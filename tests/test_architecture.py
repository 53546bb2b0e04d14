"""Who may import what: two tables (design 2), kept by reading the source."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PURE = ("scoring", "planning", "benchmark", "workshop", "history")
PRODUCT = (
    *("model", "i18n", "settings", "pipeline", *PURE, "auth", "storage", "analytics", "reports"),
    *("ui", "web", "cli", "commands", "demo", "app", "peilstok"),
)
WITHOUT_START = {"model", "i18n", "settings", "pipeline", "auth", "storage", "analytics", "reports", "demo"}

# What each folder or file may import of ours, beside itself.
MAY_IMPORT = {
    "model": set(),
    "i18n": set(),
    "settings": {"model"},
    **{folder: {"model"} for folder in PURE},
    "pipeline": {"model", *PURE},
    "demo": {"model"},
    "auth": {"model", "settings"},
    "storage": {"model", "settings", "auth"},
    "analytics": {"model", "i18n"},
    "reports": {"model", "i18n"},
    "ui": WITHOUT_START,
    "web": WITHOUT_START,
    "cli": {"commands", "model", "storage"},
    "commands": WITHOUT_START,
    "app": {"model", "ui", "web", "auth", "storage", "settings"},
    "peilstok": {"ui", "web", "auth", "storage", "settings"},
}

# Where a library lives; elsewhere nobody imports it.
HOME = {
    "streamlit": {"ui", "app", "peilstok"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "psycopg": {"storage"},
    "obstore": {"storage"},
    "plotly": {"analytics"},
    "pandas": {"analytics"},
    "reportlab": {"reports"},
    "pikepdf": {"reports"},
    "scipy": {"workshop", "benchmark"},
    "openpyxl": {"reports"},
    "starlette": {"web"},
    "jinja2": {"web"},
    "babel": {"i18n"},
    "gettext": {"i18n"},
    "yaml": {"model"},
}

CLOCKS = {"now", "utcnow", "today", "time"}
FILES = sorted(
    path
    for name in PRODUCT
    for path in ([ROOT / f"{name}.py"] if (ROOT / f"{name}.py").exists() else (ROOT / name).rglob("*.py"))
)


def place_of(path):
    """The folder at the root, or the module at the root."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def each(files):
    """One test for each of these files, named after it."""
    return pytest.mark.parametrize("path", files, ids=[str(path.relative_to(ROOT)) for path in files])


each_file = each(FILES)
each_pure_file = each([path for path in FILES if place_of(path) in ("model", "pipeline", *PURE)])


def imports_in(tree):
    """The first part of everything that is imported, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out in full"
            yield str(node.module).split(".")[0]


def names_in(tree):
    """Every name, attribute and named argument in the code, but no word of a comment or a docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword | ast.arg) and node.arg:
            yield node.arg
        elif isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.name for alias in node.names)


def parsed(path):
    """The source as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


@each_file
def test_a_folder_imports_only_what_it_may(path):
    """The arrow points one way; pages and terminal reach the pure folders through the pipeline."""
    place = place_of(path)
    ours = set(imports_in(parsed(path))) & {*PRODUCT, "performance", "tests"} - {place}

    assert ours - MAY_IMPORT[place] == set()


@each_file
def test_a_library_stays_at_home(path):
    """Only one folder knows each library, so that it can be replaced there."""
    place = place_of(path)
    strangers = {library for library in imports_in(parsed(path)) if place not in HOME.get(library, {place})}

    assert strangers == set()


@each([path for path in FILES if place_of(path) != "settings"])
def test_only_settings_reads_the_environment(path):
    """One file knows every environment variable."""
    assert {"environ", "environb", "getenv"} & set(names_in(parsed(path))) == set()


@each_pure_file
def test_pure_folders_read_no_clock_and_draw_no_lots(path):
    """Today is an argument named `on`; the same answers give the same result tomorrow."""
    tree = parsed(path)

    assert CLOCKS & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} == set()
    assert {"time", "random", "secrets", "uuid", "os"} & set(imports_in(tree)) == set()


@each([path for path in FILES if place_of(path) in ("pipeline", *PURE)])
def test_only_model_opens_files_among_the_pure(path):
    """Scoring and planning get objects, no paths."""
    assert {"open", "Path", "read_text", "read_bytes", "environ"} & set(names_in(parsed(path))) == set()


@each([path for path in FILES if path != ROOT / "ui" / "session.py"])
def test_session_state_stands_in_one_file(path):
    """What may be lost with the connection is named in ui/session.py only."""
    assert "session_state" not in set(names_in(parsed(path)))


@each_file
def test_no_page_writes_html_of_its_own(path):
    """What a user typed can't become markup."""
    assert "unsafe_allow_html" not in set(names_in(parsed(path)))


@each_file
def test_every_module_says_what_lives_in_it(path):
    """One sentence at the top, and no module above 300 lines."""
    assert ast.get_docstring(parsed(path))
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_folder_has_its_place_in_the_table():
    """A new folder with Python in it is entered in the table before it is used."""
    known = {*PRODUCT, "performance", "tests"}
    ignored = {"data", "questionnaires", "docs", "venv", "build", "dist", "node_modules"}
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith((".", "__")) and any(path.rglob("*.py"))
    }
    modules = {path.stem for path in ROOT.glob("*.py")}

    assert (folders | modules) - known - ignored == set()
    assert not any((ROOT / "questionnaires").rglob("*.py"))


def test_the_tables_catch_a_breach():
    """The readers of the source see what they must see, also inside a function."""
    tree = ast.parse("def f():\n    import os\n    from scoring.law import judge\n    st.session_state['x'] = 1\n")

    assert list(imports_in(tree)) == ["os", "scoring"]
    assert {"session_state", "judge"} <= set(names_in(tree))
