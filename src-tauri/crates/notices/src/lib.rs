//! Notices of the system, outside every window: shown by the desktop, and told of when somebody presses one.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod freedesktop;

#[cfg(not(target_os = "linux"))]
pub use elsewhere::Desktop;
#[cfg(target_os = "linux")]
pub use freedesktop::Desktop;
