//! The desktops of freedesktop.org, by D-Bus.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::Value;

const NOTICES: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// Signals that wait to be heard.
const WAITING: usize = 64;

/// The desktop's notices, and those that it shows for us, by its numbers. `Of`: what we call each; a later one that is called
/// the same takes its place.
pub struct Desktop<Of> {
    session: Connection,
    shown: Arc<Mutex<HashMap<u32, Of>>>,
}

impl<Of: Clone + PartialEq + Send + 'static> Desktop<Of> {
    /// `pressed` is told of each notice that somebody presses.
    pub fn reached(pressed: impl Fn(&Of) + Send + 'static) -> Result<Self, String> {
        Connection::session().and_then(|session| Self::at(session, pressed)).map_err(|error| error.to_string())
    }

    fn at(session: Connection, pressed: impl Fn(&Of) + Send + 'static) -> zbus::Result<Self> {
        let rule = zbus::MatchRule::builder().msg_type(zbus::message::Type::Signal).interface(NOTICES)?.build();
        let signals = MessageIterator::for_match_rule(rule, &session, Some(WAITING))?;
        let shown = Arc::<Mutex<HashMap<u32, Of>>>::default();
        let known = Arc::clone(&shown);
        thread::spawn(move || {
            for signal in signals.flatten() {
                let header = signal.header();
                let known = || known.lock().unwrap_or_else(PoisonError::into_inner);
                match header.member().map(|member| member.as_str()) {
                    Some("ActionInvoked") => {
                        let of = signal.body().deserialize().ok();
                        let of = of.and_then(|(number, _): (u32, String)| known().get(&number).cloned());
                        of.iter().for_each(&pressed);
                    }
                    Some("NotificationClosed") => {
                        if let Ok((number, _)) = signal.body().deserialize::<(u32, u32)>() {
                            known().remove(&number);
                        }
                    }
                    _ => {}
                }
            }
        });
        Ok(Self { session, shown })
    }

    /// Shows one; what it says is text and nothing else.
    pub fn show(&self, of: Of, title: &str, body: &str) -> Result<(), String> {
        // Held until the number is known: whoever presses at once is not missed.
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let before = shown.iter().find(|(_, other)| **other == of).map_or(0, |(number, _)| *number);
        let hints = HashMap::from([("desktop-entry", Value::from("galley"))]);
        let actions = ["default", "Open"];
        let notice = ("Galley", before, "galley", title, escaped(body), &actions[..], hints, -1_i32);
        let answer = self.session.call_method(Some(NOTICES), PATH, Some(NOTICES), "Notify", &notice);
        let number = answer.and_then(|answer| answer.body().deserialize()).map_err(|error| error.to_string())?;
        shown.insert(number, of);
        Ok(())
    }
}

/// Desktops read the body as markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixStream;
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    type Notice = (String, u32, String, String, String, Vec<String>);

    /// A desktop that shows notices: each is told, and gets the next number.
    struct Shows {
        told: mpsc::Sender<Notice>,
        next: u32,
    }

    #[zbus::interface(name = "org.freedesktop.Notifications")]
    impl Shows {
        #[expect(clippy::too_many_arguments, reason = "the desktop's own interface")]
        fn notify(
            &mut self,
            app: String,
            replaces: u32,
            icon: String,
            title: String,
            body: String,
            actions: Vec<String>,
            _hints: HashMap<String, zbus::zvariant::OwnedValue>,
            _expires: i32,
        ) -> u32 {
            self.told.send((app, replaces, icon, title, body, actions)).expect("somebody listens");
            self.next += 1;
            if replaces > 0 { replaces } else { self.next }
        }
    }

    #[test]
    fn a_notice_that_is_pressed_is_told_and_one_of_the_same_name_takes_its_place() {
        let (ours, theirs) = UnixStream::pair().expect("a pair");
        let (told, notices) = mpsc::channel();
        let desktop = thread::spawn(move || {
            let guid = zbus::Guid::generate();
            let builder =
                zbus::blocking::connection::Builder::async_io_unix_stream(theirs).server(guid).expect("a guid");
            builder.p2p().serve_at(PATH, Shows { told, next: 0 }).expect("a path").build().expect("it serves")
        });
        let session =
            zbus::blocking::connection::Builder::async_io_unix_stream(ours).p2p().build().expect("it connects");
        let desktop = desktop.join().expect("it serves");
        let (pressed, presses) = mpsc::channel();
        let reached = Desktop::at(session, move |of| pressed.send(*of).expect("somebody listens"));
        let reached = reached.expect("it is reached");
        reached.show("a", "The <quay>", "<b>A & B</b>").expect("it is shown");
        reached.show("b", "Another", "").expect("it is shown");
        reached.show("a", "The quay again", "").expect("it is shown");
        let shown: Vec<_> =
            notices.try_iter().map(|(_, replaces, _, title, body, _)| (replaces, title, body)).collect();
        let line = |replaces, title: &str, body: &str| (replaces, title.to_owned(), body.to_owned());
        let first = line(0, "The <quay>", "&lt;b&gt;A &amp; B&lt;/b&gt;");
        assert_eq!(shown, [first, line(0, "Another", ""), line(1, "The quay again", "")]);
        let signal = |member: &str, body: &(u32, &str)| {
            desktop.emit_signal(None::<()>, PATH, NOTICES, member, body).expect("it is told");
        };
        let closed = |number: u32| {
            desktop.emit_signal(None::<()>, PATH, NOTICES, "NotificationClosed", &(number, 2_u32)).expect("told");
        };
        signal("ActionInvoked", &(99, "default"));
        closed(2);
        signal("ActionInvoked", &(2, "default"));
        signal("ActionInvoked", &(1, "default"));
        let heard = presses.recv_timeout(Duration::from_secs(10)).expect("it was pressed");
        assert_eq!(heard, "a", "neither somebody else's nor one that was closed");
    }
}
