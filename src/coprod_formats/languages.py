"""What the tag of a language tells: which language it is, and which way it runs."""

from __future__ import annotations

RIGHT_TO_LEFT = frozenset(
    ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"]
)
RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"])


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without script or region: "en" for "en-GB"."""
    return tag.partition("-")[0].lower()


def right_to_left(tag: str) -> bool:
    """Whether a BCP 47 tag names a language, or a script of one, that runs from right to left."""
    first, *rest = tag.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    return script in RIGHT_TO_LEFT_SCRIPTS if script else first in RIGHT_TO_LEFT
