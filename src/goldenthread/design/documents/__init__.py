"""How is a report written once and read on a page, in a tagged PDF and in Word?"""
