"""Which links mean something?"""

from itertools import product

import pytest

from goldenthread.publishing.packs.kinds import ITEM_KINDS
from goldenthread.thread.states import LINKS, LinkKind, NodeKind, may_join

MEANINGFUL = {
    (str(source), str(kind), str(target))
    for sources, kind, targets in LINKS
    for source in sources
    for target in targets
}


def test_every_triple_is_allowed_if_and_only_if_the_table_lists_it():
    every = product(NodeKind.values, LinkKind.values, NodeKind.values)

    assert {triple for triple in every if may_join(*triple)} == MEANINGFUL


def test_every_kind_of_link_is_in_the_table():
    assert {str(kind) for _, kind, _ in LINKS} == set(LinkKind.values)


@pytest.mark.parametrize("kind", LinkKind.values)
def test_every_kind_of_link_can_be_written_in_a_pack(kind: str):
    """A link that no pack field carries would be lost on export."""
    assert any(link == kind for each in ITEM_KINDS for _, link in (*each.links, *each.incoming))
