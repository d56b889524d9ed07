"""The two groups of the admin and their permissions: editors prepare, reviewers publish."""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

EDITOR, REVIEWER = "Editor", "Reviewer"

APPS = ("wg_sessions", "recommendations", "importing", "problem_reports")

#: Models that nobody changes in the admin.
READ_ONLY = (
    "section",
    "paragraph",
    "footnote",
    "languageversion",
    "loadedgroup",
    "subjectsuggestion",
    "importfile",
)
#: Models whose rows have a public address, which only reviewers take away.
ADDRESSED = ("workinggroupsession", "document", "theme", "instrument", "provision")
#: Models that editors add, change and delete. Of recommendations only what was never public.
EDITABLE = (
    "documenttitle",
    "resource",
    "sectiontranslation",
    "resourcetranslation",
    "editorialnote",
    "editorialnotetext",
    "reportedtopics",
    "sessionsymbol",
    "themename",
    "themesynonym",
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

#: Models whose rows are added and never changed; a deleted one is asked for again.
REVIEWED = ("similarityreview",)

#: Corrections of passages, which reviewers alone make, with evidence.
CORRECTED = ("passagecorrection",)

#: Reports of readers, which curators answer and reviewers may delete.
REPORTED = ("problemreport",)

#: Batches of documents, which editors prepare and nobody deletes.
PREPARED = ("importbatch",)

#: Permissions to publish a recommendation or send it back from review, and to withdraw it.
PUBLISH, ARCHIVE = "publish_recommendation", "archive_recommendation"


def _codenames(actions: str, models: tuple[str, ...]) -> set[str]:
    return {f"{action}_{model}" for action in actions.split() for model in models}


_PREPARE = (
    _codenames("view", (*READ_ONLY, *CORRECTED))
    | _codenames("view add change", ADDRESSED)
    | _codenames("view add change delete", EDITABLE)
    | _codenames("view add delete", REVIEWED)
    | _codenames("view change", REPORTED)
    | _codenames("view add change", PREPARED)
)
#: Permissions of each group, by their code names.
PERMISSIONS = {
    EDITOR: _PREPARE,
    REVIEWER: _PREPARE
    | _codenames("delete", (*ADDRESSED, *REPORTED))
    | _codenames("add", CORRECTED)
    | {PUBLISH, ARCHIVE},
}


def ensure_groups(*, using: str, apps: Apps = installed, **_: Any) -> None:
    """Create the groups and add the permissions that they lack; take nothing away.

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
