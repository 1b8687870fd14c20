"""A Word file as pages, by the one free program that sets them much as Word does."""

from __future__ import annotations

from pathlib import Path

from coprod_formats.diagnostics import WriteError, error
from coprod_formats.tools import Tool, run

LIBREOFFICE = Tool(
    "soffice",
    "it shows Word files as pages",
    "apt install libreoffice-writer-nogui (on macOS: brew install --cask libreoffice)",
    kind="program",
)
SECONDS = 120.0


def pages(docx: Path, folder: Path) -> Path:
    """The pages as a PDF in the folder; it keeps its own settings there too."""
    alone = f"-env:UserInstallation={(folder / 'office').absolute().as_uri()}"
    target: list[str | Path] = ["--convert-to", "pdf", "--outdir", folder, docx]
    run([LIBREOFFICE.name, alone, "--headless", "--norestore", *target], SECONDS)
    made = folder / f"{docx.stem}.pdf"
    if not made.is_file():
        raise WriteError(error("office", f"LibreOffice could not show {docx.name}"))
    return made
