"""Pages of the data-supply register, of a partner who is asked, and of data protection."""
