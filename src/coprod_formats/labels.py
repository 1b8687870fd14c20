"""The words that formats add of themselves, in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass


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
    source: str
    skip_to_content: str


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
    source="Source",
    skip_to_content="Skip to the main content",
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
    source="Ffynhonnell",
    skip_to_content="Neidio i’r prif gynnwys",
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
    source="Source",
    skip_to_content="Aller au contenu principal",
)

BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH}


def labels(language: str) -> Labels:
    """The generated words for a BCP 47 tag; English where we have none."""
    return BY_LANGUAGE.get(language.partition("-")[0].lower(), ENGLISH)


def translated(language: str) -> bool:
    """Whether we have generated words in this language."""
    return language.partition("-")[0].lower() in BY_LANGUAGE
