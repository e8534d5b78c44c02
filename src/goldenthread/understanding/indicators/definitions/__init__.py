"""Indicators as data: what each counts, of whom, why it matters, and where its figures come from."""
