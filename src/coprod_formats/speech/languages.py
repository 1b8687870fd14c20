"""Languages as players name them."""

from __future__ import annotations

from coprod_formats.languages import primary

_THREE = {
    "ar": "ara", "bn": "ben", "cy": "cym", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "fa": "fas", "fr": "fra", "ga": "gle", "gd": "gla", "gu": "guj", "he": "heb", "hi": "hin",
    "it": "ita", "ku": "kur", "lt": "lit", "nl": "nld", "pa": "pan", "pl": "pol", "ps": "pus",
    "pt": "por", "ro": "ron", "ru": "rus", "so": "som", "ta": "tam", "tr": "tur", "uk": "ukr",
    "ur": "urd", "zh": "zho",
}  # fmt: skip


def three_letters(language: str) -> str:
    """The code of ISO 639-2 for a BCP 47 tag; "und" where we know none."""
    first = primary(language)
    return _THREE.get(first, first if len(first) == 3 else "und")
