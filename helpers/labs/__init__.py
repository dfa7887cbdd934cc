"""The labs: small things to play with, each shown by naming it in a cell."""

from helpers.labs.hints import Hints

__all__ = ["Hints"]
