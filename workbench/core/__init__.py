"""Values and rules: articles, spans, codebooks, annotations, entities, edits. No input or output, no clock, no chance."""
