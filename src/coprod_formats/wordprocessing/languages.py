"""How Word names languages: with a region, and East Asian ones apart."""

from __future__ import annotations

from coprod_formats.languages import primary

REGIONS = {
    "am": "ET", "ar": "SA", "bg": "BG", "bn": "BD", "cs": "CZ", "cy": "GB", "da": "DK",
    "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE", "fa": "IR", "fi": "FI",
    "fr": "FR", "ga": "IE", "gd": "GB", "gu": "IN", "he": "IL", "hi": "IN", "hr": "HR",
    "hu": "HU", "it": "IT", "ja": "JP", "ko": "KR", "lt": "LT", "lv": "LV", "nl": "NL",
    "no": "NO", "pa": "IN", "pl": "PL", "ps": "AF", "pt": "PT", "ro": "RO", "ru": "RU",
    "sk": "SK", "so": "SO", "sq": "AL", "sv": "SE", "sw": "KE", "ta": "IN", "ti": "ER",
    "tr": "TR", "uk": "UA", "ur": "PK", "vi": "VN", "yi": "001", "zh": "CN",
}  # fmt: skip
EAST_ASIAN = {"ja", "ko", "zh"}


def regional(language: str) -> str:
    """The tag as Word's dictionaries and voices know it: ``cy`` becomes ``cy-GB``."""
    region = REGIONS.get(language.lower())
    return f"{language.lower()}-{region}" if region else language


def east_asian(language: str) -> bool:
    """Whether Word keeps the language apart as East Asian."""
    return primary(language) in EAST_ASIAN
