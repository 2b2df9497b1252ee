"""The pages: parse, call one use case, answer with a page or a part of it."""
