import pytest
from goldenthread.demo.load import AREAS, MADE_UP, pack_named
from goldenthread.partnership.queries import area_by_slug
from goldenthread.publishing.packs.queries import pack_of


@pytest.mark.django_db
@pytest.mark.parametrize("slug", [*AREAS, MADE_UP])
def test_pack_to_database_to_pack_is_the_identity(slug: str) -> None:
    assert pack_of(area_by_slug(slug)) == pack_named(slug)
