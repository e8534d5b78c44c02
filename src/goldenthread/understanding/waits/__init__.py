"""Who waits, how long, since when, and what cannot be told?"""
