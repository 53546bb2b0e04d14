"""Takes the pictures of README from the real thing: python docs/take_screenshots.py (needs requirements-dev.txt)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pymupdf
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
ADDRESS = "http://localhost:8599"
PAGES = ("profile", "answer", "law", "results", "plan", "report", "import_file", "trail", "privacy")


def main() -> None:
    """Starts Peilstok on an empty database, opens the example, and writes a picture of every page and of the PDF."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "8599", "--server.headless", "true"],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": f"sqlite:///{folder}/peilstok.db"},
        )
        try:
            _wait()
            _photograph_pages()
        finally:
            server.terminate()
        _photograph_pdf(Path(folder) / "plan.pdf")


def _wait() -> None:
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{ADDRESS}/health").close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The server did not start.")


def _photograph_pages() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1100, "height": 800})
        page.goto(ADDRESS)
        _photograph(page, "start")
        page.locator(".st-key-example button").click()
        page.wait_for_url("**/results?*")
        query = page.url.partition("?")[2]
        for name in PAGES:
            page.goto(f"{ADDRESS}/{name}?{query}")
            _photograph(page, name)
        browser.close()


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
