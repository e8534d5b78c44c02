"""What providers write above their columns and in their cells, and what it means, as data."""
