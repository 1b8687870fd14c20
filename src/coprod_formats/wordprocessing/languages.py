"""How Word names languages: with a region, and East Asian ones apart."""

from __future__ import annotations

from coprod_formats.languages import primary

REGIONS = {
    "am": "ET", "ar": "SA", "bg": "BG", "bn": "BD", "cs": "CZ", "cy": "GB", "da": "DK",
    "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE", "fa": "IR", "fi": "FI",
    "fr": "FR", "ga": "IE", "gd": "GB", "gu": "IN", "he": "IL", "hi": "IN", "hr": "HR",
    "hu": "HU", "hy": "AM", "it": "IT", "ja": "JP", "ka": "GE", "km": "KH", "kn": "IN",
    "ko": "KR", "lo": "LA", "lt": "LT", "lv": "LV", "ml": "IN", "mr": "IN", "my": "MM",
    "ne": "NP", "nl": "NL", "no": "NO", "pa": "IN", "pl": "PL", "ps": "AF",
    "pt": "PT", "ro": "RO", "ru": "RU",
    "si": "LK", "sk": "SK", "so": "SO", "sq": "AL", "sv": "SE", "sw": "KE", "ta": "IN",
    "te": "IN", "th": "TH", "ti": "ER", "tr": "TR", "uk": "UA", "ur": "PK",
    "vi": "VN", "yi": "001", "zh": "CN",
}  # fmt: skip
EAST_ASIAN = {"ja", "ko", "zh"}
COMPLEX = {
    *("bn", "gu", "hi", "km", "kn", "lo", "ml", "mr", "my", "ne", "pa", "sa", "si", "ta", "te"),
    "th",
}


def regional(language: str) -> str:
    """The tag as Word's dictionaries and voices know it: ``cy`` becomes ``cy-GB``."""
    region = REGIONS.get(language.lower())
    return f"{language.lower()}-{region}" if region else language


def east_asian(language: str) -> bool:
    """Whether Word keeps the language apart as East Asian."""
    return primary(language) in EAST_ASIAN


def complex_letters(language: str) -> bool:
    """Whether Word keeps the language apart for its joined letters, as it does Arabic."""
    return primary(language) in COMPLEX
