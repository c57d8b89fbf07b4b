#!/usr/bin/env python3
"""Compares how Chancery reads the posts of an export with how it reads the same posts as text files.

    tests/compare_exports.py target/release/chancery RESULT.json FOLDER

FOLDER holds, at any depth, a file for each post, called by its number (`channel/17.txt`), with the title and the
day in its header. Each is read by `BINARY show --format json`. Compared of every post that is in both:

    title   the headline that is found against the one that the header states, less the marks of a quotation around it
    date    the day
    source  the name of the channel, less `, Telegram`
    body    the letters and digits in order; `headline` where the two differ by a headline alone, which the one
            shows as the title and the other under it

A file whose words are not those of the post is `other words`: it was scraped at another time.
"""

import json
import pathlib
import re
import subprocess
import sys


def squeezed(text):
    return " ".join((text or "").split())


def unmarked(title):
    return squeezed(title).strip("'\"‘’“”«» ")


def letters(text):
    return "".join(char for char in text or "" if char.isalnum())


def shown(binary, path):
    run = subprocess.run([binary, "show", "--format", "json", path], capture_output=True, check=False)
    return [json.loads(line) for line in run.stdout.splitlines()]


def body_of(found):
    body = found["body"]
    return "\n".join(block["text"] for block in body) if isinstance(body, list) else body


def words_of(message):
    text = message.get("text") or ""
    pieces = [text] if isinstance(text, str) else text
    return "".join(piece if isinstance(piece, str) else piece["text"] for piece in pieces)


def messages_of(export):
    """The messages of an export in order, each with its place among all."""
    chats = [export] + export.get("chats", {}).get("list", []) + export.get("left_chats", {}).get("list", [])
    return enumerate((message for chat in chats for message in chat.get("messages", [])), 1)


def compare(ours, theirs):
    wrong = []
    if unmarked(ours["title"]) != unmarked(theirs["title"]):
        wrong.append(f"title: {ours['title']!r}, not {theirs['title']!r}")
    if (ours["date"] or "")[:10] != (theirs["date"] or "")[:10]:
        wrong.append(f"date: {ours['date']!r}, not {theirs['date']!r}")
    if squeezed(ours["source"]) != re.sub(r", Telegram$", "", squeezed(theirs["source"])):
        wrong.append(f"source: {ours['source']!r}, not {theirs['source']!r}")
    one, other = letters(body_of(ours)), letters(body_of(theirs))
    if one == other:
        return wrong, "same"
    titles = [letters(ours["title"]), letters(theirs["title"])]
    if any(one.replace(title, "", 1) == other or other.replace(title, "", 1) == one for title in titles):
        return wrong, "headline"
    return [*wrong, f"body:\n      {body_of(ours)!r}\n      {body_of(theirs)!r}"], "different"


def main(binary, export, folder):
    posts = {found["path"].rsplit("#", 1)[-1]: found for found in shown(binary, export)}
    files = {path.stem: path for path in pathlib.Path(folder).glob("**/*.txt")}
    counts = {}
    for number, message in messages_of(json.loads(pathlib.Path(export).read_text())):
        path = files.get(str(message.get("id")))
        if path is None:
            continue
        ours, theirs = posts.get(str(number)), shown(binary, path)
        if letters(words_of(message)) not in letters(path.read_text()):
            wrong, verdict = [], "other words"
        elif ours is None or len(theirs) != 1:
            wrong, verdict = [f"{len(theirs)} briefings of the file, {int(ours is not None)} of the post"], "different"
        else:
            wrong, verdict = compare(ours, theirs[0])
        verdict = "wrong" if wrong else verdict
        counts[verdict] = counts.get(verdict, 0) + 1
        if verdict != "same":
            print(f"{verdict:9} {message['id']}", *wrong, sep="\n    ")
    print(counts)
    return 1 if counts.get("wrong") else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
