#!/usr/bin/env python3
"""Compares how Chancery reads texts in old encodings with how it reads the same texts in UTF-8.

    tests/compare_encodings.py target/release/chancery FOLDER...

What a file is in is told by its folder (`cp866/talks.txt`) or by the end of its name (`Greek_Ellinika-Greek`). Each
is decoded by Python's codec of that name and written as UTF-8 beside; read are both by `BINARY list --format jsonl`.
A file counts where the ids of its briefings, which are made of all its words, are those of its twin. Printed are the
others, those of which nothing is said in `BINARY check` marked, and how many of how many are equal.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

# The names that collections of sample texts use.
NAMED = {
    "arabic": "cp1256",
    "big5": "big5",
    "cyrillic": "cp1251",
    "euc": "euc_jp",
    "gb2312": "gb18030",
    "greek": "iso8859_7",
    "hebrew": "iso8859_8",
    "latin1": "cp1252",
    "latin2": "cp1250",
    "sjis": "cp932",
    "turkish": "cp1254",
    "utf-8": "utf_8_sig",
    "utf8": "utf_8_sig",
}


def codec_of(path):
    names = [path.parts[-2]] if len(path.parts) > 1 else []
    names += [path.name.rsplit("-", 1)[-1].rstrip("~")]
    for name in names:
        name = NAMED.get(name.lower(), name)
        try:
            "".encode(name)
            return name
        except LookupError:
            continue
    return None


def ids(binary, folder):
    run = subprocess.run([binary, "list", "--format", "jsonl", folder], capture_output=True, check=False)
    found = collections.defaultdict(list)
    for line in run.stdout.splitlines():
        briefing = json.loads(line)
        found[pathlib.Path(briefing["path"]).relative_to(folder)].append(briefing["id"])
    return found


def compare(binary, folder):
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    # Each alone: of several that say the same, one alone is listed.
    equal = 0
    for path in files:
        codec = codec_of(path)
        data = (folder / path).read_bytes()
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            (pathlib.Path(one) / path.name).write_bytes(data)
            text = data.decode(codec or "ascii", "replace")
            (pathlib.Path(other) / path.name).write_text(text, encoding="utf-8", newline="")
            is_equal = codec is not None and ids(binary, one) == ids(binary, other)
            equal += is_equal
            if not is_equal:
                said = subprocess.run([binary, "check", one], capture_output=True, check=False).stdout
                said = b"encoding not declared" in said or b"not valid" in said
                print(f"{path} ({codec}): other words", "" if said else "and NOTHING SAID")
    print(f"{folder}: {equal} of {len(files)} are read as their twin in UTF-8")


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary = pathlib.Path(sys.argv[1]).resolve()
    for folder in sys.argv[2:]:
        compare(binary, pathlib.Path(folder))


main()
