"""Data sets as data: which tables each kind has, what each field holds, and what is done with it at the door."""
