"""Tags and attributes that read alike as HTML and as XML."""

from __future__ import annotations

import re
from html import escape

from coprod_formats.languages import right_to_left


def text(words: str) -> str:
    """Words between tags."""
    return escape(words, quote=False)


def unparted(words: str) -> str:
    """Words between tags, in which no short word with a hyphen is cut at a line's end."""
    return COMPOUND.sub(r'<span class="whole">\1</span>', text(words))


COMPOUND = re.compile(r"(?<![\w-])(\w{1,9}-\w{1,11})(?![\w-])")


def attributes(**pairs: str | int | bool | None) -> str:
    """Attributes with a space before each; ``None`` and ``False`` leave theirs out.

    An underscore stands for a hyphen, and one at the end of a name for nothing.
    """
    return "".join(
        f' {name}="{name if value is True else escape(str(value))}"'
        for name, value in ((_name(key), value) for key, value in pairs.items())
        if value is not None and value is not False
    )


def language(tag: str) -> str:
    """The attributes that name a language and the way that it runs."""
    return attributes(lang=tag, dir="rtl" if right_to_left(tag) else "ltr")


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
