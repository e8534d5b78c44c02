"""What stands in each section of a progress report? Each module gives the blocks of one section."""
