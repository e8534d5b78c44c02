"""How is a pack read by a person? Names, ways between items, chapters and figures in words, ready to be shown.

Nothing here asks the database: a pack as it stands, as it stood on a day, or as it was frozen is read in the same way.
"""

from .index import Address, Entry, Index, Links, Ref, Source, in_page, on_site
from .words import baseline_in_words, target_in_words

__all__ = [
    "Address",
    "Entry",
    "Index",
    "Links",
    "Ref",
    "Source",
    "baseline_in_words",
    "in_page",
    "on_site",
    "target_in_words",
]
