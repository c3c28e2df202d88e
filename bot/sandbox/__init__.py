"""A local Bot API server with puppets to play with, and a whole scripted sitting."""
