"""One account for each role of the demo; each gets a random password, which only the first loading can print."""

import os
import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from news import roles

ACCOUNTS = {
    # user name: (role, Chinese name, superuser)
    "contributor": ("contributor", "信息员小林", False),
    "officer": ("officer", "江怀舟", False),
    "translator": ("translator", "白亦安", False),
    "editor": ("editor", "叶知微", False),
    "moderator": ("moderator", "许临川", False),
    "auditor": ("auditor", "方正清", False),
    "admin": ("administrator", "管理员", True),
}


def load_accounts() -> dict[str, str]:
    """Make the accounts that are missing; `{user name: password}` of those made now.

    `DEMO_PASSWORD` in the environment is everybody's password, so that scripts can sign in.
    """
    made = {}
    for username, (role, name, is_superuser) in ACCOUNTS.items():
        user, is_new = get_user_model().objects.get_or_create(
            username=username,
            defaults={
                "first_name": name,
                "email": f"{username}@lanchuan.example",
                "is_superuser": is_superuser,
                "is_staff": is_superuser,
            },
        )
        if not is_new:
            continue
        made[username] = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        user.set_password(made[username])
        user.save()
        user.groups.add(Group.objects.get(name=roles.ROLES[role].name))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "zh-hans"})
    return made


def account(username: str):
    return get_user_model().objects.get(username=username)
