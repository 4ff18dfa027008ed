//! The newsroom's requests over HTTP, and the same interface in a browser.
