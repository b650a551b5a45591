"""News: sections, articles, the meetings that articles report, and what they refer to."""

from news.models.arrangements import Arrangement
from news.models.articles import ArticlePage
from news.models.assessments import AssessedFinding, Assessment
from news.models.corrections import ArticleCorrection
from news.models.findings import FindingDismissal
from news.models.glossary import GlossaryTerm, GlossaryUpload
from news.models.links import ArticleContact, ArticleDownload, ArticleLink, ArticleTopic
from news.models.meetings import AgendaItem, Decision, Meeting, Participation
from news.models.officials import Official, Post
from news.models.reference import MeetingSeries, PressContact, Source, Topic
from news.models.releases import FrozenPage, Release, ReleaseApproval, ReleaseArticle
from news.models.renderings import Rendering
from news.models.sections import SectionPage
from news.models.versions import ReleasedVersion
from news.models.withdrawals import Withdrawal, WithdrawnAddress
from news.models.workflows import IndependentApprovalTask

__all__ = [
    "AgendaItem",
    "Arrangement",
    "ArticleContact",
    "ArticleCorrection",
    "ArticleDownload",
    "ArticleLink",
    "ArticlePage",
    "ArticleTopic",
    "AssessedFinding",
    "Assessment",
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
    "ReleasedVersion",
    "Rendering",
    "SectionPage",
    "Source",
    "Topic",
    "Withdrawal",
    "WithdrawnAddress",
]
