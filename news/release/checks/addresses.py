"""Slugs and names of sections that nobody can read: skgxhxke, %E9%83%9D, 20171205."""

import re

from django.utils.translation import gettext as _

from news.release.checks.findings import Finding, Severity
from news.release.checks.pinyin import SYLLABLES

LONGEST = 100  # characters; portal.slugs stops at 70
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}|(?:^|-)xn--")
_MIXED = re.compile(r"(?:[0-9]+[a-z]+){3,}[0-9]*|(?:[a-z]+[0-9]+){3,}[a-z]*")
_IDENTIFIER = re.compile(r"(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,}(?:-[0-9a-f]{4,})*")
_LATIN = re.compile(r"[a-z]+")
_CONSONANTS = re.compile("[bcdfghjklmnpqrstvwxz]+")

# How English syllables begin and end. Between vowels, an end and a beginning meet.
_ONSETS = frozenset(
    "b bl br bw by c ch chl chr cl cr cz d dr dw dj f fl fr fj g gh gl gn gr gw h hy j k kh kl kn kr kw l ll m mb"
    " mc mn n ng nk p ph phl phr phth pl pn pr ps pt q r rh s sb sc sch schl schm schn schr schw scl scr sf sg sh"
    " shr shl shm sht shw sk skl skr sl sm sn sp sph spl spr sq st str sv sw t th thr thw tr ts tw tch v vl vr w wh"
    " wr x z zh zw".split()
)
_CODAS = frozenset(
    "b bb bs bt c ch ck cks cs ct cts d dd dds dg dge ds dth f ff ffs fs ft fth fts g gg gh ghs ght ghth ghts gm gn"
    " gs h hl hm hn j k kh ks l lb lbs lc lch ld lds lf lfs lft lfth lg lk lks ll lls lm lms ln lp lph lps ls lsh lt"
    " lth lts lv lx m mb mbs mm mn mns mp mph mps mpt mpts ms n nc nch nct ncts nd nds ndth ng ngs ngst ngth ngths"
    " nk nks nkt nn nns ns nst nt nth nths nts nx nz p ph phs pp pps ps pt pth pts q r rb rbs rc rch rct rd rds rf"
    " rfs rg rgh rghs rk rks rl rld rlds rls rm rms rmth rn rns rp rps rpse rr rrs rs rsh rst rsts rt rth rths rts"
    " rv rx s sc sch sh sk sks sm sms sp sps ss st sts t tch th thm thms ths ts tt tts tz v vs w wd wds wk wks wl"
    " wls wn wns ws wth x xt xth xts xx z zz".split()
)
_ACRONYM = 5  # letters without a vowel: cppcc, ndrc
_READABLE = 0.5  # of the letters in a slug must be in words that can be said


def check(slug: str) -> list[Finding]:
    if not slug:
        return []
    if reason := fault(slug):
        return [Finding("slug-junk", Severity.ERROR, None, (0, len(slug)), reason)]
    return []


def fault(slug: str) -> str | None:
    """What is wrong with a slug or a section's name, or None. Anything but Latin letters is left to other checks."""
    if _ESCAPED.search(slug):
        return _("“%(slug)s” is an encoded address. Write words that readers can read.") % {"slug": slug[:LONGEST]}
    if len(slug) > LONGEST:
        return _("“%(slug)s…” is too long for an address. A few words are enough.") % {"slug": slug[:40]}
    words = re.split(r"[-_\s/.]+", slug.lower())
    if not slug.isascii():
        return None
    if not _LATIN.search(slug.lower()):
        return _("“%(slug)s” holds no word. Write words that readers can read.") % {"slug": slug}
    letters = sum(len(word) for word in words)
    readable = sum(len(word) for word in words if is_readable(word))
    if readable < letters * _READABLE:
        return _("“%(slug)s” cannot be read. Write words that readers can read.") % {"slug": slug}
    return None


def is_readable(word: str) -> bool:
    """True for figures, pinyin, acronyms and what could be an English word."""
    if _IDENTIFIER.fullmatch(word) or _MIXED.fullmatch(word):
        return False
    return all(SYLLABLES.fullmatch(part) or _is_acronym(part) or _can_be_said(part) for part in _LATIN.findall(word))


def _is_acronym(word: str) -> bool:
    return len(word) <= _ACRONYM and not re.search("[aeiou]", word)


def _can_be_said(word: str) -> bool:
    """True where every cluster of consonants can begin, join or end syllables as in English."""
    if not re.search("[aeiouy]", word) or re.search(r"(.)\1\1|[aeiou]{5}|q(?![ui]|$)", word):
        return False
    for found in _CONSONANTS.finditer(word):
        cluster = found.group()
        if found.start() == 0:
            said = cluster in _ONSETS
        elif found.end() == len(word):
            said = cluster in _CODAS or any(
                cluster[:i] in _CODAS and cluster[i:] in _CODAS for i in range(1, len(cluster))
            )
        else:
            said = cluster in _ONSETS or _joins(cluster)
        if not said:
            return False
    return True


def _joins(cluster: str) -> bool:
    """ngstr in hangstring: one syllable's end and the next one's beginning."""
    return cluster in _CODAS or any(cluster[:i] in _CODAS and cluster[i:] in _ONSETS for i in range(1, len(cluster)))
