"""The page docs/lint.md: every rule of the lint, from the table that the lint itself uses."""

import sys
from collections.abc import Iterator
from pathlib import Path

from coprod_formats.linting.phrases import phrases
from coprod_formats.linting.rules import READ, REFUSED, TABLE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "lint.md"
OPENING = """\
# What is looked for in a text

`coprod-formats check` reads every source and tells you what its readers may suffer from, with the
file, the line and the column, and with a hint. `coprod-formats render` looks too, before it makes
anything.

- An **error** stops the document until it is mended.
- A **warning** is told, and the formats are made.
- **Info** is told by `check` alone, and asks for nothing.

The rules look at the author's own words. They leave code, formulas and quotations of whole
paragraphs alone. The rules for English look at English only. No rule knows whether a text is good:
only its readers do.

A rule that is wrong for one document can be set aside there, with a reason, in the lines at the
top of its file:

```yaml
lint:
  ignore:
    - rule: sentence-long
      reason: "The law is quoted word for word."
```

This page is made by `scripts/lint_table.py`.
"""
MENDED = """\
## What has to be mended first

These errors come from reading the source. No format can be made before they are mended, so they
cannot be set aside. There are others, about slips in the writing of Markdown; each says what to do.
"""
LISTS = """\
## The lists of words

The lists stand in `src/coprod_formats/data/words`, as plain text that anybody can read and change.
Their sources:
"""


def page() -> str:
    """The whole page."""
    rules = [f"| `{rule.id}` | {rule.severity} | {rule.purpose} |" for rule in TABLE]
    head = ["| Rule | Severity | What is found, and why it matters |", "|---|---|---|"]
    read = [f"- `{name}`: {purpose}" for name, purpose in READ.items()]
    return "\n".join(
        [
            OPENING,
            "## The rules",
            "",
            *head,
            *rules,
            "",
            "Two warnings that come from reading the source can be set aside in the same way:",
            "",
            *read,
            "",
            MENDED,
            *(f"- `{name}`: {purpose}" for name, purpose in REFUSED.items()),
            "",
            LISTS,
            *_sources(),
            "",
        ]
    )


def _sources() -> Iterator[str]:
    for name, what in (("people", "words about people"), ("plain", "plainer words")):
        counts: dict[str, int] = {}
        for phrase in phrases(name):
            counts[phrase.source] = counts.get(phrase.source, 0) + 1
        for source, count in counts.items():
            yield f"- {what} (`{name}.txt`): {count} from {source}"


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
