"""Takes the pictures of the preview that docs/editor.md shows, of the preview itself.

.venv/bin/python scripts/preview_pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from docs_pictures import ROOT, save

SLUG = "interactive-summary"
START = "import sys; from coprod_formats.cli import main; sys.exit(main())"
WAIT = """async (mood) => {
  while (document.body.dataset.mood !== mood) await new Promise(requestAnimationFrame);
}"""


def main() -> None:
    """Take each picture."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        folder = Path(made)
        for name in ("sources", "pictures"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name)
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1360, "height": 820})
        command = [sys.executable, "-c", START, "preview", "--source", SLUG, "--port", "0"]
        running = subprocess.Popen(
            [*command, "--no-browser"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        with running:
            address = running.stdout.readline().split()[1] if running.stdout else ""
            take(page, address.removesuffix("html/"), folder)
            running.terminate()
        browser.close()


def take(page: Page, address: str, folder: Path) -> None:
    """The web page with a complaint beside it, and braille with its print."""
    page.goto(f"{address}html/")
    page.evaluate(WAIT, "shown")
    page.wait_for_timeout(1500)
    source = folder / "sources" / f"{SLUG}.md"
    text = source.read_text(encoding="utf-8")
    old = next(one for one in text.split() if "](img/" in one)
    source.write_text(text.replace(old, old.replace("img/", "img/the-"), 1), encoding="utf-8")
    page.evaluate(WAIT, "refused")
    page.locator(".complaint summary").first.click()
    page.locator("h1").click()
    page.wait_for_timeout(500)
    save(page, "preview-complaint.png")
    source.write_text(text, encoding="utf-8")
    page.goto(f"{address}braille/")
    page.evaluate(WAIT, "shown")
    page.evaluate("document.querySelectorAll('.page')[2].scrollIntoView()")
    page.wait_for_timeout(1000)
    save(page, "preview-braille.png")


if __name__ == "__main__":
    main()
