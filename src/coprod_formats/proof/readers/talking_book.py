"""Reads the text of a DAISY book as its players meet it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import html

from coprod_formats.proof.readers import page
from coprod_formats.proof.readers.found import Found


def read(path: Path) -> Found:
    """All that the text says; what older markup calls a class is the part that it plays."""
    with zipfile.ZipFile(path) as book:
        (name,) = (one for one in book.namelist() if one.endswith("/content.html"))
        text = book.read(name).decode()
    played = re.sub(r'class="(doc-[a-z]+)"', r'role="\1"', text)
    return page.found(html.document_fromstring(played.encode()))
