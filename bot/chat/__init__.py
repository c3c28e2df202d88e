"""The only place that knows Telegram: what comes in becomes commands, what goes out is spoken here."""
