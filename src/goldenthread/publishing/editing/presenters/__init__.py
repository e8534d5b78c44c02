"""How are an item, its history and a clash of two edits shown at work?"""
