"""What stands in each part of a document? Each module gives the blocks of one part; a part with nothing to say is empty."""
