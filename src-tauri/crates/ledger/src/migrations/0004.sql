-- Who has which text before them, and where in it, until when. None of this is in the log, and none of it is made anew.
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
