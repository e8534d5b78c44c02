import pytest
from goldenthread.config.commands.strategy import operator
from goldenthread.publishing.packs import format as pack
from goldenthread.publishing.packs.actions import import_pack
from goldenthread.publishing.packs.queries import pack_of
from tests.publishing.workbooks.small import SMALL

def test_parties(db):
    svc=lambda *c: SMALL.model_copy(update={"services":(pack.Service(key="sv",name="S",kind="therapy",commissioners=c),)})
    area,_=import_pack(pack=svc("oxbow-council","marsh-icb"),by=operator(None),reason="x")
    import_pack(pack=svc("marsh-icb","oxbow-council"),by=operator(area),reason="x")
    assert pack_of(area)==svc("marsh-icb","oxbow-council")

def test_reports(db):
    b=lambda *r: SMALL.model_copy(update={"boards":(pack.Board(key="x",name="X",reports_to=tuple(pack.ReportsTo(board=k) for k in r)),pack.Board(key="y",name="Y"),pack.Board(key="z",name="Z"))})
    area,_=import_pack(pack=b("y","z"),by=operator(None),reason="x")
    import_pack(pack=b("z","y"),by=operator(area),reason="x")
    assert pack_of(area)==b("z","y")

def test_same_day(db):
    import datetime
    ups=tuple(pack.Update(on=datetime.date(2026,1,1),state="in-progress",note=f"note {n}") for n in range(6))
    rd=tuple(pack.Redating(was="a",now=f"b{n}",on=datetime.date(2026,1,1),agreed_by="x",reason="y") for n in range(6))
    s=SMALL.model_copy(update={"actions":(SMALL.actions[0].model_copy(update={"updates":ups[:4],"redatings":rd}),SMALL.actions[1])})
    area,_=import_pack(pack=s,by=operator(None),reason="x"); assert pack_of(area)==s
    s=SMALL.model_copy(update={"actions":(SMALL.actions[0].model_copy(update={"updates":ups,"redatings":rd}),SMALL.actions[1])})
    import_pack(pack=s,by=operator(area),reason="x"); assert pack_of(area)==s
def test_person_stays(db):
    from goldenthread.partnership.models import Responsibility
    from goldenthread.accounts.models import Person
    area,_=import_pack(pack=SMALL,by=operator(None),reason="x")
    r=Responsibility.objects.get(area=area,role="Head of SEND"); r.person=Person.objects.create(email="a@b.example",name="A"); r.save()
    a=SMALL.actions[0]; a=a.model_copy(update={"leads":(pack.Lead(role="Director"),*a.leads)})
    import_pack(pack=SMALL.model_copy(update={"actions":(a,SMALL.actions[1])}),by=operator(area),reason="x")
    assert [x.role for x in Responsibility.objects.filter(person__isnull=False)]==["Head of SEND"]
