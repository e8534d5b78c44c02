"""What does the area's own return say when it is counted in any two or three ways at once, with nobody to be found in it?"""
