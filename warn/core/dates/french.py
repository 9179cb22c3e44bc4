"""French words of dates."""

from __future__ import annotations

from warn.core.dates.language import (
    Case,
    Language,
    Mark,
    Month,
    Span,
    Unit,
    numbered,
    phrase_table,
    phrases,
    short_months,
    single,
    weekday_table,
    word_table,
)
from warn.model.mention import DateRole

_MONTHS = numbered(
    "janvier, février fevrier, mars, avril, mai, juin, juillet, août aout, septembre, octobre, novembre, "
    "décembre decembre",
    1,
)
_PROLONGED = (
    "prolongé, prolongée, prolongés, prolongées, prolonger, prolonge, prolongeant, prolongation, prorogé, prorogée, "
    "prorogés, proroger, proroge, prorogeant, prorogation, renouvelé, renouvelée, renouvelés, renouveler, reconduit, "
    "reconduite, reporté, reportée, retardé, retardée, étendu, étendue, durée, période"
)
"""Words after which "de deux ans" is how long something lasts, and no age."""

FRENCH = Language(
    code="fr",
    months={
        **short_months("janv, févr fév, , avr, , , juil, , , , , déc"),
        **{word: Month(number=number) for word, number in _MONTHS.items()},
    },
    openers=phrase_table(
        {
            DateRole.UNTIL: "jusqu'au, jusqu'en, jusqu'à, jusque, jusqu'au mois de, jusqu'à ce, d'ici, d'ici le, "
            "d'ici au, d'ici à, d'ici en, au plus tard le, au plus tard en, au plus tard à, au plus tard",
            Mark.SINCE: "depuis, depuis le, depuis la",
            DateRole.FROM: "dès, dès le, à partir du, à partir de, à partir d', à compter du, "
            "à compter de, à compter d'",
            DateRole.BEFORE: "avant, avant le, préalablement au",
            DateRole.AFTER: "après, après le",
            DateRole.ON: "en, courant, au mois de, au mois d', durant, au cours du mois de, pendant, à",
            Mark.ABOUT: "au moins le, environ",
            Mark.ON_DAY: "le, ce, à la date du, en date du",
            Mark.END: "fin, la fin, la fin de, la fin d', fin du mois de, la fin du mois de, la fin du mois d', fin de",
            Mark.PART: "début, mi, le début de, la mi, le mois de, à la mi, milieu",
            Mark.SPAN: "du, entre, entre le",
            Mark.TO: "au",
            Mark.AND: "et, et le",
        }
    ),
    weekdays=weekday_table("lundi; mardi; mercredi; jeudi; vendredi; samedi; dimanche"),
    days=phrase_table({-2: "avant-hier", -1: "hier", 0: "aujourd'hui", 1: "demain", 2: "après-demain"}),
    numbers={
        **numbered(
            "un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze", 1
        ),
        **word_table({20: "vingt", 30: "trente", 60: "soixante"}),
    },
    units=word_table(
        {
            Unit(letter="D"): "jour jours",
            Unit(letter="W"): "semaine semaines",
            Unit(letter="M"): "mois",
            Unit(letter="Y"): "an ans année années",
        }
    ),
    spans=(
        Span(relation="before", trails=phrases("avant")),
        Span(relation="after", trails=phrases("après, à compter de, à compter du")),
        Span(
            relation="for",
            leads=phrases(
                "pour, pendant, durant, pour une durée de, pour une durée d', pour une période de, "
                "pour une période d', pour une, sur une période de"
            )
            | frozenset((*phrase, preposition) for phrase in phrases(_PROLONGED) for preposition in ("de", "d")),
        ),
    ),
    more=single("autres nouvelles nouveaux nouveau nouvelle moins au encore supplémentaires"),
    suffixes=word_table({Case.NONE: "er e ère"}),
    links=single("de"),
    ranges=single("au et"),
    bare_weekday=True,
    counted=single(
        "personnes soldats militaires hommes femmes enfants réfugiés civils familles km kilomètres mètres tonnes "
        "camions véhicules euros dollars habitants"
    ),
    not_before=single("saint noir dernier prochain"),
    articles=single("le les chaque tous un"),
)
