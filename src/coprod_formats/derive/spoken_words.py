"""The words that a reading adds of itself, in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_formats.languages import primary


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """One language's announcements, each a sentence or the beginning of one."""

    voice: str
    narrator: str  # with {voice}
    genre: str  # of sound that is speech, for players
    list_of: str  # with {count}
    list_of_one: str
    done: str
    to_do: str
    quote: str
    end_quote: str
    image: str
    caption: str
    longer_description: str
    video: str
    transcript: str
    table: str
    table_size: str  # with {rows} and {columns}
    columns: str
    row: str  # with {number}
    note: str  # with {number}
    colon: str  # behind the name of a column


ENGLISH = SpokenWords(
    voice="This is read by a synthetic voice.",
    narrator="{voice}, a synthetic voice",
    genre="Speech",
    list_of="List, {count} items.",
    list_of_one="List, 1 item.",
    done="Done:",
    to_do="To do:",
    quote="Quote:",
    end_quote="End quote.",
    image="Image:",
    caption="Caption:",
    longer_description="Longer description.",
    video="Video:",
    transcript="Transcript.",
    table="Table:",
    table_size="Rows: {rows}. Columns: {columns}.",
    columns="The columns are:",
    row="Row {number}.",
    note="Note {number}.",
    colon=":",
)

WELSH = SpokenWords(
    voice="Darllenir hwn gan lais synthetig.",
    narrator="{voice}, llais synthetig",
    genre="Llais",
    list_of="Rhestr, {count} eitem.",
    list_of_one="Rhestr, 1 eitem.",
    done="Wedi’i wneud:",
    to_do="I’w wneud:",
    quote="Dyfyniad:",
    end_quote="Diwedd y dyfyniad.",
    image="Llun:",
    caption="Pennawd:",
    longer_description="Disgrifiad hirach.",
    video="Fideo:",
    transcript="Trawsgrifiad.",
    table="Tabl:",
    table_size="Rhesi: {rows}. Colofnau: {columns}.",
    columns="Y colofnau yw:",
    row="Rhes {number}.",
    note="Nodyn {number}.",
    colon=":",
)

FRENCH = SpokenWords(
    voice="Ce texte est lu par une voix de synthèse.",
    narrator="{voice}, voix de synthèse",
    genre="Parole",
    list_of="Liste de {count} éléments.",
    list_of_one="Liste d’un élément.",
    done="Fait :",
    to_do="À faire :",
    quote="Citation :",
    end_quote="Fin de la citation.",
    image="Image :",
    caption="Légende :",
    longer_description="Description détaillée.",
    video="Vidéo :",
    transcript="Transcription.",
    table="Tableau :",
    table_size="Lignes : {rows}. Colonnes : {columns}.",
    columns="Les colonnes sont :",
    row="Ligne {number}.",
    note="Note {number}.",
    colon=" :",
)

_BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH}


def spoken_words(language: str) -> SpokenWords:
    """The announcements for a BCP 47 tag; English where we have none."""
    return _BY_LANGUAGE.get(primary(language), ENGLISH)
