"""The imperative shell: builds everything, runs the loops, stops cleanly."""
