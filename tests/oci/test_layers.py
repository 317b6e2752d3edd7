from hub.oci import layers


def test_only_equal_lists_have_one_chain():
    lists = [[], ["a"], ["b"], ["a", "b"], ["b", "a"], ["a b"], ["a", "b", "b"]]

    assert len({layers.chain(one) for one in lists}) == len(lists)


def test_every_beginning_is_among_the_chains():
    assert layers.chains(["a", "b"]) == [layers.chain(["a"]), layers.chain(["a", "b"])]
