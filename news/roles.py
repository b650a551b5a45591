"""Who may do what, out of the box: seven groups and three workflows, made once and never overwritten.

An administrator may change every one of them; what is there already stays as it is. A contributor (信息员) gets the right to
add pages where an administrator gives it: on a section, in the group's page permissions.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

REFERENCE_MODELS = ("official", "post", "topic", "meetingseries", "source", "presscontact")
READ_GLOSSARY = "news.view_glossaryterm"
KEEP_GLOSSARY = (READ_GLOSSARY, *(f"news.{verb}_glossaryterm" for verb in ("add", "change", "delete")))
LOCALIZE = "wagtail_localize"


@dataclass(frozen=True)
class Role:
    """A group. `pages` are granted on every home page, `collections` on the root collection, `models` as `app.codename`."""

    name: str
    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    reads_everything: bool = False
    rules: tuple[str, ...] = field(default=("wagtailadmin.access_admin",))


def _reference(*verbs: str) -> tuple[str, ...]:
    return tuple(f"news.{verb}_{model}" for verb in verbs for model in REFERENCE_MODELS)


MEDIA = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
CHOOSE = ("add_image", "choose_image", "add_document", "choose_document")

ROLES = {
    "contributor": Role("信息员 Contributors", collections=CHOOSE, models=(*_reference("view"), READ_GLOSSARY)),
    "officer": Role(
        "新闻专员 Press officers",
        pages=("add", "change"),
        collections=MEDIA,
        models=(*_reference("view", "add", "change"), READ_GLOSSARY, f"{LOCALIZE}.submit_translation"),
    ),
    "translator": Role(
        "翻译 Translators",
        pages=("change",),
        collections=CHOOSE,
        models=(*_reference("view"), READ_GLOSSARY, f"{LOCALIZE}.submit_translation"),
    ),
    "editor": Role(
        "编辑 Editors",
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        collections=MEDIA,
        models=(
            *_reference("view", "add", "change", "delete"),
            *KEEP_GLOSSARY,
            f"{LOCALIZE}.submit_translation",
            "comments.view_comment",
            "comments.can_moderate",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
        ),
    ),
    "moderator": Role("评论审核员 Moderators", models=("comments.view_comment", "comments.can_moderate")),
    "auditor": Role("审计员 Auditors", pages=("view",), reads_everything=True),
    "administrator": Role(
        "管理员 Administrators",
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        collections=(*MEDIA, "delete_image", "delete_document"),
        models=(
            *_reference("view", "add", "change", "delete"),
            *KEEP_GLOSSARY,
            f"{LOCALIZE}.submit_translation",
            "comments.view_comment",
            "comments.can_moderate",
            "news.purge_article",
            "home.change_sitesettings",
            *(f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")),
            *(f"auth.{verb}_{model}" for verb in ("add", "change", "delete") for model in ("user", "group")),
            *(
                f"wagtailcore.{verb}_{model}"
                for verb in ("add", "change", "delete")
                for model in ("workflow", "task", "collection")
            ),
        ),
    ),
}

# Each review is by somebody else than the writer; a workflow's name says how many there are.
TASKS = {
    "first": ("初审 First review", ("officer", "editor", "administrator")),
    "second": ("复审 Second review", ("editor", "administrator")),
    "sign-off": ("签发 Sign-off", ("editor", "administrator")),
}
WORKFLOWS = {
    "one": ("一级审核 One review", ("sign-off",)),
    "two": ("两级审核 Two reviews", ("first", "sign-off")),
    "three": ("三级审核 Three reviews", ("first", "second", "sign-off")),
}
DEFAULT_WORKFLOW = "one"


def group(key: str) -> Group:
    """The group of a role, by its key in `ROLES`."""
    return Group.objects.get(name=ROLES[key].name)


def workflow(key: str) -> Workflow:
    """A workflow by its key in `WORKFLOWS`."""
    return Workflow.objects.get(name=WORKFLOWS[key][0])


def after_migrate(sender, **kwargs) -> None:
    """Make what is missing once every app has its permissions: the signal comes before those of later apps exist."""
    for config in apps.get_app_configs():
        from django.contrib.auth.management import create_permissions

        create_permissions(config, verbosity=0, interactive=False)
    set_up()


def set_up() -> None:
    """Make every group and workflow that is missing. Idempotent."""
    for role in ROLES.values():
        made, is_new = Group.objects.get_or_create(name=role.name)
        if is_new:
            grant(made, role)
    set_up_workflows()
    remove_wagtails_own()


def grant(made: Group, role: Role) -> None:
    made.permissions.add(*_permissions([*role.rules, *role.models]))
    if role.reads_everything:
        made.permissions.add(*Permission.objects.filter(codename__startswith="view_"))
    homes = Page.objects.filter(depth=2)
    for codename in role.pages:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{codename}_page")
        for home in homes:
            GroupPagePermission.objects.get_or_create(group=made, page=home, permission=permission)
    root = Collection.get_first_root_node()
    for codename in role.collections if root else ():  # a test that flushed the database has no root
        # Wagtail asks for its own models' permissions, whichever models stand in for them.
        permission = Permission.objects.get(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename=codename
        )
        GroupCollectionPermission.objects.get_or_create(group=made, collection=root, permission=permission)


def _permissions(names: list[str]):
    wanted = Q(pk__in=[])
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)


def set_up_workflows() -> None:
    from news.models import IndependentApprovalTask

    if Workflow.objects.filter(name__in=[name for name, _tasks in WORKFLOWS.values()]).exists():
        return
    tasks = {}
    for key, (name, roles) in TASKS.items():
        tasks[key] = IndependentApprovalTask.objects.create(name=name)
        tasks[key].groups.set([group(role) for role in roles])
    for name, steps in WORKFLOWS.values():
        made = Workflow.objects.create(name=name)
        for order, step in enumerate(steps):
            WorkflowTask.objects.create(workflow=made, task=tasks[step], sort_order=order)
    for home in Page.objects.filter(depth=2):
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow(DEFAULT_WORKFLOW)})


def remove_wagtails_own() -> None:
    """Wagtail's starter groups and workflow let an author approve their own text: drop them while nobody uses them."""
    for starter in Group.objects.filter(name__in=["Moderators", "Editors"], user__isnull=True):
        starter.delete()
    for starter in Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True):
        WorkflowPage.objects.filter(workflow=starter).delete()
        starter.delete()
    GroupApprovalTask.objects.filter(name="Moderators approval", task_states__isnull=True).delete()
