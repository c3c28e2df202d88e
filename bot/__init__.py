"""The secretariat of a collegiate body, kept in a Telegram chat."""
