-- Who may come in, and what they come in with: hashes only. None of this is in the log, and none of it is made anew from it.
CREATE TABLE passphrase (
    person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    hash   TEXT NOT NULL,
    set_at TEXT NOT NULL
) STRICT;
CREATE TABLE code (
    person  TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
    hash    TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT;
CREATE TABLE session (
    token   TEXT NOT NULL PRIMARY KEY,
    person  TEXT NOT NULL REFERENCES person (id),
    way     TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT NOT NULL,
    expires TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person);
-- Failed attempts to come in, under a hash of the name or the address they were made with.
CREATE TABLE failed (
    whom  TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    at    TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX failed_at ON failed (at);
