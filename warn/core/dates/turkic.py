"""What Azerbaijani and Turkish share: endings, in all forms that vowel harmony gives them."""

from __future__ import annotations

from warn.core.dates.language import Case, Unit, word_table

AZERBAIJANI_ENDINGS = word_table(
    {
        Case.GENITIVE: "ın in un ün nın nin nun nün",
        Case.DATIVE: "a ə ya yə na nə ına inə una ünə sına sinə",
        Case.LOCATIVE: "da də ında ində unda ündə nda ndə dakı dəki ındakı indəki undakı ündəki",
        Case.ABLATIVE: "dan dən ndan ndən ından indən undan ündən",
        Case.TERMINATIVE: "dək adək ədək yadək yədək nadək nədək ınadək inədək unadək ünədək",
        Case.DEFINITE: "ı i u ü nı ni nu nü sı si ını ini unu ünü",
    }
)
TURKISH_ENDINGS = word_table(
    {
        Case.GENITIVE: "ın in un ün nın nin nun nün",
        Case.DATIVE: "a e ya ye na ne ına ine una üne",
        Case.LOCATIVE: "da de ta te nda nde ında inde unda ünde daki deki taki teki ındaki indeki undaki ündeki",
        Case.ABLATIVE: "dan den tan ten ndan nden ından inden undan ünden",
        Case.DEFINITE: "ı i u ü yı yi yu yü nı ni nu nü ını ini unu ünü",
    }
)


def noun_forms(stems: str, endings: dict[str, Case]) -> dict[str, Case]:
    """Of nouns (with spaces between them): each with every ending, and by itself."""
    return {
        stem + ending: case
        for stem in word_table({Case.NONE: stems})
        for ending, case in {"": Case.NONE, **endings}.items()
    }


def units(days: str, weeks: str, months: str, years: str, *, lasting: tuple[str, str, str, str]) -> dict[str, Unit]:
    """Of the unit's forms; those of `lasting` say by themselves how long something lasts ("iki yıllığına")."""
    table: dict[str, Unit] = {}
    for letter, plain, long in zip("DWMY", (days, weeks, months, years), lasting, strict=True):
        table |= word_table({Unit(letter=letter): plain, Unit(letter=letter, lasting=True): long})
    return table
