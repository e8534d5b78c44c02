"""The publishers’ own files, where they are beside the checkout."""

from tests.understanding.datasets.conftest import published

__all__ = ["published"]
