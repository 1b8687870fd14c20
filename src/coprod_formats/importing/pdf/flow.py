"""Lines of a PDF to running text: words divided at line ends joined, looks and links kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from coprod_formats.importing import tree
from coprod_formats.importing.pdf.bidi import logical
from coprod_formats.importing.pdf.pieces import Line, Look, Page, Word
from coprod_formats.importing.tree import Nodes

SOFT = "\u00ad"
PARTS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
KEPT_PREFIXES = {"co", "non", "self", "well", "long", "short", "high", "low", "semi", "half"}


@dataclass(slots=True)
class Vocabulary:
    """The words that stand whole somewhere in the document, so that divided ones can be told."""

    known: Counter[str] = field(default_factory=Counter)
    guesses: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pages: Sequence[Page]) -> Vocabulary:
        """The words of these pages."""
        found: Counter[str] = Counter()
        for page in pages:
            for word in page.words:
                if not word.text.endswith((SOFT, "-")) and "@" not in word.text:
                    found.update(part.casefold() for part in PARTS.findall(word.text))
        return cls(found)

    def mended(self, first: str, second: str) -> str:
        """A word that was divided at the end of a line, whole again."""
        left = re.split(r"[^\w’'-]", first.rstrip(SOFT + "-"))[-1]
        right = re.split(r"[^\w’'-]", second)[0]
        stem = first.rstrip(SOFT + "-")
        whole, dashed = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
        if not left or not right[:1].isalpha() or right[:1].isupper():
            return f"{stem}-{second}"
        if self.known[dashed] > self.known[whole]:
            return f"{stem}-{second}"
        if not self.known[whole]:
            self.guesses[f"{left}-{right}"] = f"{left}{right}"
            if left.casefold() in KEPT_PREFIXES:
                self.guesses[f"{left}-{right}"] = f"{left}-{right}"
                return f"{stem}-{second}"
        return f"{stem}{second}"


def flowed(lines: Iterable[Line], vocabulary: Vocabulary) -> list[Word]:
    """The words of several lines as one run, with those at line ends made whole."""
    made: list[Word] = []
    for line in lines:
        words = _with_hyphen(logical(line.words))
        if made and words:
            last = made[-1]
            if (
                last.text.endswith((SOFT, "-"))
                and len(last.text) > 1
                and words[0].text[0].isalpha()
            ):
                text = vocabulary.mended(last.text, words[0].text)
                made[-1] = replace(last, text=text)
                words = words[1:]
            elif last.text.endswith(("–", "—", "/")) and last.link:
                words[0] = replace(words[0], glued=True)
            else:
                words[0] = replace(words[0], glued=False)
        made.extend(words)
    return [replace(word, text=word.text.replace(SOFT, "")) for word in made]


def _with_hyphen(words: list[Word]) -> list[Word]:
    """The words of a line with a hyphen at its end made part of the last one."""
    if len(words) > 1 and words[-1].text in {SOFT, "-"} and words[-1].glued:
        return [*words[:-2], replace(words[-2], text=words[-2].text + words[-1].text)]
    return words


def inlines(words: Sequence[Word], look: Look | None = None) -> Nodes:
    """A run of words with its emphasis, its raised marks and its links; ``look`` is the usual."""
    made: Nodes = []
    for group in _groups(words, look):
        first = group[0]
        inner: Nodes = []
        for word in group:
            if inner and word.glued:
                inner[-1] = tree.node("Str", inner[-1]["c"] + word.text)
                continue
            if inner:
                inner.append(tree.SPACE)
            inner.append(tree.node("Str", word.text))
        if made and not first.glued:
            made.append(tree.SPACE)
        made.append(_dressed(inner, first, look)) if _special(first, look) else made.extend(inner)
    return made


def _style(word: Word, look: Look | None) -> tuple[bool, bool, bool, str]:
    if look is None:
        return False, False, word.raised, word.link
    bold = word.look.bold and not look.bold
    return bold, word.look.italic and not look.italic, word.raised, word.link


def _special(word: Word, look: Look | None) -> bool:
    return any(_style(word, look))


def _groups(words: Sequence[Word], look: Look | None) -> list[list[Word]]:
    made: list[list[Word]] = []
    for word in words:
        if made and _style(made[-1][0], look) == _style(word, look):
            made[-1].append(word)
        else:
            made.append([word])
    return made


def _dressed(inner: Nodes, word: Word, look: Look | None) -> tree.Node:
    bold, italic, raised, target = _style(word, look)
    if raised:
        inner = [tree.node("Superscript", inner)]
    if italic:
        inner = [tree.node("Emph", inner)]
    if bold:
        inner = [tree.node("Strong", inner)]
    return tree.link(inner, target) if target else inner[0]
