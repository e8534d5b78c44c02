"""What do the figures of the dashboard say, and how many children and young people are there?"""
