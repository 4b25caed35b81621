"""Word tables for the proposals, one module a language, written to be extended by a linguist without reading the rules."""
