"""Which XML names feedparser gives a meaning, so that the fast reader knows what it may pass over.

feedparser dispatches on a canonical prefix for each namespace it knows and on the document's own prefix for the rest,
and stores what it doesn't know under its plain name, where it can shadow a field. A test compares these tables with
the feedparser that is installed.
"""

from __future__ import annotations

from functools import lru_cache

RSS10 = "http://purl.org/rss/1.0/"
RSS090 = "http://my.netscape.com/rdf/simple/0.9/"
ATOM10 = "http://www.w3.org/2005/Atom"
ATOM03 = "http://purl.org/atom/ns#"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# Namespaces with elements that bear on an entry, or that are so common that falling back for them would cost.
PREFIXES: dict[str, str] = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://webns.net/mvcb/": "admin",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
# Every other prefix and namespace with a meaning to feedparser: met anywhere, feedparser reads the document.
OTHER_PREFIXES = _words(
    """
    ag annotate audio blogchannel cc co cp email ev fm foaf gml icbm image l pingback prism psc rdfs ref
    reqv search soap ss str sub szf taxo ti wiki xhtml xlink
    """
)
KNOWN_PREFIXES = frozenset(PREFIXES.values()) | OTHER_PREFIXES
SPEAKING_PREFIXES = _words("cc content creativecommons dc dcterms feedburner georss gml itunes media psc rdf xhtml xml")
"""Those under which feedparser acts on elements or attributes; under the others it only files text away."""
OTHER_NAMESPACES = frozenset(
    {
        "",
        "http://backend.userland.com/rss",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://example.com/newformat#",
        "http://example.com/necho",
        "http://purl.org/echo/",
        "uri/of/echo/namespace#",
        "http://purl.org/pie/",
        "http://purl.org/rss/1.0/modules/rss091#",
        "http://creativecommons.org/ns#license",
        "http://web.resource.org/cc/",
        "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html",
        "http://example.com/dtds/podcast-1.0.dtd",
        "http://purl.org/rss/1.0/modules/aggregation/",
        "http://purl.org/rss/1.0/modules/annotate/",
        "http://media.tangent.org/rss/1.0/",
        "http://backend.userland.com/blogchannelmodule",
        "http://purl.org/rss/1.0/modules/company",
        "http://my.theinfo.org/changed/1.0/rss/",
        "http://purl.org/rss/1.0/modules/email/",
        "http://purl.org/rss/1.0/modules/event/",
        "http://freshmeat.net/rss/fm/",
        "http://xmlns.com/foaf/0.1/",
        "http://www.opengis.net/gml",
        "http://postneo.com/icbm/",
        "http://purl.org/rss/1.0/modules/image/",
        "http://purl.org/rss/1.0/modules/link/",
        "http://madskills.com/public/xml/rss/module/pingback/",
        "http://prismstandard.org/namespaces/1.2/basic/",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://purl.org/rss/1.0/modules/reference/",
        "http://purl.org/rss/1.0/modules/richequiv/",
        "http://purl.org/rss/1.0/modules/search/",
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://purl.org/rss/1.0/modules/servicestatus/",
        "http://hacks.benhammersley.com/rss/streaming/",
        "http://purl.org/rss/1.0/modules/subscription/",
        "http://schemas.pocketsoap.com/rss/mydescmodule/",
        "http://purl.org/rss/1.0/modules/taxonomy/",
        "http://purl.org/rss/1.0/modules/textinput/",
        "http://purl.org/rss/1.0/modules/wiki/",
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1999/xlink",
        "http://podlove.org/simple-chapters",
    }
)
PLAIN_NAMESPACES = frozenset({RSS10.lower(), RSS090.lower(), ATOM10.lower(), ATOM03.lower()})

# Element (canonical prefix and local name, lower case) to the field it fills.
RSS_FIELDS = {
    "title": "title",
    "link": "link",
    "description": "description",
    "guid": "guid",
    "pubdate": "published",
    "author": "author",
    "source": "source",
    "content_encoded": "content",
    "dc_creator": "author",
    "itunes_author": "author",
    "dc_date": "updated",
    "dc_language": "language",
    "news_source": "news_source",
}
ATOM_FIELDS = {
    "title": "title",
    "link": "link",
    "summary": "description",
    "id": "guid",
    "content": "content",
    "published": "published",
    "issued": "published",
    "updated": "updated",
    "modified": "updated",
    "author": "author",
}
# feedparser handles these, or files them under a name of ours; an entry's fields stay as they are without them.
HARMLESS = _words(
    """
    category keywords enclosure rights copyright webmaster generator cloud expirationdate subtitle
    tagline tags info contributor url homepage uri name width height email newlocation dc_publisher
    dc_rights dc_subject dc_contributor dcterms_valid media_category media_keywords media_group
    media_rating media_credit media_restriction media_license media_content media_thumbnail media_player
    itunes_category itunes_keywords itunes_image itunes_link itunes_owner itunes_name itunes_email
    itunes_subtitle itunes_explicit itunes_block creativecommons_license admin_generatoragent
    admin_errorreportsto feedburner_browserfriendly georss_box georss_line georss_point georss_polygon
    georss_where geo_lat geo_long
    """
)
# Everything else feedparser acts on, and every key it would overwrite.
RESERVED = _words(
    """
    abstract author authors geom georssgeom where body channel comments_detail content content_encoded
    created created_parsed
    date date_parsed dc_author dc_creator dc_date dc_description dc_language dc_title dcterms_created
    dcterms_issued dcterms_modified description description_detail entries entry feed fullitem guid
    guidislink href id image issued issued_parsed item items itunes_author itunes_summary language
    lastbuilddate link links managingeditor media_description media_title modified modified_parsed
    news_source published published_parsed pubdate rss source source_detail summary summary_detail
    textinput title title_detail updated updated_parsed xhtml_body subtitle_detail author_detail
    tagline_detail copyright_detail rights_detail
    """
)
ODD = "odd"
"""feedparser must decide."""
IGNORED = ""


@lru_cache(maxsize=4096)
def role(tag: str, prefix: str | None, plain: str) -> str:
    """What an element is to an entry: a field's name, IGNORED, or ODD. `plain` is the format's own namespace.

    An Atom link inside RSS is `atom_link`.
    """
    namespace, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
    name = canonical(namespace, local.lower(), prefix, plain)
    fields = ATOM_FIELDS if plain in (ATOM10, ATOM03) else RSS_FIELDS
    if name in fields:
        return fields[name]
    if name in {"atom_link", ODD}:
        return name
    return ODD if name in RESERVED else IGNORED


def canonical(namespace: str, local: str, prefix: str | None, plain: str) -> str:
    """`local`, or `prefix_local` with feedparser's prefix, or ODD for what only feedparser can place."""
    if namespace == plain:
        return local
    lower = namespace.lower()
    if lower in PREFIXES:
        return f"{PREFIXES[lower]}_{local}"
    if namespace == ATOM10 and local == "link":
        return "atom_link"
    if lower in OTHER_NAMESPACES or lower in PLAIN_NAMESPACES or not prefix or prefix.lower() in SPEAKING_PREFIXES:
        return ODD
    return f"{prefix.lower()}_{local}"
