"""`python -m kanwu` is `kanwu`."""

from kanwu.cli import run

run()
