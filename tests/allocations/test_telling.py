"""Which totals are told where lines are not open."""

from essaim.allocations.rules.telling import Told, told_of_lines

ALL = ["aggregates", "coopetition"]
EVERYBODY = [100, 200, 300, 400, 500]


def test_a_line_that_enough_pay_is_told() -> None:
    assert told_of_lines([(EVERYBODY, [Told("figure beds", EVERYBODY)])]) == [ALL]


def test_a_part_that_two_use_hides_the_line_however_many_pay_the_rest() -> None:
    used, equal = [0, 0, 0, 150, 350], [100] * 5
    line = [one + other for one, other in zip(equal, used, strict=True)]
    assert told_of_lines([(line, [Told(None, equal), Told("usage km", used)])]) == [[]]


def test_who_alone_does_not_pay_is_not_shown_beside_a_line_that_all_pay() -> None:
    without_one = [0, 200, 300, 400, 500]
    whole, part = [Told("figure beds", EVERYBODY)], [Told("figure beds", without_one)]
    assert told_of_lines([(EVERYBODY, whole), (without_one, part)]) == [ALL, []]
    assert told_of_lines([(without_one, part)]) == [ALL], "alone, it tells nothing of who does not pay"


def test_three_who_do_not_pay_hide_each_other() -> None:
    all_pay, most = [100] * 8, [0, 0, 0, 200, 300, 400, 500, 600]
    lines = [(all_pay, [Told("figure beds", all_pay)]), (most, [Told("figure beds", most)])]
    assert told_of_lines(lines) == [ALL, ["aggregates"]]
