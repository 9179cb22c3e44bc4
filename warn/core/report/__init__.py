"""A back-test's result as one page: no script, no request to anywhere, light and dark."""

from warn.core.report.page import page

__all__ = ["page"]
