"""How are figures shown: on a page, and in a file to take away?"""
