"""Danish text: folding, tokens, stems, compounds, slugs, sort keys, phone numbers and addresses."""
