"""Documents as Word files by pandoc, finished for readers: the ground of Word and large print.

What makes them is loaded when one is made, and not by those who only ask for settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.tools import Tool

__all__ = ["TOOLS", "docx"]

TOOLS = (
    Tool("pypandoc-binary", "it writes the text of Word files", "pip install pypandoc-binary"),
    Tool("lxml", "it finishes Word files", "pip install lxml"),
    Tool("typst", "it draws pictures for programs that cannot draw SVG", "pip install typst"),
)


def docx(
    document: Document, theme: Theme, path: Path, sheet: Sheet | None = None
) -> Sequence[Diagnostic]:
    """Write the document as one Word file in the look of a theme; A4 where no sheet is named."""
    from coprod_formats.wordprocessing import making

    return making.docx(document, theme, path, sheet or Sheet())
