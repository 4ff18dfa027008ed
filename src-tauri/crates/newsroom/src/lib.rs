//! One open newsroom: requests, use cases, the clock, publishing.
