"""The strategy pack: reading, checking, loading, dumping and comparing whole strategies."""
