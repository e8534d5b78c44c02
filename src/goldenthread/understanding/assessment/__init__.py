"""What do children and young people here need, and on which figures does that rest?"""
