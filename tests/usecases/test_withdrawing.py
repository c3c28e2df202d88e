"""A4: a signature that was recorded by a slip is taken back, and owed again."""

from bot.rules.acta import Review
from bot.rules.lifecycle import ActaState
from bot.store import tables
from bot.usecases import circulation, documents, handwritten, previous, reviews, withdrawing
from bot.usecases.handwritten import OfferScan, RecordHandwritten
from bot.usecases.withdrawing import WithdrawSignature
from tests.usecases.body import FOUR, Room


def reminders(room: Room) -> int:
    """How many reminders of signatures wait."""
    waiting = (tables.deadline.c.kind == "signatures", tables.deadline.c.done_at.is_(None))
    return len(room.rows(tables.deadline, *waiting))


def test_a4_with_the_last_signature_the_reminders_end_and_begin_again_where_it_was_a_slip(room: Room) -> None:
    sitting = room.in_session(*FOUR)
    room.close(sitting)
    room.act("dgse", circulation.circulate_acta, circulation.CirculateActa(sitting))
    acta = room.documents("acta")[-1].id
    for who in FOUR:
        room.act(who, reviews.review_acta, reviews.ReviewActa(acta, Review.CONFORM))
    room.act("dgse", previous.approve_acta, previous.ApproveActa(acta))
    assert (room.row(tables.document, acta).state, reminders(room)) == (ActaState.APPROVED, 1)
    scan = OfferScan(acta, "firmas.png", documents.take_in(room.desk, b"firmas"), 6)
    room.act("dgse", handwritten.offer_scan, scan)
    file = room.documents("firmas")[-1].id
    people = [row.person_id for row in room.rows(tables.presence)]
    for person in people:
        room.act("dgse", handwritten.record_handwritten, RecordHandwritten(file, person))
    assert reminders(room) == 0
    for person in people[:2]:
        room.act("dgse", withdrawing.withdraw_signature, WithdrawSignature(file, person))
    assert reminders(room) == 1
