-- What can be found of an article: two documents, the copy on the desk and what is live. They are one as long as they are the same.
CREATE TABLE document (
    id      INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article (id),
    desk    INTEGER NOT NULL CHECK (desk IN (0, 1)),
    live    INTEGER NOT NULL CHECK (live IN (0, 1)),
    -- The copy on the desk was typed in since.
    behind  INTEGER NOT NULL CHECK (behind IN (0, 1)),
    CHECK (desk OR live)
) STRICT;
CREATE UNIQUE INDEX document_desk ON document (article) WHERE desk;
CREATE UNIQUE INDEX document_live ON document (article) WHERE live;
CREATE INDEX document_behind ON document (article) WHERE behind;
CREATE VIRTUAL TABLE found USING fts5(
    headline, dek, people, slug, body,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
);

-- Files of archives that were taken in, by where they were and what they held, so that none comes in twice.
CREATE TABLE taken_in (
    source  TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    article TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX taken_in_content ON taken_in (content);
