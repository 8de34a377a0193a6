"""Networks: who belongs to which network, and what that gives.

A membership is asked by one side and confirmed by the other; it has a category and dates. A benefit is what a
network gives its members; it may pass on to the full members of its member networks.
*Effective* memberships are derived at a date from the memberships in force, never copied: each comes with its path,
its payer and its dates (the days common to every membership of the path). Associates inherit nothing.
No network is ever, even through others, a member of its own members. A member may always leave (law of 1 July 1901
on associations, article 4).
"""
