"""Addresses: absolute, http(s) only, without trackers; and the form in which two of them are the same page."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urljoin, urlsplit, urlunsplit

_LONGEST = 4_000
_TRACKERS = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "oly_anon_id",
        "oly_enc_id",
        "vero_id",
        "_openstat",
        "twclid",
        "ttclid",
        "spm",
        "cmpid",
        "ocid",
        "ito",
        "at_medium",
        "at_campaign",
        "at_custom1",
        "at_custom2",
        "at_custom3",
        "at_custom4",
        "ns_mchannel",
        "ns_source",
        "ns_campaign",
        "ns_linkname",
        "ns_fee",
        "__twitter_impression",
        "guccounter",
        "xtor",
        "feedtype",
    }
)
_TRACKER_STARTS = ("utm_", "pk_", "mtm_", "hsa_", "_hs", "ga_")
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_UNSAFE = re.compile(r"[\"<>\\^`{|}]")


# Most links are of this form, and nothing is to be mended in them; the whole way round costs four times as much.
_SOUND = re.compile(r"https?://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?P<path>/[A-Za-z0-9/._~%+=,;:@!$&'()*-]{0,900})")


def absolute(link: str, base: str) -> str:
    """`link` as an absolute http(s) address without trackers and credentials, or empty."""
    if _SOUND.fullmatch(link):
        return link
    link = _BLANK.sub("", link.strip()[:_LONGEST])
    if not link:
        return ""
    try:
        parts = urlsplit(link if link.startswith(("https://", "http://")) else urljoin(base, link))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or _UNSAFE.search(host):
        return ""
    # A name and password before the host show a reader one host and open another.
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    path = _UNSAFE.sub(lambda found: quote(found[0]), parts.path)
    query = _UNSAFE.sub(lambda found: quote(found[0]), _without_trackers(parts.query))
    return urlunsplit((parts.scheme, place, path, query, _UNSAFE.sub("", parts.fragment)))


def canonical(url: str) -> str:
    """The same for every spelling of one page: no scheme, `www.`, default port, fragment, tracker or last slash."""
    if sound := _SOUND.fullmatch(url):
        return sound["host"].removeprefix("www.") + sound["path"].rstrip("/")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    place = host if port in (None, 80, 443) else f"{host}:{port}"
    query = "&".join(sorted(filter(None, _without_trackers(parts.query).split("&"))))
    # "#!/page" is how some single-page sites name their pages; any other fragment is a place on the page.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return place + parts.path.rstrip("/") + (f"?{query}" if query else "") + fragment


def path_of(address: str) -> str:
    """A canonical address without its host; empty if nothing is left that tells pages apart."""
    at = min((found for found in (address.find("/"), address.find("?")) if found >= 0), default=-1)
    return address[at:] if at >= 0 else ""


def unwrapped(link: str) -> str:
    """The publisher's own address inside a Bing News link, or the link itself."""
    if "apiclick.aspx" not in link:
        return link
    try:
        parts = urlsplit(link.strip())
        inner = parse_qs(parts.query, max_num_fields=50).get("url", [""])[0]
    except ValueError:
        return link
    host = parts.hostname or ""
    return inner if inner and (host == "bing.com" or host.endswith(".bing.com")) else link


def _without_trackers(query: str) -> str:
    if not query:
        return ""
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _is_tracker(pair.partition("=")[0].lower())]
    return query if len(kept) == len(pairs) else "&".join(kept)


def _is_tracker(name: str) -> bool:
    return name in _TRACKERS or name.startswith(_TRACKER_STARTS)
