"""What tests/features say that each format gives, and the claims that hold it to that.

Beside each feature's Markdown stands a YAML file. ``gives`` says in a few words, for readers
of docs/formats.md, what each format makes of the feature. ``holds`` lists XPaths by suffix
(or by format and suffix, such as ``large-print.docx``, or by format alone, for all its files
of which nothing closer is claimed): each must find something, or be true.
An HTML page is its own tree; of a Word file it is the main part with the others below it; of
a PDF, its structure tree, whose elements are the tags and whose attributes are theirs. BRF and
PEF are pages of lines in ASCII braille, each with its indent; eBraille is its own XHTML, with
its cells in ASCII braille too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from coprod_formats.writers import find, text_of
from tests.extraction import Found

FEATURES = Path(__file__).resolve().parent / "features"


@dataclass(frozen=True)
class Feature:
    """One feature of the dialect: its title, what formats give, and what is claimed of them."""

    name: str
    title: str
    gives: dict[str, str]
    holds: dict[str, list[str]]

    def claims(self, writer: str, suffix: str) -> list[str]:
        """The claims on files of one kind in one format: the closest key that there is."""
        own = text_of(find(writer)) != "full"  # and so it shares no claims with other formats
        keys = (f"{writer}{suffix}",) if own else (f"{writer}{suffix}", suffix, writer)
        return next((self.holds[key] for key in keys if key in self.holds), [])


@cache
def feature(name: str) -> Feature:
    """What is expected of one feature."""
    said = yaml.safe_load((FEATURES / f"{name}.expect.yaml").read_text("utf-8"))
    return Feature(name, said["feature"], said["gives"], said["holds"])


def failing(found: Found, claims: list[str]) -> list[str]:
    """The claims that a finished file does not bear out."""
    spaces = found.namespaces or None
    return [claim for claim in claims if not found.tree.xpath(claim, namespaces=spaces)]
