CREATE TABLE log (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    decision TEXT NOT NULL,
    at       TEXT NOT NULL,
    actor    TEXT NOT NULL,
    way      TEXT NOT NULL,
    os_user  TEXT NOT NULL,
    article  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    payload  TEXT NOT NULL,
    prev     TEXT NOT NULL,
    hash     TEXT NOT NULL
) STRICT;
CREATE INDEX log_article ON log (article, seq);
CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT raise(ABORT, 'an entry of the log is never changed'); END;
CREATE TRIGGER log_is_never_shortened BEFORE DELETE ON log
BEGIN SELECT raise(ABORT, 'an entry of the log is never deleted'); END;
CREATE TABLE article (
    id          TEXT NOT NULL PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    status      TEXT NOT NULL,
    publication TEXT NOT NULL,
    state       TEXT NOT NULL
) STRICT;
CREATE INDEX article_publication ON article (publication);
CREATE TABLE address (
    address TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES article (id),
    use     TEXT NOT NULL CHECK (use IN ('chosen', 'current', 'former')),
    PRIMARY KEY (address, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_article ON address (article);
CREATE TABLE job (
    id      TEXT NOT NULL PRIMARY KEY,
    article TEXT NOT NULL REFERENCES article (id),
    due     TEXT NOT NULL,
    waits   INTEGER NOT NULL CHECK (waits IN (0, 1)),
    job     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_due ON job (waits, due, id);
CREATE INDEX job_at ON job (due);
CREATE INDEX job_article ON job (article);
CREATE TABLE person (
    id    TEXT NOT NULL PRIMARY KEY,
    name  TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE TABLE live (
    article TEXT NOT NULL PRIMARY KEY REFERENCES article (id),
    version TEXT NOT NULL,
    address TEXT NOT NULL UNIQUE,
    section TEXT NOT NULL,
    format  TEXT NOT NULL,
    region  TEXT NOT NULL,
    feed_at TEXT NOT NULL,
    card    TEXT NOT NULL
) STRICT;
CREATE INDEX live_feed ON live (feed_at, article);
CREATE INDEX live_section ON live (section, feed_at, article);
CREATE INDEX live_format ON live (format, feed_at, article);
CREATE INDEX live_region ON live (region, feed_at, article);
CREATE TABLE live_topic (
    topic   TEXT NOT NULL,
    feed_at TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES live (article),
    PRIMARY KEY (topic, feed_at, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX live_topic_article ON live_topic (article);
CREATE TABLE live_author (
    author  TEXT NOT NULL,
    feed_at TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES live (article),
    PRIMARY KEY (author, feed_at, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX live_author_article ON live_author (article);
CREATE TABLE version (
    hash    TEXT NOT NULL PRIMARY KEY,
    at      TEXT NOT NULL,
    size    INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE text (
    article  TEXT NOT NULL PRIMARY KEY REFERENCES article (id),
    snapshot BLOB NOT NULL,
    upto     INTEGER NOT NULL
) STRICT;
CREATE INDEX text_upto ON text (upto);
CREATE TABLE text_update (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL REFERENCES text (article),
    actor   TEXT NOT NULL,
    at      TEXT NOT NULL,
    bytes   BLOB NOT NULL
) STRICT;
CREATE INDEX text_update_article ON text_update (article, seq);
CREATE TABLE measure (
    article TEXT NOT NULL PRIMARY KEY REFERENCES article (id),
    measure TEXT NOT NULL
) STRICT;
CREATE TABLE queue_row (
    article TEXT NOT NULL PRIMARY KEY REFERENCES article (id),
    line    TEXT NOT NULL
) STRICT;
CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    decision TEXT NOT NULL,
    article  TEXT NOT NULL,
    what     TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT;
CREATE TABLE media (
    hash     TEXT NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    format   TEXT NOT NULL,
    width    INTEGER NOT NULL,
    height   INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    credit   TEXT NOT NULL,
    caption  TEXT NOT NULL,
    renditions TEXT NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
) STRICT;
CREATE TABLE lease (
    name   TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until  TEXT NOT NULL
) STRICT;
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
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
CREATE TABLE taken_in (
    source  TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    article TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX taken_in_content ON taken_in (content);
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
CREATE TABLE failed (
    whom  TEXT NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    at    TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;
CREATE INDEX failed_at ON failed (at);
CREATE TABLE here (
    article TEXT NOT NULL,
    person  TEXT NOT NULL,
    way     TEXT NOT NULL,
    place   TEXT NOT NULL,
    at      TEXT NOT NULL,
    until   TEXT NOT NULL,
    PRIMARY KEY (article, person, way)
) STRICT, WITHOUT ROWID;
CREATE INDEX here_at ON here (at);
CREATE VIRTUAL TABLE found USING fts5(
    headline, dek, people, slug, body,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
);
