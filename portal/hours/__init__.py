"""Opening hours: read from Danish text, shown back as a week, asked "open now?"."""
