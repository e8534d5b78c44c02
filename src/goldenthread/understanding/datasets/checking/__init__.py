"""From text to values, and rules as data run over them: what is wrong, where, what to do; nothing of the text is lost."""
