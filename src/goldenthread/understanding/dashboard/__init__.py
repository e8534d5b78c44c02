"""The live joint dashboard: education, health and care side by side, and what each figure leads to."""
