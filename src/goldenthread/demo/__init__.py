"""The demonstration: five published strategies as data, and plainly made-up people. Never loaded in production."""
