"""What stands around the text of the web page: title, settings, links, and who made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coprod_formats.document import FrontMatter
from coprod_formats.labels import Labels, long_date, translated
from coprod_formats.markup.contents import Entry, contents
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.tags import attributes, text


@dataclass(frozen=True, slots=True)
class Download:
    """Another format of the same document: where it lies and what to say of it."""

    address: str
    words: str  # its name, kind and size
    purpose: str


def masthead(front: FrontMatter, title: Callable[[str], str] = text) -> str:
    """The title of the page, and what the document says of itself."""
    made = filter(None, (*map(text, front.creators), _time(front)))
    parts = (
        _line("publisher", text(front.publisher)),
        f"<h1>{title(front.title)}</h1>",
        _line("subtitle", text(front.subtitle)),
        _line("lead", text(front.description)),
        _line("byline", " · ".join(made)),
    )
    return "\n".join(filter(None, parts))


def settings(flavour: Flavour) -> str:
    """The reader's choices; hidden until the script that keeps them runs."""
    words = flavour.labels
    groups = "\n".join(_group(*group) for group in _groups(words))
    kept = (
        f'<div class="kept"><button type="button">{text(words.reset_settings)}</button> '
        f"<span>{text(words.settings_kept)}</span></div>"
    )
    named = attributes(class_="settings", id="page.settings", hidden=True) + ours(flavour)
    summary = f"<summary><span>{text(words.reading_settings)}</span></summary>"
    return (
        f"<div{named}>\n<details>\n{summary}\n<div>\n{groups}\n{kept}\n</div>\n</details>\n</div>"
    )


def _groups(words: Labels) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    sizes = (("large", words.large), ("larger", words.larger), ("largest", words.largest))
    colours = (("light", words.light), ("cream", words.cream), ("dark", words.dark))
    return (
        ("size", words.text_size, (("", words.standard), *sizes)),
        ("spacing", words.spacing, (("", words.standard), ("wide", words.wide))),
        (
            "width",
            words.line_width,
            (("narrow", words.narrow), ("", words.standard), ("wide", words.wide)),
        ),
        (
            "colours",
            words.colours,
            (("", words.as_device), *colours, ("contrast", words.high_contrast)),
        ),
    )


def _group(name: str, title: str, choices: tuple[tuple[str, str], ...]) -> str:
    inner = "\n".join(_choice(name, value, label) for value, label in choices)
    legend = f"<legend>{text(title)}</legend>"
    return f'<fieldset>\n{legend}\n<div class="choices">\n{inner}\n</div>\n</fieldset>'


def _choice(name: str, value: str, label: str) -> str:
    button = f"<input{attributes(type='radio', name=name, value=value, checked=not value)}/>"
    return f'<label class="choice">{button}<span>{text(label)}</span></label>'


def navigation(entries: Sequence[Entry], flavour: Flavour) -> str:
    """Links to every part of the page, open unless the script finds a small screen."""
    if not entries:
        return ""
    title = flavour.labels.on_this_page
    summary = f"<summary{ours(flavour)}><span>{text(title)}</span></summary>"
    return (
        f"<nav{attributes(class_='contents', aria_label=title)}>\n"
        f'<details open="open">\n{summary}\n<div>\n{contents(entries)}\n</div>\n</details>\n</nav>'
    )


def open_all(flavour: Flavour) -> str:
    """The button that opens every finding; the script shows it, beside the first of them."""
    words = flavour.labels
    named = attributes(
        type="button",
        id="page.open-all",
        hidden=True,
        data_open=words.open_findings,
        data_close=words.close_findings,
    )
    return f"<button{named}{ours(flavour)}>{text(words.open_findings)}</button>"


def downloads(offered: Sequence[Download], flavour: Flavour) -> str:
    """A section of links to the other formats, or nothing where there is none."""
    if not offered:
        return ""
    items = "\n".join(map(_download, offered))
    heading = f'<h2 id="page.formats">{text(flavour.labels.other_formats)}</h2>'
    named = attributes(class_="downloads-section") + ours(flavour)
    listing = f'<ul class="downloads" role="list">\n{items}\n</ul>'
    return f"<section{named}>\n{heading}\n{listing}\n</section>"


def elsewhere(offered: Sequence[Download], flavour: Flavour) -> str:
    """A link from the head of the page to the other formats."""
    if not offered:
        return ""
    words = text(flavour.labels.other_formats)
    return f'<a class="elsewhere" href="#page.formats"{ours(flavour)}>{words}</a>'


def _download(one: Download) -> str:
    purpose = f" <small>{text(one.purpose)}</small>" if one.purpose else ""
    return f"<li><a{attributes(href=one.address)}><span>{text(one.words)}</span>{purpose}</a></li>"


def colophon(front: FrontMatter, flavour: Flavour) -> str:
    """Who published the document, when, how to reach them, and what one may do with it."""
    words = flavour.labels
    published = words.published_by.format(name=front.publisher) if front.publisher else ""
    reach = f"{text(words.contact)}{words.colon} "
    contact = reach + _reach(front.contact) if front.contact else ""
    stamp = f"<strong>{text(front.stamp)}</strong>" if front.stamp else ""
    lines = (stamp, text(published), _time(front), contact, text(front.rights))
    return "\n".join(_paragraphs(filter(None, lines)))


def _paragraphs(lines: Iterable[str]) -> Iterable[str]:
    return (f"<p>{line}</p>" for line in lines)


def _reach(contact: str) -> str:
    if "://" in contact:
        return f"<a{attributes(href=contact)}>{text(contact)}</a>"
    if "@" in contact and " " not in contact:
        return f"<a{attributes(href=f'mailto:{contact}')}>{text(contact)}</a>"
    return text(contact)


def _line(kind: str, words: str) -> str:
    return f'<p class="{kind}">{words}</p>' if words else ""


def _time(front: FrontMatter) -> str:
    if front.date is None:
        return ""
    words = long_date(front.date, front.language)
    own = "" if translated(front.language) else attributes(lang="en", dir="ltr")
    return f'<time datetime="{front.date.isoformat()}"{own}>{text(words)}</time>'


def ours(flavour: Flavour) -> str:
    """The language of our own words, where the document's language has none of them."""
    return "" if translated(flavour.language) else attributes(lang="en", dir="ltr")
