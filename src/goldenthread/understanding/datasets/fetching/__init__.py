"""Official files brought from their publishers: whole and checked, or not at all."""
