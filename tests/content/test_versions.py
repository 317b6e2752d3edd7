from hub.content import versions


def in_order(*tags):
    return sorted(tags, key=versions.newest_first)


def test_it_compares_numbers_as_numbers():
    assert in_order("0.8.9", "0.8.10") == ["0.8.10", "0.8.9"]


def test_it_puts_the_plain_version_before_its_variants():
    tags = in_order("1.29.4-alpine-slim", "1.28.2", "1.29.4", "1.29.4-alpine")

    assert tags == ["1.29.4", "1.29.4-alpine", "1.29.4-alpine-slim", "1.28.2"]


def test_it_puts_what_is_no_version_last():
    assert in_order("stable", "1.0", "latest") == ["1.0", "latest", "stable"]


def test_it_reads_a_leading_v():
    assert in_order("v1.2", "1.10") == ["1.10", "v1.2"]


def test_it_takes_no_hash_for_a_version():
    assert not versions.is_version("1a2b3c4d5e6f")
    assert not versions.is_version("12345678901234567890")


def test_it_orders_release_candidates_by_number():
    assert in_order("2.0-rc9", "2.0-rc10") == ["2.0-rc10", "2.0-rc9"]


def test_it_leads_with_the_most_exact_name():
    names = ["latest", "1", "1.29.4", "mainline", "1.29", "1.29.4-trixie"]

    assert min(names, key=versions.most_exact_first) == "1.29.4"


def test_it_names_the_others_from_the_least_exact():
    names = ["1.29", "mainline", "1", "latest"]

    ordered = sorted(names, key=versions.least_exact_first)

    assert ordered == ["latest", "mainline", "1", "1.29"]
