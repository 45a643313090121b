"""Danish text: folding, tokens, stems, compounds, slugs, sort keys and phone numbers."""
