-- What is known of the documents is kept in memory by whoever searches; the stamp says what is newer than that. It is taken
-- from the setting `documents-stamp`, which only ever grows.
ALTER TABLE document ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
CREATE INDEX document_stamp ON document (stamp);
