"""How are waits shown: to those who load them, and to everybody?"""
