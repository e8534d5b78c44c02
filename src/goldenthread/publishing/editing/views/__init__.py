"""Where at work is an item seen, written, joined to others, withdrawn and brought back?"""
