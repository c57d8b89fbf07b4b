#!/usr/bin/env python3
"""Compares what is read of feeds with what Python's feedparser reads of them.

    pip install feedparser
    examples/feeds.py BINARY FILE-OR-FOLDER...

BINARY is asked for `list --format json FILE` and `show --format json FILE`; each prints an array of
briefings, or one of them a line. An entry is right in its title and its day if these are the same,
in its text if the words agree to nine tenths (F1); what feedparser does not find is not asked for.
"""

import datetime
import html
import json
import pathlib
import re
import subprocess
import sys
from collections import Counter

import feedparser

FIELDS = ("title", "date", "text")


def briefings(binary, file):
    """The briefings in a file, with the body where it is given."""
    found = []
    for command in ("list", "show"):
        run = subprocess.run(
            [binary, command, "--format", "json", str(file)], capture_output=True, check=False
        )
        lines = run.stdout.decode("utf-8", "replace").strip()
        try:
            values = json.loads(lines or "[]")
            values = values if isinstance(values, list) else [values]
        except json.JSONDecodeError:
            values = [json.loads(line) for line in lines.splitlines() if line.strip()]
        if command == "list":
            places = {value["id"]: value.get("also_in") or [] for value in values if "id" in value}
        if command == "list" or len(values) == len(found):
            found = values
    # What stands in the feed twice is one briefing.
    found += [{**value, "path": path} for value in found for path in places.get(value.get("id"), [])]
    # In the order of the feed, whatever that of the list: `feed.xml#17`.
    number = lambda value: int(value["path"].rpartition("#")[2]) if "#" in value["path"] else 0
    return sorted((value for value in found if "title" in value), key=number)


def plain(markup):
    """The words of HTML."""
    markup = re.sub(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1>", " ", markup)
    markup = re.sub(r"</?(br|p|div|li|td|tr|hr|img|h\d|ul|ol|figure|blockquote)\b[^>]*>", " ", markup)
    return html.unescape(re.sub(r"<[^<>]*>", "", markup))


def line(text):
    return " ".join(text.split())


def title_of(entry):
    title = entry.get("title", "")
    is_html = "html" in entry.get("title_detail", {}).get("type", "")
    return line(plain(title) if is_html else title)


def text_of(entry):
    texts = [(part.get("value", ""), part.get("type", "")) for part in entry.get("content", [])]
    # Without details it is a copy of the content.
    if "summary_detail" in entry:
        texts.append((entry.summary, entry.summary_detail.get("type", "")))
    shown = [plain(text) if "html" in kind else text for text, kind in texts]
    return next((line(text) for text in shown if re.search(r"\w", text)), "")


def day_of(entry):
    for name in ("published", "updated", "created"):
        parsed = entry.get(name + "_parsed")
        if parsed:
            return datetime.date(*parsed[:3])
    return None


def day(date):
    """The day of a date in UTC, as feedparser has it."""
    if not date:
        return None
    if "T" not in date:
        return datetime.date(*([int(part) for part in date.split("-")] + [1, 1])[:3])
    moment = datetime.datetime.fromisoformat(date.replace("Z", "+00:00"))
    if moment.tzinfo:
        moment = moment.astimezone(datetime.timezone.utc)
    return moment.date()


def agreement(ours, theirs):
    ours, theirs = (Counter(re.findall(r"\w+", text.lower())) for text in (ours, theirs))
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values()) or 1)


def judge(ours, theirs):
    """Whether each field is right, for those that there is something to compare of."""
    found = {}
    if title_of(theirs):
        found["title"] = line(ours["title"] or "") == title_of(theirs), ours["title"], title_of(theirs)
    if day_of(theirs):
        try:
            found["date"] = day(ours["date"]) == day_of(theirs), ours["date"], str(day_of(theirs))
        except ValueError:
            found["date"] = False, ours["date"], str(day_of(theirs))
    if text_of(theirs):
        text = " ".join(block["text"] for block in ours.get("body", []) if "text" in block)
        found["text"] = agreement(text, text_of(theirs)) >= 0.9, text, text_of(theirs)
    return found


def main():
    binary, *names = sys.argv[1:]
    files = []
    for name in map(pathlib.Path, names):
        files += sorted(path for path in name.rglob("*") if path.is_file()) if name.is_dir() else [name]
    right, asked = Counter(), Counter()
    for file in files:
        theirs = feedparser.parse(file.read_bytes()).entries
        if not theirs:
            continue
        ours = briefings(binary, file)
        asked["number"] += 1
        right["number"] += len(ours) == len(theirs)
        if len(ours) != len(theirs):
            print(f"{file}: {len(ours)} entries, not {len(theirs)}")
        for at, (one, other) in enumerate(zip(ours, theirs)):
            for field, (is_right, found, expected) in judge(one, other).items():
                asked[field] += 1
                right[field] += is_right
                if not is_right:
                    print(f"{file}, entry {at + 1}, {field}:\n  {found!r:.300}\n  {expected!r:.300}")
    for field in ("number", *FIELDS):
        print(f"{field:8}{right[field]:6} of {asked[field]}")


if __name__ == "__main__":
    main()
