-- What the reader marked: one row a mark. A mark that was taken away keeps its row, with no
-- value, so that other processes hear of it.
CREATE TABLE marks (
    briefing BLOB    NOT NULL, -- the 16 bytes of an id; none for what belongs to the library
    mark     TEXT    NOT NULL, -- 'read', 'starred', 'tag/grain corridor', 'view/Today' ...
    value    TEXT,             -- '' for a mark that is just there
    changed  INTEGER NOT NULL, -- clock.now when it was last changed
    PRIMARY KEY (briefing, mark)
) WITHOUT ROWID;

CREATE INDEX marks_by_change ON marks (changed);

-- Counts the transactions. The order of changes is told by it and never by the time of day,
-- which may be set back.
CREATE TABLE clock (now INTEGER NOT NULL);
INSERT INTO clock VALUES (0);

-- Who has the marks open. A step belongs to a session, so that nobody takes back what another
-- reader, still at work, has done.
CREATE TABLE sessions (
    session INTEGER PRIMARY KEY,
    host    TEXT    NOT NULL,
    pid     INTEGER NOT NULL,
    ended   INTEGER NOT NULL DEFAULT 0 -- 1 when it was left in the ordinary way
);

-- What was done, a row for each decision of the reader, in order.
CREATE TABLE steps (
    step    INTEGER PRIMARY KEY AUTOINCREMENT,
    session INTEGER NOT NULL,
    at      INTEGER NOT NULL, -- seconds since 1970, UTC
    said    TEXT    NOT NULL, -- what it was, in words
    undone  INTEGER NOT NULL DEFAULT 0
);

-- What each step changed.
CREATE TABLE changes (
    step     INTEGER NOT NULL,
    briefing BLOB    NOT NULL,
    mark     TEXT    NOT NULL,
    was      TEXT,
    now      TEXT,
    PRIMARY KEY (step, briefing, mark)
) WITHOUT ROWID;
