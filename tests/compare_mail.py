#!/usr/bin/env python3
"""Compares how Chancery reads mails with how Python's `email` does.

    tests/compare_mail.py target/release/chancery FOLDER...

Each file is read by `BINARY show --format json FILE`. Compared are title, date, source and body of every mail
that Python has no defect to report of:

    title   the subject, less what answers, lists and gateways put before it
    date    the moment of `Date:`
    source  the display name of the first sender, else the address
    body    the letters and digits of the plain text, what is folded of it included, and a headline that has become
            the title; `part` where stretches of it are left out, `html` where the mail has no plain text

A mail that passes another on is listed as such: its title, date and source are the other one's. ISO 8859-1 is
read as windows-1252, as browsers do.
"""

import difflib
import email
import email.policy
import email.utils
import json
import pathlib
import re
import subprocess
import sys

PREFIX = re.compile(r"(\[[^\]]*\]\s*|[^\W\d]{1,12}(\[\d+\])?\s*[:：]\s*)+$")
PASSED_ON = re.compile(r"^.{0,3}(-{2,}|_{8,}|begin forwarded)", re.I | re.M)


def squeezed(text):
    return " ".join((text or "").split())


def letters(text):
    return "".join(char for char in text or "" if char.isalnum())


def texts(part, is_root=True):
    """The plain texts of a mail in order; `None` for one that has only HTML."""
    kind = part.get_content_type()
    if part.is_multipart() and kind.startswith("multipart/"):
        parts = list(part.iter_parts())
        if kind == "multipart/alternative":
            plain = [found for found in (texts(sub, False) for sub in parts) if found and None not in found]
            return plain[0] if plain else [None]
        if kind == "multipart/related":
            return texts(parts[0], False) if parts else []
        found = []
        for sub in parts:
            if not (found and sub.get_filename()):
                found += texts(sub, False)
        return found
    if part.get_content_disposition() == "attachment" and not is_root:
        return []
    if kind == "text/html":
        return [None]
    if kind != "text/plain":
        return []
    charset = (part.get_content_charset() or "ascii").lower()
    payload = part.get_payload(decode=True)
    if charset in ("us-ascii", "ascii", "utf-8"):
        return [payload.decode("utf-8", "replace")]
    if charset in ("iso-8859-1", "latin-1", "latin1"):
        charset = "windows-1252"
    return [payload.decode(charset, "replace")]


def defects(mail):
    found = [defect for part in mail.walk() for defect in part.defects]
    for name in ("subject", "from", "date"):
        found += getattr(mail[name], "defects", [])
    return [type(defect).__name__ for defect in found]


def raw_sender(mail):
    return next(str(value) for name, value in mail.raw_items() if name.lower() == "from")


def with_line_feeds(data):
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def of_python(data):
    mail = email.message_from_bytes(with_line_feeds(data), policy=email.policy.default)
    found = texts(mail)
    sender = mail["from"].addresses[0] if mail["from"] and mail["from"].addresses else None
    date = mail["date"]
    return {
        "title": squeezed(mail["subject"]),
        "date": date.datetime if date else None,
        # `press@tarn.example (Press Office)` is a name to `parseaddr` alone.
        "source": squeezed(
            sender and (sender.display_name or email.utils.parseaddr(raw_sender(mail))[0] or sender.addr_spec)
        ),
        "body": None if None in found else "\n".join(found),
        "defects": defects(mail),
    }


def of_chancery(binary, path):
    run = subprocess.run([binary, "show", "--format", "json", path], capture_output=True, check=False)
    # What is attached is a briefing of its own.
    all_found = [json.loads(line) for line in run.stdout.splitlines()]
    found = next((found for found in all_found if found["path"] == str(path)), None)
    if found is None:
        return {"title": None, "date": None, "source": None, "body": ""}
    body = found["body"]
    if isinstance(body, list):
        # The last line is a list of what is attached.
        texts = [block["text"] for block in body]
        body = "\n".join(text for text in texts if not text.startswith("Attached: "))
    return {**found, "body": body}


def same_title(ours, theirs):
    ours = squeezed(ours)
    # A headline that the subject breaks off is taken from the text.
    if theirs.endswith("…") and ours.startswith(theirs[:-1]):
        return True
    before = theirs[: len(theirs) - len(ours)] if theirs.endswith(ours) else None
    return before is not None and (not before or PREFIX.match(before) is not None)


def same_date(ours, theirs):
    if not ours:
        return False
    ours = email.utils.datetime.datetime.fromisoformat(ours.replace("Z", "+00:00"))
    if ours.tzinfo is None or theirs.tzinfo is None:
        return ours.replace(tzinfo=None) == theirs.replace(tzinfo=None)
    return ours == theirs


def same_body(title, ours, theirs):
    # A headline of the text that is the title is not shown twice.
    if letters(ours) in (letters(theirs), letters(theirs).replace(letters(title), "", 1)):
        return "same"
    rest = iter(letters(theirs))
    return "part" if all(char in rest for char in letters(ours)) else "different"


def compare(ours, theirs):
    """The fields that differ, and what became of the body."""
    wrong = []
    if theirs["title"] and not same_title(ours["title"], theirs["title"]):
        wrong.append("title")
    if theirs["date"] and not same_date(ours["date"], theirs["date"]):
        wrong.append("date")
    if theirs["source"] and squeezed(ours["source"]).strip("'\"") != theirs["source"].strip("'\""):
        wrong.append("source")
    if theirs["body"] is None:
        return wrong, "html"
    body = same_body(ours["title"], ours["body"], theirs["body"])
    return wrong + (["body"] if body == "different" else []), body


def explain(name, ours, theirs):
    if name != "body":
        return f"{name}: {ours[name]!r}, not {theirs[name]!s}"
    diff = difflib.unified_diff(theirs["body"].split("\n"), (ours["body"] or "").split("\n"), "python", "chancery", n=0)
    return "\n      ".join(["body:", *list(diff)[:12]])


def main(binary, folders):
    counts = {}
    for path in sorted(path for folder in folders for path in pathlib.Path(folder).glob("**/*.eml")):
        try:
            theirs = of_python(path.read_bytes())
        except Exception as error:  # Python's parser fails on some mails, in many ways.
            theirs = {"defects": [f"{type(error).__name__}: {error}"]}
        if theirs["defects"]:
            verdict, notes = "defect", [", ".join(theirs["defects"])]
        else:
            ours = of_chancery(binary, path)
            wrong, body = compare(ours, theirs)
            is_passed_on = bool(wrong) and PASSED_ON.search(theirs["body"] or "") is not None
            verdict = "passed on" if is_passed_on else "wrong" if wrong else body
            notes = [explain(name, ours, theirs) for name in wrong]
        counts[verdict] = counts.get(verdict, 0) + 1
        if verdict not in ("same", "html"):
            print(f"{verdict:9} {path.name}", *notes, sep="\n    ")
    print(counts)
    return 1 if counts.get("wrong") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
