"""Makes the pictures of finished documents that README.md and docs/ show, of a project's outputs.

bin/coprod-formats render all && bin/coprod-formats bundle --allow-drafts
.venv/bin/python scripts/docs_pictures.py
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "img"
SLUG = "interactive-summary"
WORDS = "573 surveys"
COLOURS = 48  # enough for letters and drawings, in a small file
BESIDE = """<!DOCTYPE html><html lang="en-GB"><title>Formats</title><style>
body { margin: 0; padding: 24px; display: flex; gap: 24px; background: #e9e6ef;
       font: bold 20px "Noto Sans", sans-serif; width: max-content }
figure { margin: 0 } figcaption { margin-bottom: 10px }
img { display: block; height: 560px; border: 1px solid #999; background: white }
</style>"""


@dataclass(frozen=True)
class Printed:
    """A format on paper: what it is called, and its file."""

    title: str
    file: str


PAPERS = (
    Printed("PDF", f"pdf/{SLUG}.pdf"),
    Printed("Large print", f"large-print/{SLUG}-large-print.pdf"),
    Printed("Easy read", f"easy-read/{SLUG}-easy-read.pdf"),
    Printed("Braille", f"braille/{SLUG}-proof.pdf"),
)


def main(project: Path) -> None:
    """Make each picture."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        show_formats(browser, project / "outputs" / SLUG, Path(made))
        (bundle,) = [one for one in (project / "outputs" / "bundle").iterdir() if one.is_dir()]
        show_page(browser, bundle / "index.html", "release.png")
        show_page(browser, bundle / "accessibility-report.html", "report.png")
        browser.close()


def show_formats(browser: Browser, outputs: Path, scratch: Path) -> None:
    """The same words in several formats, side by side."""
    shots = {one.title: printed(outputs / one.file, scratch) for one in PAPERS}
    page = browser.new_page(viewport={"width": 500, "height": 708}, device_scale_factor=1.2)
    page.goto((outputs / "html" / f"{SLUG}.html").as_uri())
    page.locator("#evidence").evaluate("heading => heading.scrollIntoView()")
    page.evaluate("scrollBy(0, -20)")
    shots["Web page"] = page.screenshot()
    page.close()
    whole = browser.new_page(viewport={"width": 400, "height": 400})
    whole.set_content(BESIDE + "".join(figures(shots)))
    save(whole, "outputs.png", full=True)


def printed(file: Path, scratch: Path) -> bytes:
    """The page of a PDF that holds our words, in pixels."""
    number = next(number for number, text in enumerate(pages(file), 1) if WORDS in text)
    command = ["pdftoppm", "-png", "-r", "72", "-singlefile", "-f", str(number), "-l", str(number)]
    subprocess.run([*command, file, scratch / "page"], check=True)
    return (scratch / "page.png").read_bytes()


def pages(file: Path) -> list[str]:
    """The words of each page of a PDF, with single spaces between them."""
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    return [" ".join(page.split()) for page in read.stdout.split("\f")]


def figures(shots: dict[str, bytes]) -> Iterator[str]:
    """Each picture under its name."""
    for title, shot in shots.items():
        address = f"data:image/png;base64,{base64.b64encode(shot).decode()}"
        yield f"<figure><figcaption>{title}</figcaption><img alt='' src='{address}'></figure>"


def show_page(browser: Browser, file: Path, name: str) -> None:
    """The first screen of a page."""
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(file.as_uri())
    save(page, name)
    page.close()


def save(page: Page, name: str, *, full: bool = False) -> None:
    """Keep a picture of a page, in few colours."""
    from PIL import Image

    path = PICTURES / name
    page.screenshot(path=path, full_page=full)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT)
