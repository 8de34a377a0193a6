"""Records kept for a while are removed when their time is over, and not before."""

from datetime import UTC, datetime, timedelta

from essaim.housekeeping import clean
from essaim.kit.db import make_sessions


async def test_only_what_is_over_is_removed(make, owner_engine):
    member = await make.signed_in()
    now = datetime.now(UTC)
    for name, age in (("kept", timedelta(hours=71)), ("over", timedelta(hours=73))):
        await make.row(
            "idempotency_records",
            person_id=member.person.id,
            organisation_id=member.organisation.id,
            key=name,
            route="POST /v1/bookings",
            fingerprint="f",
            created_at=now - age,
        )
    for name, age in ((b"recent", timedelta(days=89)), (b"old", timedelta(days=91))):
        await make.row("sign_in_attempts", subject=name, failures=1, last_failed_at=now - age)
    await make.row(
        "sessions",
        person_id=member.person.id,
        token_hash=b"long gone",
        carrier="cookie",
        expires_at=now - timedelta(days=2),
    )

    removed = await clean(make_sessions(owner_engine))

    assert removed == {"idempotency_records": 1, "sign_in_attempts": 1, "sessions": 1}
    assert [row.key for row in await make.rows("SELECT key FROM idempotency_records")] == ["kept"]
    assert [row.subject for row in await make.rows("SELECT subject FROM sign_in_attempts")] == [b"recent"]
    assert (await member.get("/v1/identity/me")).status_code == 200
    assert await clean(make_sessions(owner_engine)) == dict.fromkeys(removed, 0)
