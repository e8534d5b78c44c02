"""From text to values: what is a figure, what is a mark, what is neither; and nothing of the text is lost."""
