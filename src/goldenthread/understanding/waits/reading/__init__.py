"""What does a provider's return say, before anybody has answered for it? Files in, counts and questions out."""

from .parsed import Line, Parsed
from .returns import read

__all__ = ["Line", "Parsed", "read"]
