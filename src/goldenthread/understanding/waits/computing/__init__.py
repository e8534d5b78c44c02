"""From counts that stand to lists of children who wait, and to what may be published of them."""
