"""Requests to the admin as nobody should send them: odd rows, parameters, forms and methods.

``python -m tests.hostile_admin 2000`` sends so many to the site on the database that
``DATABASE_URL`` names, prints how many of each status came back, and fails if any was 500 or more.
Each request is undone afterwards.
"""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote, quote_from_bytes, urlencode

from django.contrib import admin
from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Model

from tests import hostile_requests
from tests.filling import control_values
from tests.html_tree import parse_html

#: Sends a request and returns the status of its answer.
Send = Callable[["HostileRequest"], int]
#: The names and values of a form, in their order.
Fields = list[tuple[str, bytes]]

VALUES = (
    *("", "x", "0", "-1", "1", "2", "None", "null", "true", "on", "1.5", "1e9", "0x10", "１", "²"),
    *("9" * 19, "99999999999999999999", "-" + "9" * 40, "9" * 5000, "9223372036854775808"),
    *("2012-13-45", "0000-00-00", "2012-01-01", "25:61", "[]", "{}", '{"2012/5": 1}', '["x"]'),
    *('{"2012/5": 99999999999999999999}', "[" * 3000, "2012/5", "1991/777", "_2F", "..", "a/b/c"),
    *("2012/61zz", "published", "archived", "zh-hans", "en", "should", "som-protocol-16"),
    *("text__recommendation__code", "id", "pk", "password", "recommendation__code", "x" * 60_000),
    *hostile_requests.VALUES,
)
#: The ways to ask for rows by a field of theirs.
LOOKUPS = ("", "__id__exact", "__exact", "__isnull", "__in", "__contains", "__gt", "__isempty")
LIST_PARAMS = ("q", "p", "o", "e", "all", "_to_field", "_popup", "_facets", "_changelist_filters")
FORM_PARAMS = ("_popup", "_to_field", "_changelist_filters", "_saveasnew", "_save", "_continue")
BUTTONS = ("_save", "_continue", "_addanother", "_saveasnew", "_popup", "_to_field", "post", "why")
COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
CONTENT_TYPES = (
    *("application/x-www-form-urlencoded", "application/json", "text/plain", "image/png", ""),
    *("multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é"),
    *("application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded;"),
    *("text/html; charset=x", "multipart/form-data; boundary=" + "b" * 300, "multipart/mixed; x"),
)
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")
#: Addresses that belong to no model, and the names that they take.
OTHERS = {
    "": "_popup",
    "login/": "next username password",
    "logout/": "next",
    "password_change/": "old_password new_password1 new_password2",
    "jsi18n/": "language",
    "autocomplete/": "app_label model_name field_name term page q",
    "nothing/": "q",
    "r/1/1/": "",
    "r/x/y/": "",
    "recommendations/": "q",
    "recommendations/judgement/queue/": "p",
    "recommendations/recommendation/table/": "file plan reason difference evidence",
    "recommendations/recommendation/table/template.csv": "x",
    "recommendations/recommendation/table/texts/": "file plan reason difference evidence",
    "recommendations/recommendation/table/relations/template.xlsx": "x",
    "recommendations/recommendation/bulk/submit/": "codes why seen page query",
    "recommendations/recommendation/bulk/set_theme/": "codes why seen theme query",
    "recommendations/recommendation/acts/00000000-0000-0000-0000-000000000000/": "p why seen",
    "recommendations/recommendation/bulk/nothing/": "codes why seen",
    "recommendations/recommendation/history/2012/5/": "p page",
    "recommendations/recommendation/history/2012/5/1/": "why seen",
    "recommendations/recommendation/history/9999/99999/999999999/": "why seen",
    "recommendations/similarityreview/queue/": "p one other statement confirm reject reason",
}
BOUNDARY = "x9y8z7"


@dataclass(frozen=True)
class HostileRequest:
    """A request as it is sent; path and query stand as they do in an address."""

    method: str
    path: str
    query: str = ""
    content_type: str = ""
    body: bytes = b""

    def __str__(self) -> str:
        return (
            f"{self.method} {self.path[:200]}?{self.query[:300]} {self.content_type[:80]}"
            f" {self.body[:600]!r}"
        )


class HostileAdmin:
    """Makes requests at random, the same for the same seed and data.

    ``read`` returns the HTML of an address, to take forms from; empty if there is none.
    """

    def __init__(self, seed: int, read: Callable[[str], str]) -> None:
        self.draw = Random(seed)  # noqa: S311 - nothing here is secret
        self.read = read
        self.forms: dict[str, Fields] = {}
        models: Mapping[type[Model], ModelAdmin[Any]] = admin.site._registry
        self.pages = [models[model] for model in sorted(models, key=lambda each: each.__name__)]

    def requests(self) -> Iterator[HostileRequest]:
        """Yield requests without end."""
        kinds = (self.list_page, self.form_page, self.form, self.form, self.action, self.other)
        while True:
            request = self.draw.choice(kinds)()
            if self.draw.random() < 0.05:
                method = self.draw.choice(METHODS)
                request = HostileRequest(method, request.path, request.query)
            yield request

    # What is asked for

    def list_page(self) -> HostileRequest:
        page = self.draw.choice(self.pages)
        names = [*LIST_PARAMS, *LIST_PARAMS, *filter_names(page), "x"]
        return HostileRequest("GET", self.path(page, ""), self.query(names))

    def form_page(self) -> HostileRequest:
        page = self.draw.choice(self.pages)
        names = [*FORM_PARAMS, *field_names(page), *field_names(page)]
        place = self.draw.choice(("add/", "change/", "delete/", "history/", "", "password/"))
        return HostileRequest("GET", self.place(page, place), self.query(names))

    def form(self) -> HostileRequest:
        """Return a form as somebody filled it in who knows its fields and means no good."""
        page = self.draw.choice(self.pages)
        kind = self.draw.choice(("add/", "change/", "change/", "delete/"))
        place = self.place(page, kind, known=0.9)
        fields = self.spoil(self.stored_form(place), [*BUTTONS, *field_names(page)])
        query = self.query([*FORM_PARAMS, "x"]) if self.draw.random() < 0.2 else ""
        return self.post(place, query, fields)

    def action(self) -> HostileRequest:
        """Return an action on rows of a list."""
        page = self.draw.choice(self.pages)
        names = ["download_csv", "download_xlsx", "delete_selected", *map(str, page.actions or ())]
        fields = [("action", self.draw.choice(names).encode()), ("index", b"0")]
        fields += [
            ("_selected_action", self.key(page, known=0.5).encode())
            for _each in range(self.draw.choice((0, 1, 2, 3, 1200)))
        ]
        fields = self.spoil(fields, ["action", "index", "select_across", "post", "_save", "seen"])
        return self.post(self.path(page, ""), self.query([*LIST_PARAMS]), fields)

    def other(self) -> HostileRequest:
        path = self.draw.choice(list(OTHERS))
        names = [*(OTHERS[path].split() or ["x"]), "x"]
        if self.draw.random() < 0.4:
            return self.post(
                f"/admin/{path}", "", self.spoil([(name, self.value()) for name in names], names)
            )
        query = self.query(names)
        if path == "autocomplete/" and self.draw.random() < 0.8:
            page = self.draw.choice(self.pages)
            name = self.draw.choice(field_names(page))
            known = {
                "app_label": page.opts.app_label,
                "model_name": page.opts.model_name,
                "field_name": name,
            }
            query = f"{urlencode(known)}&{query}"
        return HostileRequest("GET", f"/admin/{path}", query)

    # Their parts

    def path(self, page: ModelAdmin[Any], rest: str) -> str:
        return f"/admin/{page.opts.app_label}/{page.opts.model_name}/{rest}"

    def place(self, page: ModelAdmin[Any], kind: str, known: float = 0.6) -> str:
        rest = kind if kind == "add/" else f"{self.key(page, known)}/{kind}"
        return self.path(page, rest)

    def key(self, page: ModelAdmin[Any], known: float) -> str:
        """Return the key of a row as it stands in an address, by that chance one that exists."""
        keys = list(page.model._default_manager.order_by("pk").values_list("pk", flat=True)[:50])
        if keys and self.draw.random() < known:
            return str(self.draw.choice(keys))
        value = self.value()
        return quote_from_bytes(value, safe="/") if len(value) < 3000 else "9" * 30

    def query(self, names: list[str]) -> str:
        number = 1500 if self.draw.random() < 0.01 else self.draw.randint(0, 4)
        return "&".join(
            f"{quote(self.draw.choice(names))}={quote_from_bytes(self.value())}"
            for _each in range(number)
        )

    def value(self) -> bytes:
        kind = self.draw.random()
        if kind < 0.1:
            return self.draw.choice((b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\xe7\xa7"))
        if kind < 0.2:
            number = self.draw.randint(1, 30)
            some = bytes(self.draw.randrange(256) for _each in range(number))
            return some.replace(b"{", b"(")  # Pages that say it again would seem to be templates.
        return self.draw.choice(VALUES).encode(errors="surrogatepass")

    def stored_form(self, place: str) -> Fields:
        """Return the fields of a page's form as a browser would send them."""
        if place not in self.forms:
            html = self.read(place)
            self.forms[place] = [
                (control.get("name", ""), value.encode())
                for form in (parse_html(html).iter("form") if html else ())
                if "logout" not in form.get("action", "")
                for control in form.iter()
                for value in control_values(control)
            ]
        return list(self.forms[place])

    def spoil(self, fields: Fields, names: list[str]) -> Fields:
        """Return the fields of a form with some of them changed, doubled, left out or added."""
        counts = [name for name, _value in fields if name.rpartition("-")[2] in COUNTS]
        for _each in range(self.draw.choice((0, 1, 1, 2, 3, 6))):
            kind = self.draw.random()
            place = self.draw.randrange(len(fields)) if fields else 0
            if not fields or kind < 0.3:
                fields.append((self.draw.choice(names), self.value()))
            elif kind < 0.6:
                fields[place] = (fields[place][0], self.value())
            elif kind < 0.7:
                del fields[place]
            elif kind < 0.8:
                fields.append((fields[place][0], self.value()))
            elif counts:
                name = self.draw.choice(counts)
                fields = [(each, value) for each, value in fields if each != name]
                fields.append((name, self.value()))
        if self.draw.random() < 0.005:
            fields += [("x", b"1")] * 1500
        return fields

    def post(self, path: str, query: str, fields: Fields) -> HostileRequest:
        kind = self.draw.random()
        if kind < 0.6:
            body = "&".join(f"{quote(name)}={quote_from_bytes(value)}" for name, value in fields)
            content_type = "application/x-www-form-urlencoded"
            return HostileRequest("POST", path, query, content_type, body.encode())
        if kind < 0.9:
            content_type = f"multipart/form-data; boundary={BOUNDARY}"
            return HostileRequest("POST", path, query, content_type, self.multipart(fields))
        content_type = self.draw.choice(CONTENT_TYPES)
        return HostileRequest("POST", path, query, content_type, self.multipart(fields)[:-9])

    def multipart(self, fields: Fields) -> bytes:
        """Return a form in parts; some are files where text is expected, and the other way."""
        body = io.BytesIO()
        for name, value in fields:
            is_file = self.draw.random() < 0.15 or (name == "file" and self.draw.random() < 0.7)
            file_name = '; filename="x.csv"\r\nContent-Type: text/csv' if is_file else ""
            head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file_name}'
            body.write(head.encode() + b"\r\n\r\n" + value + b"\r\n")
        body.write(f"--{BOUNDARY}--\r\n".encode())
        return body.getvalue()


def field_names(page: ModelAdmin[Any]) -> list[str]:
    """Return the names of the fields of a model."""
    return [field.name for field in page.opts.get_fields()]


def filter_names(page: ModelAdmin[Any]) -> Iterator[str]:
    """Yield the parameters by which the list of a model can be asked to leave out rows."""
    for each in page.list_filter:
        name = each[0] if isinstance(each, tuple) else each
        if isinstance(name, type) and issubclass(name, SimpleListFilter):
            yield name.parameter_name or ""
        else:
            yield from (f"{name}{lookup}" for lookup in LOOKUPS)
    yield from (f"{name}{lookup}" for name in field_names(page) for lookup in LOOKUPS[:4])


def statuses(count: int, seed: int, send: Send, read: Callable[[str], str]) -> Counter[int]:
    """Count the statuses that come back; what broke is printed."""
    found: Counter[int] = Counter()
    hostile = HostileAdmin(seed, read)
    for number, request in zip(range(count), hostile.requests(), strict=False):
        status = send(request)
        found[status] += 1
        if status >= 500:
            print(number, status, request)
    return found


def client_pair(client: Any) -> tuple[Send, Callable[[str], str]]:
    """Return what sends requests by a test client, each undone afterwards, and what reads."""
    from django.db import transaction

    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    client.raise_request_exception = False

    def send(request: HostileRequest) -> int:
        client.cookies.clear()
        client.cookies.load(cookies)
        with transaction.atomic():
            answer = client.generic(
                request.method,
                request.path,
                request.body,
                content_type=request.content_type,
                QUERY_STRING=request.query,
            )
            if answer.streaming:
                b"".join(answer)
            transaction.set_rollback(True)
        return int(answer.status_code)

    def read(path: str) -> str:
        answer = client.get(path)
        return answer.content.decode() if answer.status_code == 200 else ""

    return send, read


def main(count: int, seed: int) -> int:
    """Return the exit status: 0 if nothing broke."""
    import logging

    from django.conf import settings
    from django.contrib.auth.models import User
    from django.db import transaction

    from recommendations.curation.roles import EDITOR, REVIEWER
    from tests.builders import client_of, make_account

    logging.disable(logging.CRITICAL)
    settings.ALLOWED_HOSTS.append("testserver")
    found: Counter[int] = Counter()
    for role in (EDITOR, REVIEWER, ""):
        with transaction.atomic():
            account: User = make_account(f"hostile {role}", role, is_superuser=not role)
            found += statuses(count // 3, seed, *client_pair(client_of(account)))
            transaction.set_rollback(True)
    print(dict(sorted(found.items())))
    return int(any(status >= 500 for status in found))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smuggling_kb.settings")
    import django

    django.setup()
    sys.exit(main(int(sys.argv[1]), int((*sys.argv, "1")[2])))
