"""Several bots on one record: what one that died left lying is taken up by another, once."""

from bot.sandbox.stage import Stage
from bot.store import outbox, tables
from tests.sittings.acts import heard, rows


async def test_what_a_replica_received_and_did_not_do_is_done_by_another_a_minute_later(each_body: Stage):
    made, member = each_body, each_body.seats["opi"]
    chat = {"id": member.id, "type": "private", "first_name": "Pedro"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": member.user.json(), "text": "/reglamento"}
    made.app.desk.receive([{"update_id": 7, "message": message}])
    await made.app.tick()
    await made.server.settled()
    assert heard(member, "Reglas vigentes") == []
    for _ in range(2):
        await made.after(minutes=1)
    assert len(heard(member, "Reglas vigentes")) == 1
    assert all(row.done_at and not row.error for row in rows(made, tables.inbox))


async def test_what_a_replica_was_saying_is_said_by_another_as_perhaps_repeated(each_body: Stage):
    made, member = each_body, each_body.seats["opi"]
    with made.app.desk.engine.begin() as db:
        outbox.put(db, made.clock.now(), member.id, "no_entendido", {})
        outbox.claim(db, made.clock.now())
    await made.after(minutes=9)
    assert heard(member, "No se reconoce") == []
    await made.after(minutes=1)
    [said] = heard(member, "No se reconoce")
    assert "se envía de nuevo" in said.text
    assert {row.state for row in rows(made, tables.outbox)} == {"sent"}
