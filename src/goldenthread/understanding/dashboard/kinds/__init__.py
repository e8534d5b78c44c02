"""What ships for the pages of the dashboard, as data with its source."""
