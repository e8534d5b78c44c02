"""How do the explorer's answers read: on a page, in a file, in a sentence?"""
