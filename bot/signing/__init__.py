"""Signed PDFs, read in a process of their own: what comes from outside can neither stall nor harm the bot."""
