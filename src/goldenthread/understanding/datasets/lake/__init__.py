"""Releases of data sets as immutable Parquet: written whole or not at all, opened only while their hashes hold."""
