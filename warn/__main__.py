"""`python -m warn`."""

from warn.cli import main

main()
