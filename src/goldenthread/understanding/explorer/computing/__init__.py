"""How does a return become tables in which nobody can be found, and what do such tables answer?

`rows` reads the return, `blurring` and `protecting` make the only thing that is kept of it, and everything else works
on what was kept: `tables` lays out an answer, `questions` works out the prepared ones. They cannot give away what they
never see.
"""
