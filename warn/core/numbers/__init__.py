"""Numbers that a text states."""
