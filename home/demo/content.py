"""Read the demo province from its TOML files: plain data, no Django.

An article is one file, ``articles/<key>.toml``; ``world.toml`` holds what articles refer to. The body of an article is
written in a small markup, one block between blank lines, and both languages must have the same sequence of blocks, since
the English text goes in as the translation of the Chinese one:

    ## heading            - list item (each line one)       plain text: a paragraph
    > quoted words        > — attribution (last line)       **bold** and [words](https://address) inside a line
    |= table caption      | cell | cell | (first row: headers)
    = 6.8亿元 | what the figure means (each line one key figure)
    ! picture-key | alternative text | caption | credit
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class ContentError(ValueError):
    """A demo file is wrong; the message names the file and what to mend."""


@dataclass(frozen=True)
class Block:
    """One block of a body: ``kind`` is a block name of the article's StreamField, ``value`` its plain content."""

    kind: str
    value: Any


def read_world() -> dict:
    return tomllib.loads((HERE / "world.toml").read_text(encoding="utf-8"))


def read_articles() -> dict[str, dict]:
    """Every article by key, oldest name first, with both bodies parsed and checked against each other."""
    return {path.stem: read_article(path) for path in sorted((HERE / "articles").glob("*.toml"))}


def read_article(path: Path) -> dict:
    try:
        article = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path.name}: {error}") from error
    for lang in ("zh", "en"):
        if lang in article:
            article[lang]["blocks"] = parse_body(article[lang].pop("body"))
    if "en" in article:
        kinds = {lang: [shape(block) for block in article[lang]["blocks"]] for lang in ("zh", "en")}
        if kinds["zh"] != kinds["en"]:
            raise ContentError(f"{path.name}: the bodies differ in shape:\n  zh {kinds['zh']}\n  en {kinds['en']}")
        for name in ("agenda", "decisions"):
            if len(article["zh"].get(name, [])) != len(article["en"].get(name, [])):
                raise ContentError(f"{path.name}: zh and en have different numbers of {name}")
    return article


def shape(block: Block) -> tuple:
    if block.kind == "table":
        return block.kind, [len(row) for row in block.value["rows"]]
    if block.kind in ("list", "key_figures"):
        return block.kind, len(block.value)
    return (block.kind,)


def parse_body(text: str) -> list[Block]:
    return [parse_block(chunk.strip()) for chunk in text.split("\n\n") if chunk.strip()]


def parse_block(chunk: str) -> Block:
    lines = [line.strip() for line in chunk.split("\n")]
    if chunk.startswith("## "):
        return Block("heading", chunk[3:].strip())
    if chunk.startswith("- "):
        return Block("list", [line[2:].strip() for line in lines])
    if chunk.startswith("> "):
        words = [line[2:] for line in lines if not line.startswith("> — ")]
        by = [line[4:] for line in lines if line.startswith("> — ")]
        return Block("quote", {"text": " ".join(words), "attribution": by[0] if by else ""})
    if chunk.startswith("|"):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if not line.startswith("|=")]
        return Block("table", {"caption": lines[0][2:].strip() if lines[0].startswith("|=") else "", "rows": rows})
    if chunk.startswith("= "):
        pairs = [line[2:].split("|", 1) for line in lines]
        return Block("key_figures", [{"figure": figure.strip(), "label": label.strip()} for figure, label in pairs])
    if chunk.startswith("! "):
        key, alt, caption, credit = (part.strip() for part in chunk[2:].split("|"))
        return Block("image", {"key": key, "alt": alt, "caption": caption, "credit": credit})
    return Block("paragraph", "".join(lines) if is_han(chunk) else " ".join(lines))


def is_han(text: str) -> bool:
    return any("一" <= character <= "鿿" for character in text)
