"""The rule that a short form is explained somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting.hard_words import easy
from coprod_formats.linting.lines import Match, Place
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.phrases import words
from coprod_formats.linting.rules import found
from coprod_formats.walking import plain

SHORT = re.compile(r"(?<![\w.@/#$&’'_-])([A-Z][A-Z&]*[A-Z])s?(?![\w@/&_]|[.-]\w)")
ROMAN = re.compile(r"[IVX]+")


def acronyms(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Short forms that nothing explains, each where it stands first."""
    terms = _terms(manuscript)
    seen: set[str] = set()
    for match in manuscript.all.search(SHORT):
        short = match.words.removesuffix("s")
        if short in seen or short in words("capitals") or ROMAN.fullmatch(short):
            continue
        if _shouted(match) or _stressed(short, manuscript):
            continue
        seen.add(short)
        if short not in terms and not _explained(short, manuscript.all.text):
            message = f"the short form {short} is explained nowhere"
            hint = f"add it to abbreviations: in the front matter, as {short}: and its full form"
            yield found("acronym", message, match.where, hint)


def _terms(manuscript: Manuscript) -> set[str]:
    """The words that lists of definitions explain, the glossary's among them."""
    return {
        word
        for line in manuscript.lines
        if line.place is Place.TERM
        for word in re.findall(r"\w+", plain(line.sentence.inlines))
    }


def _shouted(match: Match) -> bool:
    """Whether it stands among words that are all in capitals."""
    text = match.line.text
    around = f"{text[: match.start][-12:]} {text[match.start + len(match.words) :][:12]}"
    beside = re.findall(r"[^\W\d_]{2,}", around)
    return bool(beside) and all(word.isupper() for word in beside)


def _stressed(word: str, manuscript: Manuscript) -> bool:
    """Whether it is a word like others, in capitals only for stress."""
    small = word.lower()
    return len(word) > 3 and (
        easy(small) or re.search(rf"\b{re.escape(small)}\b", manuscript.all.text) is not None
    )


def _explained(short: str, text: str) -> bool:
    """Whether the text has the full form beside the short one, on either side."""
    name = re.escape(short)
    if re.search(rf"\w[’'”\"]? ?\((?:[^()]{{0,40}}[ “\"‘'])?{name}s?[”\"’']?[),;]", text):
        return True
    if re.search(
        rf"\b{name}[”\"’']?,? (?:which |this |it )?(?:stands for|is short for|means)\b", text
    ):
        return True
    after = rf"\b{name}s?[”\"’']?(?:,? (?:\(|–|—|or) ?)(\S[^).\n]*)"
    return any(_spells(short, one[1]) for one in re.finditer(after, text))


def _spells(short: str, full: str) -> bool:
    """Whether the first letters of some words begin as the short form does."""
    initials = "".join(word[0] for word in re.findall(r"\w+", full)).upper()
    return short in initials or (initials[:1] == short[0] and len(initials) > 1)
