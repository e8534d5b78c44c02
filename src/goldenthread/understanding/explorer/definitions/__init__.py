"""What may be counted in a return, in which ways it may be split, and which questions are prepared: YAML files."""
