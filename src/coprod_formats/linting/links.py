"""Rules for the words of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Link, Picture
from coprod_formats.linting.manuscript import ADDRESS, Manuscript
from coprod_formats.linting.rules import found
from coprod_formats.walking import inlines, plain, spread

VAGUE = {
    "en": r"(?:please )?(?:click|tap|press|go|look|see|check)? ?(?:on )?(?:this|the)? ?"
    r"(?:here|link|page|website|site|document|file|article|button|url)|this|that|it|there"
    r"|(?:read|see|learn|find out|discover|view|show) (?:more|it|this|all|on)"
    r"|(?:read|see|learn|find out) more (?:here|about (?:it|this))"
    r"|more (?:info|information|details)"
    r"|(?:further|full) (?:info|information|details)|info|information|details|more"
    r"|download(?: here| now| it| this)?|go|continue|next|previous|back|start|open|view|read"
    r"|visit|source|click",
    "cy": r"(?:cliciwch )?(?:yma|fan hyn)|mwy|(?:darllen|gweld|dysgu) (?:mwy|rhagor)|rhagor|dolen"
    r"|y ddolen hon|lawrlwytho|manylion",
    "fr": r"(?:cliquez )?ici|(?:en savoir|lire|voir) (?:plus|la suite|ici)|plus|ce lien|lien"
    r"|cette page|télécharger|détails|suite",
}
PATTERNS = {language: re.compile(words) for language, words in VAGUE.items()}
BARE = re.compile(r"(?<![\w/.@])(?:https?://[\w-]|www\.[\w-]+\.\w)[^\s<>“”]*")
LONGEST = 80  # letters of an address in a message
EDGES = " \u00a0.,:;!?…»«›‹→←>()[]\"'“”‘’"


def links(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Links whose words do not say where they lead."""
    first: dict[str, tuple[str, Position]] = {}
    for link, where, language in _links(manuscript):
        words = " ".join(plain(link.inlines).split())
        bare = words.casefold().strip(EDGES)
        if ADDRESS.fullmatch(words):
            hint = "write [words that say where it leads](the address)"
            message = f"the address {_short(words)} stands as a link's words"
            yield found("link-bare", message, where, hint)
        elif _vague(bare, language) and not _pictured(link):
            message = f"the link “{words}” does not say where it leads"
            hint = "write what people will find there, such as [our annual report](…)"
            yield found("link-vague", message, where, hint)
        elif any(one.isalpha() for one in bare) and not _pictured(link):
            target, earlier = first.setdefault(bare, (link.target, where))
            if target.rstrip("/") != link.target.rstrip("/"):
                message = f"“{words}” leads elsewhere than the same words in line {earlier.line}"
                yield found("link-same", message, where, "say in the words what is different")


def _vague(words: str, language: str) -> bool:
    if not any(one.isalnum() for one in words):
        return True  # a sign, such as an arrow
    return language in PATTERNS and bool(PATTERNS[language].fullmatch(words))


def _pictured(link: Link) -> bool:
    return any(isinstance(one, Picture) for one in inlines(link.inlines))


def addresses(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Addresses in the text that are not even links."""
    for match in manuscript.all.search(BARE):
        words = match.words.rstrip(".,;:!?)’”\"'")
        message = f"the address {_short(words)} stands in the text, and leads nowhere"
        hint = f"write [words that say where it leads]({_short(words)})"
        yield found("link-bare", message, match.where, hint)


def _short(address: str) -> str:
    return address if len(address) <= LONGEST else f"{address[:LONGEST]}…"


def _links(manuscript: Manuscript) -> Iterator[tuple[Link, Position, str]]:
    for line in manuscript.marked:
        for offset, inline, _ in spread(line.sentence.inlines):
            if isinstance(inline, Link):
                yield inline, line.sentence.at(offset), line.language
