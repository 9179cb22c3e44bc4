"""Feed documents: bytes in, `Document` out, or `NotAFeed` with the reason."""

from warn.core.parse.blocks import Blocks, split
from warn.core.parse.document import parse_document
from warn.core.parse.refusal import NotAFeed

__all__ = ["Blocks", "NotAFeed", "parse_document", "split"]
