"""The words that easy read adds of itself, in the language of the document."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coprod_formats.languages import primary


@dataclass(frozen=True, slots=True)
class EasyReadWords:
    """One language's words; each line is one that readers meet beside a picture."""

    easy_read: str
    stamp: str  # on every page of a draft
    hard_words: str
    hard_words_are: str
    not_yet: str
    not_yet_shows: str
    about: str
    of_what: tuple[str, ...]  # with {title}
    of_what_shows: str
    draft: tuple[str, ...]
    draft_shows: str
    checked: tuple[str, ...]
    checked_shows: str
    tested: tuple[str, ...]  # with {by} and {on}
    tested_shows: str
    contact: str
    contact_shows: str
    pictures: str
    pictures_shows: str
    language: str = ""  # of these words, where it is not the document's


ENGLISH = EasyReadWords(
    easy_read="Easy read",
    stamp="DRAFT",
    hard_words="Hard words",
    hard_words_are="Some words are hard. We write them in bold, and say here what they mean.",
    not_yet="No easy read yet",
    not_yet_shows="An empty page and a pencil",
    about="About this easy read",
    of_what=("This is the easy read of:", "{title}."),
    of_what_shows="A long document becomes a short one with pictures",
    draft=("This is a draft.", "Nobody has tested it yet."),
    draft_shows="A page with a pencil",
    checked=("Somebody has checked this easy read.", "Nobody has tested it with readers yet."),
    checked_shows="A page under a magnifying glass",
    tested=("This easy read was tested by:", "{by}.", "They tested it on {on}."),
    tested_shows="A page with a tick",
    contact="You can write to us:",
    contact_shows="A letter in its envelope",
    pictures="Where the pictures come from:",
    pictures_shows="A picture in a frame",
)

WELSH = EasyReadWords(
    easy_read="Hawdd ei ddeall",
    stamp="DRAFFT",
    hard_words="Geiriau anodd",
    hard_words_are="Mae rhai geiriau’n anodd. Maen nhw mewn print trwm, a dyma eu hystyr.",
    not_yet="Dim fersiwn hawdd ei ddeall eto",
    not_yet_shows="Tudalen wag a phensil",
    about="Am y fersiwn hawdd ei ddeall",
    of_what=("Dyma’r fersiwn hawdd ei ddeall o:", "{title}."),
    of_what_shows="Mae dogfen hir yn troi’n un fer gyda lluniau",
    draft=("Drafft yw hwn.", "Does neb wedi ei brofi eto."),
    draft_shows="Tudalen a phensil",
    checked=(
        "Mae rhywun wedi gwirio’r fersiwn hwn.",
        "Does neb wedi ei brofi gyda darllenwyr eto.",
    ),
    checked_shows="Tudalen o dan chwyddwydr",
    tested=("Profwyd y fersiwn hwn gan:", "{by}.", "Fe’i profwyd ar {on}."),
    tested_shows="Tudalen gyda thic",
    contact="Gallwch ysgrifennu aton ni:",
    contact_shows="Llythyr yn ei amlen",
    pictures="O ble daw’r lluniau:",
    pictures_shows="Llun mewn ffrâm",
)

FRENCH = EasyReadWords(
    easy_read="Facile à lire et à comprendre",
    stamp="BROUILLON",
    hard_words="Mots difficiles",
    hard_words_are=(
        "Certains mots sont difficiles. Nous les écrivons en gras et nous les expliquons ici."
    ),
    not_yet="Pas encore de version facile à lire",
    not_yet_shows="Une page vide et un crayon",
    about="À propos de cette version facile à lire",
    of_what=("Voici la version facile à lire de :", "{title}."),
    of_what_shows="Un long document devient un document court avec des images",
    draft=("Ceci est un brouillon.", "Personne ne l’a encore testé."),
    draft_shows="Une page et un crayon",
    checked=(
        "Quelqu’un a vérifié cette version.",
        "Personne ne l’a encore testée avec des lecteurs.",
    ),
    checked_shows="Une page sous une loupe",
    tested=("Cette version a été testée par :", "{by}.", "Elle a été testée le {on}."),
    tested_shows="Une page cochée",
    contact="Vous pouvez nous écrire :",
    contact_shows="Une lettre dans son enveloppe",
    pictures="D’où viennent les images :",
    pictures_shows="Une image dans un cadre",
)

BY_LANGUAGE = {"en": ENGLISH, "cy": WELSH, "fr": FRENCH}


def easy_read_words(language: str) -> EasyReadWords:
    """The words for a BCP 47 tag; English where we have none."""
    return BY_LANGUAGE.get(primary(language)) or replace(ENGLISH, language="en")
