"""Rules for single words and phrases of English: Latin, words about people, plainer words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting.lines import Match, Roll
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.phrases import Phrase, phrases
from coprod_formats.linting.rules import found

LATIN = {
    "e.g.": "for example, or such as",
    "i.e.": "that is",
    "etc": "and so on; or begin the list with “such as”",
    "n.b.": "note that",
    "viz.": "namely",
    "cf.": "compare",
    "et al.": "and others",
    "ibid.": "the name of the source again",
    "inter alia": "among other things",
    "per annum": "a year",
    "vice versa": "the other way round",
    "ad hoc": "made for this purpose",
    "pro rata": "in proportion",
    "vs.": "against, or compared with",
}
SPELT = ("eg. ", "ie. ", "eg ", "ie ", "e.g", "i.e", "e. g", "i. e", "n.b", "n. b", "nb.")
STEMS = (*(one.rstrip(".") for one in LATIN), *SPELT)
SHORT_LATIN = re.compile(
    r"(?<![\w./-])(?:e\. ?g\.?|eg\.|eg(?= )|i\. ?e\.?|ie\.|ie(?= )|etc\.?|n\. ?b\.|viz\.?|cf\."
    r"|et al\.?|ibid\.?|inter alia|per annum|vice versa|ad hoc|pro rata|vs\.?)(?![\w/-])"
)
OPENED, CLOSED = "“‘\"'«", "”’\"'»"


def latin(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Short forms and phrases that are Latin."""
    for match in manuscript.english.search_near(STEMS, SHORT_LATIN):
        if not _mentioned(match):
            instead = LATIN[_spelt(match.words)]
            message = f"“{match.words}” is Latin, and not everyone reads it"
            yield found("latin", message, match.where, f"write {instead}")


def _spelt(words: str) -> str:
    """The entry of the list that a spelling belongs to."""
    bare = words.lower().replace(" ", "").replace(".", "")
    return next(one for one in LATIN if one.replace(" ", "").replace(".", "") == bare)


def people_first(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Words about people that they have asked others not to use."""
    for phrase, match in _search(manuscript.english, "people"):
        message = f"“{match.words}” can hurt people, or leave them out"
        hint = f"write: {phrase.instead} ({phrase.source})"
        yield found("people-first", message, match.where, hint)


def plain_words(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Words for which there are plainer ones."""
    for phrase, match in _search(manuscript.english, "plain"):
        message = f"there is a plainer word for “{match.words}”"
        yield found("words-plain", message, match.where, f"write: {phrase.instead}")


def _search(roll: Roll, name: str) -> Iterator[tuple[Phrase, Match]]:
    """Every phrase that is used, and not only mentioned; a place is told once."""
    seen: set[tuple[int, int]] = set()
    for phrase in phrases(name):
        near = phrase.pattern if phrase.stem in roll.small else None
        for match in roll.search_near((phrase.stem,), near) if near else ():
            place = (id(match.line), match.start)
            if place not in seen and not _mentioned(match):
                seen.add(place)
                yield phrase, match


def _mentioned(match: Match) -> bool:
    """Whether the words stand in quotation marks of their own."""
    text, end = match.line.text, match.start + len(match.words)
    before, after = text[: match.start][-1:], text[end : end + 1]
    return bool(before and after) and before in OPENED and after in CLOSED
