"""What is proved of the shares of a line and of a whole run, as plain data: members by name, cents, codes.

`{state, method, margin, margin_exact, tried, compared, lines, blocking, losers, unknown}`: `blocking` is
`{members, pays, alone, rounding}`, `losers` are `{member, gain}`, `unknown` those whose price alone is missing.
"""

from collections.abc import Sequence
from typing import Any

from essaim.fairness.bills import LineShares, MemberInput, RunShares
from essaim.fairness.certificate import Certificate, certify
from essaim.fairness.costs import Lines

Proof = dict[str, Any]


def of_line(members: Sequence[MemberInput], line: LineShares) -> Proof:
    """Of one line: over every group where group prices are known, else of each alone where its price is."""
    if line.structure is not None:
        return _told(members, certify(line.structure, line.cents), compared=1, lines=1)
    return _each_alone(members, [line], lines=1)


def of_run(shares: RunShares) -> Proof:
    """Of the whole run: over every group when every line has its prices, else of each alone over the lines that have."""
    structures = [line.structure for line in shares.lines if line.structure is not None]
    if structures and len(structures) == len(shares.lines):
        if len(structures) == 1:
            certificate = certify(structures[0], shares.cents)
        else:
            by_line = [line.cents for line in shares.lines]
            certificate = certify(Lines(tuple(structures)), shares.cents, by_line=by_line)
        return _told(shares.members, certificate, compared=len(structures), lines=len(structures))
    known = [line for line in shares.lines if any(price is not None for price in line.alone)]
    return _each_alone(shares.members, known, lines=len(shares.lines))


def alone_in_all(shares: RunShares, place: int) -> int | None:
    """What a member would pay alone for every line it is concerned by; none when one of these prices is missing."""
    member = shares.members[place]
    concerned = [line for line in shares.lines if member.id not in line.line.excluded]
    prices = [line.alone[place] for line in concerned]
    return sum(price for price in prices if price is not None) if prices and None not in prices else None


def _told(members: Sequence[MemberInput], certificate: Certificate, *, compared: int, lines: int) -> Proof:
    blocking = certificate.blocking
    return {
        "state": certificate.state,
        "method": certificate.method if certificate.state == "nobody_gains" else None,
        "margin": certificate.margin,
        "margin_exact": certificate.margin_exact,
        "tried": certificate.tried,
        "compared": compared,
        "lines": lines,
        "blocking": None
        if blocking is None
        else {
            "members": [members[place].id for place in blocking.group],
            "pays": blocking.pays,
            "alone": blocking.alone,
            "rounding": blocking.rounding,
        },
        "losers": [{"member": members[loser.place].id, "gain": loser.gain} for loser in certificate.losers],
        "unknown": [],
    }


def _each_alone(members: Sequence[MemberInput], known: Sequence[LineShares], *, lines: int) -> Proof:
    """Each compared with itself only, over the lines of which its price alone is known."""
    pays, alone, unknown = [0] * len(members), [0] * len(members), []
    for place, member in enumerate(members):
        for line in known:
            price = line.alone[place]
            if price is not None:
                pays[place] += line.cents[place]
                alone[place] += price
            elif member.id not in line.line.excluded and member.id not in unknown:
                unknown.append(member.id)
    losers = [
        {"member": member.id, "gain": pays[place] - alone[place]}
        for place, member in enumerate(members)
        if pays[place] > alone[place]
    ]
    compared = [line for line in known if any(price is not None for price in line.alone)]
    proof: Proof = {
        "state": "not_asked",
        "method": None,
        "margin": None,
        "margin_exact": True,
        "tried": 0,
        "compared": len(compared),
        "lines": lines,
        "blocking": None,
        "losers": losers,
        "unknown": unknown,
    }
    if not compared:
        return {**proof, "unknown": []}
    if losers:
        worst = max(range(len(members)), key=lambda place: (pays[place] - alone[place], -place))
        blocking = {
            "members": [members[worst].id],
            "pays": pays[worst],
            "alone": alone[worst],
            "rounding": pays[worst] - alone[worst] < 1,
        }
        return {**proof, "state": "somebody_gains", "blocking": blocking}
    return {**proof, "state": "not_proved" if unknown else "nobody_loses"}
