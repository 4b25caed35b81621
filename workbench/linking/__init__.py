"""Who is meant: names folded, indexed, ranked against a query, and found in running text."""
