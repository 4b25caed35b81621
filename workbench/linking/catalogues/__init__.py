"""Catalogues of others read as entities, one module a format; a row that cannot be read is a problem of its own."""
