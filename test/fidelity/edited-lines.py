"""Prints the lines behind the yardstick's `effort`, as JSON: {month: [{"kind", "section", "draft": [...], "published": [...]}]}.

    edited-lines.py YARDSTICK DIR_OF_DRAFTS DIR_OF_PUBLISHED FROM TO

Drafts and published editions are files named YYYY-MM.md; kinds and sections are the yardstick's own.
"""
import collections
import importlib.util
import json
import pathlib
import sys


def load(path):
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("yardstick", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["yardstick"] = module
    spec.loader.exec_module(module)
    return module


def edited(yardstick, draft, published):
    draft = yardstick.paired_by_name(draft, published)
    for key in dict.fromkeys([*draft.sections, *published.sections]):
        ours, theirs = draft.sections.get(key), published.sections.get(key)
        groups = collections.defaultdict(lambda: ([], []))
        if ours is None:
            groups["section missing"][1].extend(theirs.lines)
        elif theirs is None:
            groups["section extra"][0].extend(ours.lines)
        else:
            left, right = yardstick.common(ours.lines, theirs.lines)
            only_ours = [line for i, line in enumerate(ours.lines) if i not in left]
            only_theirs = [line for i, line in enumerate(theirs.lines) if i not in right]
            for line in only_ours:
                groups[yardstick.kind_of_edit(line, ours, draft, published, only_theirs, "extra")][0].append(line)
            for line in only_theirs:
                groups[yardstick.kind_of_edit(line, theirs, published, draft, only_ours, "missing")][1].append(line)
        for kind, (deleted, inserted) in groups.items():
            yield {"kind": kind, "section": key, "draft": deleted, "published": inserted}


def main(program, drafts, published, first, last):
    yardstick = load(program)
    months = {}
    for path in sorted(pathlib.Path(published).glob("????-??.md")):
        draft = pathlib.Path(drafts) / path.name
        if first <= path.stem <= last and draft.exists():
            texts = (draft.read_text(encoding="utf-8"), path.read_text(encoding="utf-8"))
            months[path.stem] = list(edited(yardstick, *map(yardstick.parse, texts)))
    json.dump(months, sys.stdout, ensure_ascii=False)


main(*sys.argv[1:])
