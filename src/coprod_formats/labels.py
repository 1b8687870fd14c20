"""The words that formats add of themselves, in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coprod_formats.languages import primary


@dataclass(frozen=True, slots=True)
class Labels:
    """One language's generated words; every language has every one of them."""

    contents: str
    page_of: str  # with {page} and {total}
    note: str  # with {number}
    notes: str
    back_to_text: str  # with {number}
    glossary: str
    image: str
    video: str
    transcript: str
    longer_description: str
    done: str
    to_do: str
    colon: str  # behind a label and before what it labels
    source: str
    skip_to_content: str
    captions: str
    listen: str
    watch: str
    play_from: str  # with {time}
    table: str
    read_more: str
    open_findings: str
    close_findings: str
    on_this_page: str
    reading_settings: str
    settings_kept: str
    text_size: str
    spacing: str
    line_width: str
    colours: str
    standard: str
    large: str
    larger: str
    largest: str
    narrow: str
    wide: str
    as_device: str
    light: str
    cream: str
    dark: str
    high_contrast: str
    reset_settings: str
    other_formats: str
    kilobytes: str  # with {size}
    braille_page: str  # with {cells} and {lines}
    megabytes: str  # with {size}
    published_by: str  # with {name}
    contact: str
    cover: str
    landmarks: str
    start: str
    pages: str
    all_text: str
    films_without_text: str
    months: str  # twelve names, a space between them


ENGLISH = Labels(
    contents="Contents",
    page_of="Page {page} of {total}",
    note="Note {number}",
    notes="Notes",
    back_to_text="Back to the text at note {number}",
    glossary="Words we use",
    image="Image",
    video="Video",
    transcript="Transcript",
    longer_description="Longer description",
    done="Done",
    to_do="To do",
    colon=":",
    source="Source",
    skip_to_content="Skip to the main content",
    captions="Captions",
    listen="Listen",
    watch="Watch",
    play_from="Play from {time}",
    table="Table",
    read_more="Read more",
    open_findings="Open all findings",
    close_findings="Close all findings",
    on_this_page="On this page",
    reading_settings="Reading settings",
    settings_kept="Your choices are kept on this device.",
    text_size="Text size",
    spacing="Spacing",
    line_width="Line width",
    colours="Colours",
    standard="Standard",
    large="Large",
    larger="Larger",
    largest="Largest",
    narrow="Narrow",
    wide="Wide",
    as_device="Same as my device",
    light="Light",
    cream="Cream",
    dark="Dark",
    high_contrast="High contrast",
    reset_settings="Back to standard",
    other_formats="Other formats",
    kilobytes="{size} KB",
    braille_page="{cells} cells by {lines} lines",
    megabytes="{size} MB",
    published_by="Published by {name}",
    contact="Contact",
    cover="Cover",
    landmarks="Landmarks",
    start="Start of the text",
    pages="Pages of the PDF",
    all_text="Everything in this book can be read as text.",
    films_without_text="Some of the films in this book have no transcript.",
    months=(
        "January February March April May June July August September October November December"
    ),
)

WELSH = Labels(
    contents="Cynnwys",
    page_of="Tudalen {page} o {total}",
    note="Nodyn {number}",
    notes="Nodiadau",
    back_to_text="Yn ôl i’r testun wrth nodyn {number}",
    glossary="Geiriau rydyn ni’n eu defnyddio",
    image="Llun",
    video="Fideo",
    transcript="Trawsgrifiad",
    longer_description="Disgrifiad hirach",
    done="Wedi’i wneud",
    to_do="I’w wneud",
    colon=":",
    source="Ffynhonnell",
    skip_to_content="Neidio i’r prif gynnwys",
    captions="Capsiynau",
    listen="Gwrando",
    watch="Gwylio",
    play_from="Chwarae o {time}",
    table="Tabl",
    read_more="Darllen mwy",
    open_findings="Agor pob canfyddiad",
    close_findings="Cau pob canfyddiad",
    on_this_page="Ar y dudalen hon",
    reading_settings="Gosodiadau darllen",
    settings_kept="Cedwir eich dewisiadau ar y ddyfais hon.",
    text_size="Maint y testun",
    spacing="Bylchau",
    line_width="Lled y llinellau",
    colours="Lliwiau",
    standard="Safonol",
    large="Mawr",
    larger="Mwy",
    largest="Mwyaf",
    narrow="Cul",
    wide="Llydan",
    as_device="Yr un fath â’m dyfais",
    light="Golau",
    cream="Hufen",
    dark="Tywyll",
    high_contrast="Cyferbyniad uchel",
    reset_settings="Yn ôl i’r safonol",
    other_formats="Fformatau eraill",
    kilobytes="{size} KB",
    braille_page="{cells} cell wrth {lines} llinell",
    megabytes="{size} MB",
    published_by="Cyhoeddwyd gan {name}",
    contact="Cysylltu",
    cover="Clawr",
    landmarks="Tirnodau",
    start="Dechrau’r testun",
    pages="Tudalennau’r PDF",
    all_text="Gellir darllen popeth yn y llyfr hwn fel testun.",
    films_without_text="Nid oes trawsgrifiad ar gyfer rhai o’r ffilmiau yn y llyfr hwn.",
    months=(
        "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
    ),
)

FRENCH = Labels(
    contents="Sommaire",
    page_of="Page {page} sur {total}",
    note="Note {number}",
    notes="Notes",
    back_to_text="Retour au texte à la note {number}",
    glossary="Les mots que nous employons",
    image="Image",
    video="Vidéo",
    transcript="Transcription",
    longer_description="Description détaillée",
    done="Fait",
    to_do="À faire",
    colon="\u00a0:",
    source="Source",
    skip_to_content="Aller au contenu principal",
    captions="Sous-titres",
    listen="Écouter",
    watch="Regarder",
    play_from="Lire à partir de {time}",
    table="Tableau",
    read_more="Lire la suite",
    open_findings="Ouvrir tous les résultats",
    close_findings="Fermer tous les résultats",
    on_this_page="Sur cette page",
    reading_settings="Réglages de lecture",
    settings_kept="Vos choix sont conservés sur cet appareil.",
    text_size="Taille du texte",
    spacing="Espacement",
    line_width="Longueur des lignes",
    colours="Couleurs",
    standard="Standard",
    large="Grande",
    larger="Plus grande",
    largest="Maximale",
    narrow="Courte",
    wide="Large",
    as_device="Comme sur mon appareil",
    light="Clair",
    cream="Crème",
    dark="Sombre",
    high_contrast="Contraste élevé",
    reset_settings="Revenir au standard",
    other_formats="Autres formats",
    kilobytes="{size} Ko",
    braille_page="{cells} cellules sur {lines} lignes",
    megabytes="{size} Mo",
    published_by="Publié par {name}",
    contact="Contact",
    cover="Couverture",
    landmarks="Repères",
    start="Début du texte",
    pages="Pages du PDF",
    all_text="Tout ce livre peut se lire comme du texte.",
    films_without_text="Certains films de ce livre n’ont pas de transcription.",
    months=("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
)

BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH}


def labels(language: str) -> Labels:
    """The generated words for a BCP 47 tag; English where we have none."""
    return BY_LANGUAGE.get(primary(language), ENGLISH)


def translated(language: str) -> bool:
    """Whether we have generated words in this language."""
    return primary(language) in BY_LANGUAGE


def long_date(day: date, language: str) -> str:
    """A date in words, such as "1 November 2026"."""
    month = labels(language).months.split()[day.month - 1]
    french_first = day.day == 1 and labels(language) is FRENCH
    return f"{day.day}{'er' if french_first else ''} {month} {day.year}"
