"""What the setting of pages calls, named here so that nobody has to load it for that."""

from __future__ import annotations

from coprod_formats.tools import Tool

TYPST = Tool("typst", "it sets pages", "pip install typst")
PIKEPDF = Tool("pikepdf", "it finishes the tags of PDF files", "pip install pikepdf")
