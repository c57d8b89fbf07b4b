-- Where briefings with marks stand: what has come to the same place with new words is a revision.
-- A row goes when its briefing was revised or has no marks any more.
CREATE TABLE places (
    briefing BLOB    NOT NULL, -- the 16 bytes of its id
    path     BLOB    NOT NULL, -- its file, from the root on
    ordinal  INTEGER NOT NULL, -- its place in that file, from 0
    title    TEXT    NOT NULL, -- folded
    date     TEXT,             -- as exactly as the briefing says
    sketch   BLOB    NOT NULL, -- of its words, to tell how much of them another text shares
    seen     INTEGER NOT NULL, -- when it was first seen there, in seconds since 1970, UTC
    PRIMARY KEY (briefing, path)
) WITHOUT ROWID;
