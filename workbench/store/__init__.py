"""Values ↔ files: strict reading, canonical writing, atomic durable saves, the journal, the project's layout."""
