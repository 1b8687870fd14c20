"""The words that only braille adds of itself, in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_formats.languages import primary


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words for volumes, contents, tables and the transcriber's remark."""

    volume_of: str  # with {volume} and {total}
    braille_page: str
    table_rows: str  # followed by the columns' names
    end_of_description: str
    end_of_transcript: str
    contracted: str
    uncontracted: str
    remark: str  # with {grade}
    print_left: str
    print_right: str


ENGLISH = Words(
    volume_of="Volume {volume} of {total}",
    braille_page="braille page",
    table_rows="The following table is in paragraph form. Each row gives",
    end_of_description="End of description.",
    end_of_transcript="End of transcript.",
    contracted="contracted",
    uncontracted="uncontracted",
    remark=(
        "This is {grade} Unified English Braille, translated by machine. "
        "A braille reader has not proofread it."
    ),
    print_left="Print page numbers are at the left of the top line.",
    print_right="Print page numbers are at the right of the top line.",
)

WELSH = Words(
    volume_of="Cyfrol {volume} o {total}",
    braille_page="tudalen braille",
    table_rows="Mae’r tabl canlynol ar ffurf paragraffau. Mae pob rhes yn rhoi",
    end_of_description="Diwedd y disgrifiad.",
    end_of_transcript="Diwedd y trawsgrifiad.",
    contracted="cywasgedig",
    uncontracted="heb ei gywasgu",
    remark=(
        "Braille Saesneg Unedig {grade} yw hwn, wedi’i drosi gan beiriant. "
        "Nid yw darllenydd braille wedi’i brawfddarllen."
    ),
    print_left="Mae rhifau’r tudalennau print ar ochr chwith y llinell uchaf.",
    print_right="Mae rhifau’r tudalennau print ar ochr dde’r llinell uchaf.",
)

FRENCH = Words(
    volume_of="Volume {volume} sur {total}",
    braille_page="page braille",
    table_rows="Le tableau suivant est présenté en paragraphes. Chaque ligne donne",
    end_of_description="Fin de la description.",
    end_of_transcript="Fin de la transcription.",
    contracted="abrégé",
    uncontracted="intégral",
    remark=(
        "Ce texte est en braille anglais unifié {grade}, transcrit par une machine. "
        "Aucun lecteur de braille ne l’a relu."
    ),
    print_left="Les numéros des pages imprimées sont à gauche de la première ligne.",
    print_right="Les numéros des pages imprimées sont à droite de la première ligne.",
)

_BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH}


def words(language: str) -> Words:
    """The braille words for a BCP 47 tag; English where we have none."""
    return _BY_LANGUAGE.get(primary(language), ENGLISH)
