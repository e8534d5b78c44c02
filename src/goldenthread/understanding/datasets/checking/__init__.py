"""Rules as data, run over what was read: what is wrong, where, and what to do about it. Nothing is changed here but types."""
