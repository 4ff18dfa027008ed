//! The house layout: article and house in, page out, with problems.
