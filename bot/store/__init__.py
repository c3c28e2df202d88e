"""What the body remembers: tables, named queries, journal, inbox, outbox and files."""
