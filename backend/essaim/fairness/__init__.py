"""The mathematics of sharing: pure functions, exact, without a word of the application.

Importable alone (numpy; scipy only for linear programs): no input, no output (but of the command `recompute`), no clock, no import of essaim outside this
package. Members are places in a sequence, amounts integer cents, weights ints or fractions; every module gives its sources.

What an amount is shared by:
    keys            equal, pro rata, usage, mixed; filters, exclusions, presence, floors and caps; tariffs and instalments
    clauses         floors and caps by water-filling; those that exclude each other are named
    claims          when there is not enough: proportional, equal awards, equal losses, Talmud, random arrival, guaranteed minimum
    exact, rounding whole cents by largest remainder, once, ties to the first in order

What groups would pay alone, and fair shares of what they pay together:
    costs           tables (≤ 20 members), nested levels, quantities at tiered prices, sums of lines
    shapley         what each adds, averaged over every order of arrival: exact for every structure
    alone           same percentage saved, same amount saved
    equal_profit    percentages saved as equal as possible with nobody better off outside
    separable       what each adds, and a part of the rest
    compromise      tau value
    nucleolus       the least unhappy as happy as possible (≤ 16 members, or levels); kohlberg proves it
    sharing         one call: a rule, clauses, cents, certificate

A whole bill, and its record:
    bills           what a bill of several lines is shared from, as plain data; pricing: from prices known to costs of groups
    runs            each line by its key or its rule; recompute: the same cents from the record, its hash checked

What is proved and explained:
    certificate     nobody gains by leaving, or who does and how much, or not proved; groups finds the worst group
    explanation     alone, here, saved, what an arrival changes, slices
    whatif          other key, other rule, one leaves, one joins, other figures

Around sharing:
    voting_power    Shapley-Shubik, Banzhaf          rotation    turns within the bound of Tijdeman
    quotas          max-min places                   netting     few payments, same balances
    apportionment   whole seats                      errors      why there is no answer

`linear` wraps the solver. docs/performance.md says how fast; tests/fairness/cases.json holds the published cases reproduced.
"""
