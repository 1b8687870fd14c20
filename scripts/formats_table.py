"""The table of docs/formats.md: what each format makes of each feature, from tests/features."""

import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "formats.md"
FORMATS = {
    "word": "Word",
    "pdf": "PDF",
    "large-print": "Large print",
    "read-aloud": "Read-aloud EPUB",
    "audio": "Audio",
    "mp4": "Film",
    "daisy": "DAISY",
    "braille": "Braille",
    "html": "Web page",
    "epub": "EPUB",
    "mobi": "Kindle",
    "easy-read": "Easy read",
}
OPENING = """\
# What each format gives

Everything that a source can hold is in every format: no word, no description and no link is
left out. How it is given differs, since each format can do different things. This table says
how. It is made by `scripts/formats_table.py` from the files in `tests/features`, and each line
of it is held to the finished files by tests. Easy read is a text of its own, which says the main
points simply; a dash means that the feature is not part of it.
"""


def page() -> str:
    """The whole page."""
    head = ["Feature", *FORMATS.values()]
    lines = [head, ["---"] * len(head), *rows()]
    return f"{OPENING}\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def rows() -> Iterator[list[str]]:
    """One row a feature, by its title."""
    features = [yaml.safe_load(path.read_text("utf-8")) for path in expectations()]
    for said in sorted(features, key=lambda one: str(one["feature"])):
        yield [f"**{said['feature']}**", *(said["gives"].get(name, "—") for name in FORMATS)]


def expectations() -> list[Path]:
    """Where each feature's expectations stand."""
    return sorted((ROOT / "tests" / "features").glob("*.expect.yaml"))


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
