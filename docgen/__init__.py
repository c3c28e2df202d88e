"""Word documents of a collegiate body from plain data: no database, no network, no chat.

`docgen.data` holds the shapes, `docgen.reading` reads them from JSON, `docgen.render` prints them.
"""
