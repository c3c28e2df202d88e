"""What another process does at the desk: `python worker.py TASK URL FOLDER BODY SITTING`; it is killed meanwhile."""

import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.store.engine import open_engine
from bot.store.files import Files
from bot.usecases import notes
from bot.usecases.case import Case, Receipt
from bot.usecases.desk import Desk, Who

SECRETARY = 71_000_003


def take_notes(desk: Desk, body_id: int) -> None:
    """Takes note after note, each from an update that was received before, and prints each once it is done."""
    for update_id, raw in desk.waiting():
        who = Who(SECRETARY, body_id, SECRETARY, update_id)
        desk.perform(notes.record_note, notes.RecordNote(raw["text"], item=1), who)
        print(update_id, flush=True)
    print("done", flush=True)
    sys.stdin.read()


def hang(desk: Desk, body_id: int) -> None:
    """Takes a note and stops before its transaction ends."""

    def note_and_stop(case: Case, command: notes.RecordNote) -> Receipt:
        receipt = notes.record_note(case, command)
        print("written", flush=True)
        sys.stdin.read()
        return receipt

    who = Who(SECRETARY, body_id, SECRETARY, 1)
    desk.perform(note_and_stop, notes.RecordNote("A medias", item=1), who)


if __name__ == "__main__":
    task, url, folder, body = sys.argv[1:]
    globals()[task](Desk(open_engine(url), SystemClock(), Files(Path(folder))), int(body))
