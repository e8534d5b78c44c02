"""What do the figures say, of whom, and how sure is it?"""
