"""What a group is spared: Telegram takes 20 messages a minute into one group, edits included."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.usecases.post import Letter

MINUTE = 60.0


@dataclass
class Pace:
    """So many messages a minute into a group, some of them kept for what is new; seconds between two edits."""

    per_minute: int = 19
    kept_for_new: int = 9
    edit_seconds: float = 3.0
    _sent: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _edited: dict[int, float] = field(default_factory=dict)

    def wait(self, letter: Letter, now: float) -> float:
        """Seconds until this letter may go; 0 means at once, and counts it. `now` in monotonic seconds."""
        if letter.chat_id >= 0:
            return 0.0
        sent = self._sent[letter.chat_id]
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        edit = letter.edits is not None
        room = self.per_minute - (self.kept_for_new if edit else 0)
        if len(sent) >= room:
            return sent[len(sent) - room] + MINUTE - now
        if edit:
            rest = self._edited.get(letter.chat_id, now - self.edit_seconds) + self.edit_seconds - now
            if rest > 0:
                return rest
            self._edited[letter.chat_id] = now
        sent.append(now)
        return 0.0
