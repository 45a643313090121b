"""What a question asks about: the municipality, the problems, the kind of help, and how urgent."""
