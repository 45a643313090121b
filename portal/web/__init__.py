"""What every page shares: the base of forms, errors, labels, dates and navigation."""
