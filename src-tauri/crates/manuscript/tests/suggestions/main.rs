mod acts;
mod common;
mod histories;
