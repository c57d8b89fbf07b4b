-- What briefings were called before: marks kept elsewhere, entries of the clippings file and
-- commands may still name them so. Ids were once made of title and cleaned text, which is told
-- when a text is read; and one whose file says the same of another day has another id.
CREATE TABLE former (
    old BLOB NOT NULL, -- the 16 bytes of an id
    now BLOB NOT NULL, -- those of what it became; several where several texts had one id
    PRIMARY KEY (old, now)
) WITHOUT ROWID;

-- The marks that a former id had: another text that had it may be met some days later.
CREATE TABLE former_marks (
    briefing BLOB NOT NULL,
    mark     TEXT NOT NULL,
    value    TEXT NOT NULL,
    day      TEXT NOT NULL, -- on which it was renamed
    PRIMARY KEY (briefing, mark)
) WITHOUT ROWID;

-- Ids that marks go by whose texts have not been met since: they may be of the former kind.
CREATE TABLE unmet (id BLOB PRIMARY KEY) WITHOUT ROWID;

INSERT INTO unmet SELECT DISTINCT briefing FROM marks WHERE briefing != x'' AND value IS NOT NULL;
INSERT OR IGNORE INTO unmet SELECT briefing FROM places;

-- What tells new words from a file that only says something else about the same.
ALTER TABLE places ADD COLUMN wording BLOB; -- the hash of title and text, as ids once were
ALTER TABLE places ADD COLUMN source TEXT;  -- folded, '' for none
ALTER TABLE places ADD COLUMN sample BLOB;  -- of its words, to tell whether it is a part of another
UPDATE places SET wording = briefing;

-- Corrections and clippings whose words are not in their text any more, of which the reader has
-- been told.
CREATE TABLE missing (
    briefing BLOB NOT NULL,
    mark     TEXT NOT NULL,
    PRIMARY KEY (briefing, mark)
) WITHOUT ROWID;
