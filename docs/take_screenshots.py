"""Takes the pictures of README from the real thing: python docs/take_screenshots.py (needs requirements-dev.txt)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pymupdf
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
ADDRESS = "http://localhost:8599"
PAGES = ("profile", "answer", "law", "results", "plan", "report", "import_file", "trail", "privacy", "workshop", "play")
SECTOR_PAGES, MEMBERS = ("trend", "peers"), 60
SHARED_PAGES = ("people", "association", "division")
COLLEAGUES = {"Anna de Vries": "owner", "Bas Jansen": "contributor", "Cem Yilmaz": "consultant"}


def main() -> None:
    """Starts Peilstok, alone and shared, opens the example, and writes a picture of every page and of the PDF."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        with _server(f"sqlite:///{folder}/alone.db"):
            _photograph_pages()
        sector = f"sqlite:///{folder}/sector.db"
        assessment = _fictional_sector(sector)
        with _server(sector), _browser() as page:
            _photograph_all(page, SECTOR_PAGES, assessment)
        people = [User(sub=name, claims={"name": name}) for name in COLLEAGUES]
        with run_server_in_thread(user_claims=people) as provider:
            issuer, database = f"http://localhost:{provider.server_port}", f"sqlite:///{folder}/shared.db"
            assessment = _shared_organisation(database, issuer)
            sign_in = {
                "PEILSTOK_OIDC_ISSUER": issuer, "PEILSTOK_OIDC_CLIENT_ID": "peilstok", "PEILSTOK_ADDRESS": ADDRESS,
                "PEILSTOK_OIDC_CLIENT_SECRET": "of these pictures", "PEILSTOK_COOKIE_SECRET": "of these pictures" * 2,
            }  # fmt: skip
            with _server(database, **sign_in):
                _photograph_shared_pages(assessment)
        _photograph_pdf(Path(folder) / "plan.pdf")


@contextmanager
def _server(database: str, **settings: str) -> Iterator[None]:
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "8599", "--server.headless", "true"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": database, **settings})
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


def _fictional_sector(database: str) -> str:
    """The newest assessment of the first organisation of a fictional sector."""
    command = [sys.executable, "cli.py", "demo", "--organisations", str(MEMBERS)]
    made = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "DATABASE_URL": database}, check=True, capture_output=True, text=True
    )
    return made.stdout.split()[0]


def _shared_organisation(database: str, issuer: str) -> str:
    """The example with colleagues, as a member of an association that the first of them administers."""
    from auth.claims import Claims
    from auth.who import TERMINAL
    from model.example import example_answers
    from storage.database import open_database
    from storage.people import People
    from storage.store import Store
    from ui.content import questionnaire

    store = Store(open_database(database), TERMINAL)
    assessment = store.add_answers_file(example_answers(questionnaire("nl")))
    organisation, association = store.organisation_of(assessment), store.add_association("Vereniging Voorbeeld")
    past = datetime(2026, 1, 1, tzinfo=UTC)
    for name, role in COLLEAGUES.items():
        person = Store(store.engine, People(store.engine).signed_in(Claims(issuer, name, name, None, past)).who)
        person.accept_invitation(store.invite(organisation, role, 7))
        if role == "owner":
            person.accept_invitation(store.invite_to_association(association, "administrator", 7))
            person.join(store.invite_to_association(association, "member", 7), organisation)
            person.invite(organisation, "viewer", 7)
    return assessment


def _wait() -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/health").close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not start.")


@contextmanager
def _browser() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser.new_page(viewport={"width": 1100, "height": 800})
        browser.close()


def _photograph_pages() -> None:
    with _browser() as page:
        page.goto(ADDRESS)
        _photograph(page, "start")
        page.locator(".st-key-example button").click()
        page.wait_for_url("**/results?*")
        query = page.url.partition("?")[2]
        for name in PAGES:
            page.goto(f"{ADDRESS}/{name}?{query}")
            _photograph(page, name)


def _photograph_shared_pages(assessment: str) -> None:
    with _browser() as page:
        page.goto(ADDRESS)
        page.locator(".st-key-sign-in button").click()
        page.get_by_role("button", name=next(iter(COLLEAGUES)), exact=True).click()
        page.locator(".st-key-sign-out button").wait_for()
        _photograph_all(page, SHARED_PAGES, assessment)


def _photograph_all(page: Page, names: tuple[str, ...], assessment: str) -> None:
    for name in names:
        page.goto(f"{ADDRESS}/{name}?assessment={assessment}")
        _photograph(page, name)


def _photograph(page: Page, name: str) -> None:
    page.locator("h1").wait_for()
    page.wait_for_timeout(2500)  # charts draw themselves after the page is there
    page.screenshot(path=IMAGES / f"{name}.png")


def _photograph_pdf(path: Path) -> None:
    example = "questionnaires/social-collection/example.yaml"
    subprocess.run([sys.executable, "cli.py", "report", example, "-o", str(path)], cwd=ROOT, check=True)
    with pymupdf.open(path) as document:
        document[2].get_pixmap(dpi=90).save(IMAGES / "pdf.png")


if __name__ == "__main__":
    main()
