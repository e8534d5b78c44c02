"""Files as they come, into tables of text: nothing is believed yet, nothing is lost, and every cell can be found again."""
