"""News: sections, articles, the meetings that articles report, and what they refer to."""

from news.models.articles import ArticlePage
from news.models.findings import FindingDismissal
from news.models.glossary import GlossaryTerm, GlossaryUpload
from news.models.links import ArticleContact, ArticleDownload, ArticleLink, ArticleTopic
from news.models.meetings import AgendaItem, Decision, Meeting, Participation
from news.models.officials import Official, Post
from news.models.reference import MeetingSeries, PressContact, Source, Topic
from news.models.releases import FrozenPage, Release, ReleaseApproval, ReleaseArticle
from news.models.sections import SectionPage
from news.models.workflows import IndependentApprovalTask

__all__ = [
    "AgendaItem",
    "ArticleContact",
    "ArticleDownload",
    "ArticleLink",
    "ArticlePage",
    "ArticleTopic",
    "Decision",
    "FindingDismissal",
    "FrozenPage",
    "GlossaryTerm",
    "GlossaryUpload",
    "IndependentApprovalTask",
    "Meeting",
    "MeetingSeries",
    "Official",
    "Participation",
    "Post",
    "PressContact",
    "Release",
    "ReleaseApproval",
    "ReleaseArticle",
    "SectionPage",
    "Source",
    "Topic",
]
