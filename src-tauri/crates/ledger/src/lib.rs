//! The newsroom's database: the log, the tables, the versions, the texts.
