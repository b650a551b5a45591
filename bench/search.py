"""How fast this portal's search is, beside Wagtail's stock search and tantivy, on the same articles.

Without arguments: 10,000 generated articles on SQLite, then the runs recorded beside this file. The recorded ones were
made with --json bench/search-DATABASE-DOCS.json; each takes minutes at 100,000 articles, and most of an hour at a million.
Prints its section of the report in Markdown; progress goes to standard error.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTESTANTS = ("stock", "tantivy")


def main() -> None:
    # Started as a program, Python looks for modules beside this file first, where `search` would be this file itself.
    sys.path[:] = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() != ROOT / "bench")]
    os.chdir(ROOT)
    from bench._portal import SERVED
    from bench._report import section

    arguments = parse(sys.argv[1:])
    if arguments.db == "postgres" and SERVED not in os.environ:
        command = [".ci/with_postgres", sys.executable, "bench/search.py", *sys.argv[1:]]
        sys.exit(subprocess.call(command, env=os.environ | {SERVED: "1"}))
    recorded = (
        [] if arguments.show else [json.loads(path.read_text()) for path in sorted(ROOT.glob("bench/search-*.json"))]
    )
    if arguments.show:
        shown = [json.loads(path.read_text()) for path in arguments.show]
    else:
        shown = [run(arguments), *([] if sys.argv[1:] else recorded)]
    if arguments.json:
        arguments.json.write_text(json.dumps(shown[0], ensure_ascii=False, indent=1) + "\n")
    for figures in shown:
        print(section(figures, [*recorded, *shown]))


def parse(words: list[str]) -> argparse.Namespace:
    from bench._corpus import GENERATED

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=int, default=10_000, help="articles to generate, or to take from --corpus")
    parser.add_argument("--db", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, help="an archive as manage.py import_articles takes it, instead")
    parser.add_argument("--queries", type=Path, help="queries, one a line, sorted into the classes by what they find")
    parser.add_argument("--rounds", type=int, default=10, help="how often each query is put to each contestant")
    parser.add_argument("--skip", type=lambda names: names.split(","), default=[], help="contestants: stock,tantivy")
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--note", default="", help="what else a reader of the figures must know: what ran beside it")
    parser.add_argument("--show", type=Path, nargs="+", help="measure nothing, show figures written with --json")
    arguments = parser.parse_args(words)
    if unknown := set(arguments.skip) - set(CONTESTANTS):
        parser.error(f"there is no {', '.join(unknown)} to skip")
    if arguments.docs > GENERATED and not arguments.corpus:
        is_possible = arguments.db == "postgres" and set(arguments.skip) == set(CONTESTANTS)
        if arguments.docs % GENERATED or not is_possible:
            parser.error(
                f"a larger archive is a multiple of {GENERATED:,}: --db postgres --skip {','.join(CONTESTANTS)}"
            )
    for name in ("corpus", "queries"):
        if path := getattr(arguments, name):
            setattr(arguments, name, path.resolve())
    return arguments


def run(arguments: argparse.Namespace) -> dict:
    from bench._portal import set_up

    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # so that the folder goes
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        set_up(Path(folder), arguments.db)
        from bench._run import Run

        return Run(arguments, Path(folder)).figures()


if __name__ == "__main__":
    main()
