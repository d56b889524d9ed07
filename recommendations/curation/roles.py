"""Editors prepare, reviewers publish: the two groups of the admin, and what each may do."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

EDITOR, REVIEWER = "Editor", "Reviewer"

APPS = ("wg_sessions", "recommendations", "importing")

#: What nobody changes in the admin.
READ = ("section", "paragraph", "footnote", "languageversion", "loadedgroup")
#: What has a public address of its own, which only reviewers take away.
ADDRESSED = ("workinggroupsession", "document", "theme", "instrument", "provision")
#: What editors add, change and take away. Of recommendations that is only what was never public.
EDITED = (
    "documenttitle",
    "resource",
    "editorialnote",
    "editorialnotetext",
    "themename",
    "recommendation",
    "archivenote",
    "recommendationtext",
    "recommendationaddressee",
    "themeassignment",
    "themeassignmentreason",
    "occurrence",
    "provisionlink",
    "provisionlinkreason",
    "instrumentname",
    "provisionname",
    "citation",
    "relation",
    "relationnote",
)

#: What is said once and stays as it was said, or is taken away to be asked again.
JUDGED = ("judgement",)

#: What takes a recommendation before the public, back from review, or out of sight.
PUBLISH, ARCHIVE = "publish_recommendation", "archive_recommendation"


def _each(actions: str, models: tuple[str, ...]) -> set[str]:
    return {f"{action}_{model}" for action in actions.split() for model in models}


_PREPARE = (
    _each("view", READ)
    | _each("view add change", ADDRESSED)
    | _each("view add change delete", EDITED)
    | _each("view add delete", JUDGED)
)
#: Permissions of each group, by their code names.
PERMISSIONS = {
    EDITOR: _PREPARE,
    REVIEWER: _PREPARE | _each("delete", ADDRESSED) | {PUBLISH, ARCHIVE},
}


def ensure(*, using: str, apps: Apps = installed, **_: Any) -> None:
    """Make the groups and see that each has its permissions; take nothing away.

    Called after every ``migrate`` (and flush), once the tables are there: permissions do not
    exist while migrations run. At a state before the groups' own tables it does nothing.
    """
    for label in APPS:
        create_permissions(installed.get_app_config(label), verbosity=0, using=using, apps=apps)
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:
        return
    own = permission_model._base_manager.using(using).filter(content_type__app_label__in=APPS)
    for name, codenames in PERMISSIONS.items():
        group, _new = group_model._base_manager.using(using).get_or_create(name=name)
        group.permissions.add(*own.filter(codename__in=codenames))
