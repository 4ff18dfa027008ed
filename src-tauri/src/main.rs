//! The window's program, `galley-desk`.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    galley_window::run(std::env::args_os().skip(1))
}
