//! What people send, read into a manuscript with a report.
