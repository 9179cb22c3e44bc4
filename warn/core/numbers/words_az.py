"""Words of numbers and tolls; lexicon.py says what each line means."""

LINES = """
num.1: x
"""
