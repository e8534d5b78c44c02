"""What is ready to be shown on each public page?"""
