"""warn: an early-warning alerting daemon for a watch desk."""

__version__ = "0.1.0"
