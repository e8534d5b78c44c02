"""What was published of whom, and can nobody work out what was withheld?"""
