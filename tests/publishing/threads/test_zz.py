from django.db import connection
from django.test.utils import CaptureQueriesContext
def test_q(client, newcastle):
    for s in ("newcastle",):
        client.get(f"/{s}/thread/")
        with CaptureQueriesContext(connection) as q: client.get(f"/{s}/thread/")
        for x in q.captured_queries: print(x['sql'][:200])
