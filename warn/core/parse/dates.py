"""Dates as feeds write them, to aware UTC; what can't be told for sure is None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Hours east of Greenwich. The Caucasus and Moscow names are here because general parsers read them as UTC.
_ZONES: dict[str, float] = {
    "utc": 0, "gmt": 0, "ut": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2,
    "eet": 2, "eest": 3, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "idt": 3,
    "msk": 3, "msd": 4, "мск": 3, "trt": 3, "amt": 4, "amst": 5, "azt": 4, "azst": 5, "get": 4, "gest": 5, "gst": 4,
    "samt": 4, "irst": 3.5, "irdt": 4.5, "aft": 4.5, "pkt": 5, "uzt": 5, "tmt": 5, "yekt": 5, "kgt": 6, "npt": 5.75,
    "wib": 7, "ict": 7, "hkt": 8, "sgt": 8, "pht": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12,
    "nzdt": 13, "ast": -4, "adt": -3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
# January to December; several spellings of one month are joined by a slash. English, Russian, French, Armenian,
# Azerbaijani, Turkish, German. Dotless i is folded to i before the look-up (MAYIS, Mayıs).
_MONTHS_BY_LANGUAGE = (
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct"
    " november/nov december/dec",
    "января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл"
    " августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек",
    "janvier/janv février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout septembre/sept octobre"
    " novembre décembre/decembre/déc",
    "հունվարի/հունվար/հնվ փետրվարի/փետրվար/փտվ մարտի/մարտ/մրտ ապրիլի/ապրիլ/ապր մայիսի/մայիս/մյս հունիսի/հունիս/հնս"
    " հուլիսի/հուլիս/հլս օգոստոսի/օգոստոս/օգս սեպտեմբերի/սեպտեմբեր/սեպ հոկտեմբերի/հոկտեմբեր/հոկ նոյեմբերի/նոյեմբեր/նոյ"
    " դեկտեմբերի/դեկտեմբեր/դեկ",
    "yanvar/yan fevral/fev mart aprel may iyun/iyn iyul/iyl avqust/avq sentyabr/sen oktyabr/okt noyabr/noy dekabr/dek",
    "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas"
    " aralık/ara",
    "januar/jän/jänner februar märz/maerz april mai juni juli august september oktober november dezember/dez",
)


def _folded(word: str) -> str:
    return word.casefold().replace("i̇", "i").replace("ı", "i")


_MONTHS: dict[str, int] = {
    _folded(name): number
    for names in _MONTHS_BY_LANGUAGE
    for number, spellings in enumerate(names.split(), start=1)
    for name in spellings.split("/")
}
_LONGEST = 120
"""Characters; what is longer is no date."""

# The two forms nearly every feed writes, read without trying the others: half of a document's time otherwise.
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9}, ?)?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?"
    r" (?:([+-])(\d\d)(\d\d)|GMT)\Z"
)
_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,12})?(?:([+-])(\d\d):(\d\d)|[Zz])\Z"
)
_WORD = r"[^\W\d_]+"
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=\D|\Z)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?=T|\Z)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?=\D|\Z)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?=\D|\Z)")
_SLASHED = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?=\D|\Z)")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|-?го)?[\s./-]*({_WORD})[\s.,/-]+(\d{{4}}|\d{{2}})(?=\D|\Z)")
_MONTH_DAY = re.compile(rf"({_WORD})\.?[\s-]+(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(\d{{4}})(?=\D|\Z)")
_ASCTIME = re.compile(
    rf"({_WORD})\s+(\d{{1,2}})\s+(\d{{1,2}}:\d{{2}}(?::\d{{2}})?)\s+(?:([A-Za-z]{{2,5}})\s+)?(\d{{4}})\Z"
)
_WEEKDAY = re.compile(rf"{_WORD}\.?(?:\s*,\s*|\s+)(?=\S)")
_TIME_FIRST = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?)\s*[,|/-]?\s+(?=\d)")
_TIME = re.compile(
    r"(?:\s*(?:г\.?|года|թ\.?|թվականի|-?ci il|à|um|at|в|saat|ժամը)(?=[\s,]))?"
    r"[\sTt,|–—-]*(\d{1,2})[:h](\d{2})(?::(\d{2})(?:[.,]\d{1,12})?)?\s*(?:(am|pm|a\.m\.|p\.m\.)(?![a-z]))?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"T(\d{2})(\d{2})(\d{2})?()", re.IGNORECASE)
_YEAR_WORD = re.compile(r"[\s,.]*(?:г\.?|года|թ\.?|թվականի|-?ci il)?[\s.]*\Z", re.IGNORECASE)
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?\Z")


def parse_date(text: str, zone: str = "UTC") -> datetime | None:
    """The instant that `text` states, aware UTC; None if it states none or can be read in two ways.

    A date without an offset is read in the IANA `zone`. 05/02/2023 is None: nobody can tell its day from its month.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    usual = _RFC822.match(text) or _RFC3339.match(text)
    if usual:
        return _usual(usual)
    epoch = _EPOCH.match(text)
    if epoch:
        digits = epoch.group(1)
        return datetime.fromtimestamp(int(digits) // (1000 if len(digits) == 13 else 1), UTC)
    split = _split_date(text) or _split_date(_WEEKDAY.sub("", text, count=1))
    if split is None:
        return None
    (year, month, day), rest = split
    clock = _clock(rest)
    if clock is None:
        return None
    (hour, minute, second), zone_text = clock
    try:
        # Midnight may be written as hour 24, and a leap second as 60.
        local = datetime(year, month, day) + timedelta(  # noqa: DTZ001 - its zone is found next
            hours=hour, minutes=minute, seconds=min(second, 59)
        )
        offset = _zone(zone_text, zone, local)
        return None if offset is None else local.replace(tzinfo=offset).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _usual(found: re.Match[str]) -> datetime | None:
    year_or_day, month, day_or_year, hour, minute, second, sign, hours, minutes = found.groups()
    by_name = not month.isdigit()
    year, day = (day_or_year, year_or_day) if by_name else (year_or_day, day_or_year)
    try:
        instant = datetime(
            int(year),
            _month(month) if by_name else int(month),
            int(day),
            int(hour),
            int(minute),
            int(second or 0),
            0,
            UTC,
        )
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        return instant + offset if sign == "-" else instant - offset
    except (ValueError, OverflowError):
        return None


def _split_date(text: str) -> tuple[tuple[int, int, int], str] | None:
    """Year, month and day at the start of the text (a clock time may precede them), and what follows."""
    lead = _TIME_FIRST.match(text)
    if lead:
        split = _split_date(text[lead.end() :])
        return split and (split[0], f" {lead.group(1)} {split[1].strip()}")
    asctime = _ASCTIME.match(text)
    if asctime:
        name, day, clock, zone, year = asctime.groups()
        month = _month(name)
        return ((int(year), month, int(day)), f" {clock} {zone or ''}") if month else None
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        found = pattern.match(text)
        if found:
            return (int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    return _numeric(text) or _named(text)


def _numeric(text: str) -> tuple[tuple[int, int, int], str] | None:
    found = _DOTTED.match(text)
    if found:
        return (_year(found[3]), int(found[2]), int(found[1])), text[found.end() :]
    found = _SLASHED.match(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if first > 12 or first == second:
        return (year, second, first), text[found.end() :]
    return ((year, first, second), text[found.end() :]) if second > 12 else None


def _named(text: str) -> tuple[tuple[int, int, int], str] | None:
    found = _DAY_MONTH.match(text)
    if found:
        month = _month(found[2])
        return ((_year(found[3]), month, int(found[1])), text[found.end() :]) if month else None
    found = _MONTH_DAY.match(text)
    if found:
        month = _month(found[1])
        return ((int(found[3]), month, int(found[2])), text[found.end() :]) if month else None
    return None


def _month(name: str) -> int:
    return _MONTHS.get(_folded(name), 0)


def _year(digits: str) -> int:
    """RFC 2822, section 4.3: two digits are 2000-2049 or 1950-1999."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 50 else 1900)


def _clock(rest: str) -> tuple[tuple[int, int, int], str] | None:
    """Hour, minute, second and the zone's text; a date alone is midnight. None: there is a time nobody can read."""
    if _YEAR_WORD.match(rest):
        return (0, 0, 0), ""
    found = _TIME.match(rest) or _COMPACT_TIME.match(rest)
    if not found:
        # A date may carry a zone and no time ("2023-05-02Z", "2 May 2023 GMT").
        return ((0, 0, 0), rest.strip()) if re.fullmatch(r"\s*(?:[A-Za-z]{1,5}|[+-]\d\d:\d\d)", rest) else None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    half = (found[4] or "")[:1].lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    return (hour, minute, second), rest[found.end() :].strip()


def _zone(text: str, zone: str, local: datetime) -> tzinfo | None:
    """The offset that `text` names; the feed's own zone if it names none. None: a name with no or two meanings."""
    text = text.strip("() ,.").removeprefix("[").removesuffix("]")
    home = _home(zone)
    if not text:
        return home
    offset = _OFFSET.match(text)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes)) if minutes < 24 * 60 else None
    name = text.split()[0].strip("(),")
    # IST is three zones and CST two: the feed's own zone settles it where it uses that name.
    if name.upper() == home.tzname(local):
        return home
    hours = _ZONES.get(name.casefold())
    if hours is not None:
        return timezone(timedelta(hours=hours))
    return _home(name) if "/" in name and _exists(name) else None


@lru_cache(maxsize=512)
def _home(zone: str) -> tzinfo:
    return ZoneInfo(zone) if zone not in ("", "UTC") else UTC


@lru_cache(maxsize=512)
def _exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
