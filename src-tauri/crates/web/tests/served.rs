//! A newsroom served for real: cookies, origins, paths, sizes, TLS, and nonsense.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::people::Role;
use newsroom::{Caller, NewNewsroom, Newsroom, Way};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, Stream};
use web::{Front, FrontError};

const PASSPHRASE: &str = "four tall ships at noon";
const ADMIN: &str = "Fenna Eerste";

struct Served {
    address: SocketAddr,
    room: Arc<Newsroom>,
    stop: Option<oneshot::Sender<()>>,
    runtime: Option<Runtime>,
    _folder: tempfile::TempDir,
}

/// What came back, as it stands on the wire.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

fn room(guarded: bool) -> (tempfile::TempDir, Arc<Newsroom>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("room");
    let new = NewNewsroom { house: "meridian".into(), name: None, first_person: Some(ADMIN.into()) };
    Newsroom::create(&path, &new).expect("a newsroom");
    let room = Newsroom::open(&path, Way::Web).expect("it opens");
    if guarded {
        let first = room.person(ADMIN).expect("the first person");
        room.set_passphrase(&Caller::holder(), first, PASSPHRASE).expect("a passphrase");
    }
    (folder, room)
}

impl Served {
    fn start(guarded: bool, front: Front) -> Self {
        let (folder, room) = room(guarded);
        let runtime = Runtime::new().expect("threads");
        let (stop, stopped) = oneshot::channel();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        let serving = web::serve(Arc::clone(&room), listener, front, async move { drop(stopped.await) });
        runtime.spawn(async move { serving.await.expect("it is served") });
        Self { address, room, stop: Some(stop), runtime: Some(runtime), _folder: folder }
    }

    fn raw(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        // A server that refuses may hang up while it is still being talked to.
        let _ = stream.write_all(bytes);
        let mut read = Vec::new();
        let _ = stream.read_to_end(&mut read);
        let text = String::from_utf8_lossy(&read).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_lowercase(), body: body.into() }
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut text = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            text += &format!("Host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        if method == "POST" {
            text += &format!("Content-Length: {}\r\n", body.len());
        }
        self.raw(format!("{text}\r\n{body}").as_bytes())
    }

    fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send("GET", path, headers, "")
    }

    fn ask(&self, request: &str, cookie: &str, body: &str) -> Answer {
        let mut headers = vec![("x-galley", "1")];
        if !cookie.is_empty() {
            headers.push(("Cookie", cookie));
        }
        self.send("POST", &format!("/request/{request}"), &headers, body)
    }

    /// The cookie of a session as the browser sends it back, and as it was given.
    fn sign_in(&self) -> (String, String) {
        let raw = self.raw_cookie();
        let cookie = raw.split(';').next().expect("a pair").to_owned();
        (cookie, raw)
    }

    fn raw_cookie(&self) -> String {
        let body = format!("{{\"name\":\"{ADMIN}\",\"passphrase\":\"{PASSPHRASE}\"}}");
        let request = format!(
            "POST /request/session.begin HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nx-galley: 1\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("an answer");
        let line = text.lines().find(|line| line.to_lowercase().starts_with("set-cookie:")).expect("a cookie");
        line["set-cookie:".len()..].trim().to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(Duration::from_secs(10));
        }
    }
}

#[test]
fn in_front_of_the_door_there_is_the_interface_the_published_site_and_nothing_else() {
    let served = Served::start(true, Front::default());
    let person = served.room.person(ADMIN).expect("a person").to_string();
    for path in ["/site/", "/site/index.html"] {
        assert_eq!(served.get(path, &[]).status, 200, "{path} is published");
    }
    let hash = "0".repeat(64);
    for path in [
        "/events",
        &format!("/events?person={person}"),
        &format!("/media/{hash}/480"),
        "/pictures/x.webp",
        "/house/house.toml",
    ] {
        let answer = served.get(path, &[("x-galley-person", &person)]);
        assert_eq!(answer.status, 401, "{path}: {}", answer.body);
    }
    for request in ["desk.status", "queue.list", "people.list", "article.log", "nonsense"] {
        let answer = served.send(
            "POST",
            &format!("/request/{request}"),
            &[("x-galley", "1"), ("x-galley-person", &person)],
            "{}",
        );
        assert_eq!(answer.status, 401, "{request}: a name counts for nothing: {}", answer.body);
        assert!(answer.body.contains("sign-in"), "{}", answer.body);
    }
    let open = served.ask("desk.open", "", "{}");
    assert_eq!(open.status, 200);
    assert!(!open.body.contains(ADMIN) && open.body.contains("\"guarded\":true"), "{}", open.body);
}

#[test]
fn a_session_is_a_cookie_that_no_script_reads_and_no_other_site_sends() {
    let served = Served::start(true, Front::default());
    let (cookie, raw) = served.sign_in();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(raw.contains(part), "{raw}");
    }
    assert!(!raw.contains("Secure") && !raw.starts_with("__Host-"), "a browser would drop it without TLS: {raw}");
    assert_eq!(served.ask("desk.status", &cookie, "{}").status, 200);
    for wrong in [
        cookie.replace("galley-", "galley-1"),
        format!("{cookie}x"),
        cookie[..cookie.len() - 1].to_owned(),
        "a=b".into(),
    ] {
        assert_eq!(served.ask("desk.status", &wrong, "{}").status, 401, "{wrong}");
    }
    let out = served.ask("session.end", &cookie, "{}");
    assert!(out.head.contains("max-age=0") && out.head.contains("clear-site-data"), "{}", out.head);
    assert_eq!(served.ask("desk.status", &cookie, "{}").status, 401, "it is over on this side, too");
    // Whoever is not on the masthead and whoever mistypes get the same answer, with the same status.
    let wrong = |name: &str| {
        served.ask("session.begin", "", &format!("{{\"name\":\"{name}\",\"passphrase\":\"not this one at all\"}}"))
    };
    let (known, unknown) = (wrong(ADMIN), wrong("Nobody Atall"));
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    assert!(!known.head.contains("set-cookie"));
}

#[test]
fn pages_of_other_addresses_are_refused_whatever_they_send() {
    let served = Served::start(true, Front::default());
    let (cookie, _) = served.sign_in();
    let own = served.address.to_string();
    for headers in [
        vec![("x-galley", "1"), ("Origin", "http://evil.example")],
        vec![("x-galley", "1"), ("Origin", "null")],
        vec![("x-galley", "1"), ("Host", "evil.example")],
        vec![("x-galley", "1"), ("Sec-Fetch-Site", "cross-site")],
        vec![],
    ] {
        let mut headers = headers;
        headers.push(("Cookie", &cookie));
        let answer = served.send("POST", "/request/desk.status", &headers, "{}");
        assert_eq!(answer.status, 403, "{headers:?}: {}", answer.body);
    }
    let absolute = served.raw(b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert_eq!(absolute.status, 403);
    assert!(served.get("/", &[("Host", &own)]).head.contains("content-security-policy"));
    assert_eq!(served.get("/events", &[("Cookie", &cookie), ("Sec-Fetch-Site", "cross-site")]).status, 403);
}

#[test]
fn no_path_leads_out_of_the_site() {
    let served = Served::start(true, Front::default());
    for path in [
        "/site/../desk.toml",
        "/site/..%2fdesk.toml",
        "/site/%2e%2e/desk.toml",
        "/site/..%5cdesk.toml",
        "/site//etc/passwd",
        "/site/.hidden",
        "/../desk.sqlite3",
        "/desk.sqlite3",
        "/site/%00",
        "/media/../../desk.toml",
        "/pictures/..%2f..%2fdesk.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/site/house/../../desk.toml",
    ] {
        let answer = served.get(path, &[]);
        assert!(matches!(answer.status, 301 | 307 | 400 | 401 | 404), "{path}: {}", answer.status);
        assert!(!answer.body.contains("zone =") && !answer.body.contains("root:"), "{path}: {}", answer.body);
    }
}

#[test]
fn what_is_too_much_or_makes_no_sense_is_refused_and_the_server_goes_on() {
    let served = Served::start(true, Front::default());
    let (cookie, _) = served.sign_in();
    let long = "x".repeat(20 * 1024);
    assert_eq!(served.ask("session.begin", "", &format!("{{\"name\":\"{long}\",\"passphrase\":\"y\"}}")).status, 413);
    assert_eq!(served.ask("queue.list", &cookie, &"x".repeat(5 * 1024 * 1024)).status, 413);
    for body in ["", "{", "null", "[]", "{\"name\":1}", "\"\u{fffd}\"", "{\"passphrase\":\"x\"}"] {
        assert_eq!(served.ask("session.begin", "", body).status, 400, "{body}");
    }
    let nonsense: [&[u8]; 6] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /request/desk.open HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /request/desk.open HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n",
        b"\r\n\r\n\r\n\x00\x00\xff",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    ];
    for bytes in nonsense {
        assert!(!matches!(served.raw(bytes).status, 200..=299), "{:?}", String::from_utf8_lossy(bytes));
    }
    let headers: String = (0..2000).map(|number| format!("x-{number}: y\r\n")).collect();
    let crowd = format!("GET / HTTP/1.1\r\nHost: {}\r\n{headers}Connection: close\r\n\r\n", served.address);
    assert!(!matches!(served.raw(crowd.as_bytes()).status, 200..=299));
    assert_eq!(served.ask("desk.status", &cookie, "{}").status, 200, "it goes on");
}

#[test]
fn who_listens_hears_until_the_session_ends() {
    let served = Served::start(true, Front::default());
    let (cookie, _) = served.sign_in();
    let mut stream = TcpStream::connect(served.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    let ask = format!("GET /events HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", served.address);
    stream.write_all(ask.as_bytes()).expect("sent");
    let mut heard = String::new();
    let mut read = |stream: &mut TcpStream, wanted: &str| {
        let mut buffer = [0; 4096];
        while !heard.contains(wanted) {
            let count = stream.read(&mut buffer).expect("more comes");
            if count == 0 {
                return false;
            }
            heard.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
        true
    };
    assert!(read(&mut stream, "text/event-stream"));
    let first = served.room.person(ADMIN).expect("a person");
    let holder = Caller::command_line(Some(first));
    served.room.set_person(&holder, "Wanda Ostrow", &[Role::Writer], false, None, None).expect("somebody new");
    assert!(read(&mut stream, "people"));
    served.room.end_sessions(&holder, first).expect("ended");
    assert!(!read(&mut stream, "never said"), "the stream is ended with the session");
}

#[test]
fn beyond_this_machine_nothing_is_served_without_tls_or_before_somebody_has_a_passphrase() {
    let serve = |guarded: bool, address: &str, front: Front| {
        let (_folder, room) = room(guarded);
        let runtime = Runtime::new().expect("threads");
        runtime.block_on(async {
            let listener = TcpListener::bind(address).await.expect("a port");
            web::serve(room, listener, front, std::future::ready(())).await
        })
    };
    assert!(matches!(serve(true, "0.0.0.0:0", Front::default()), Err(FrontError::Open(_))));
    let proxied = || Front { proxies: Front::local_proxies(), names: vec!["desk.example.org".into()], tls: None };
    assert!(matches!(serve(false, "127.0.0.1:0", proxied()), Err(FrontError::Unguarded)));
    assert!(serve(true, "127.0.0.1:0", proxied()).is_ok());
    assert!(serve(false, "127.0.0.1:0", Front::default()).is_ok(), "seats are free on this machine");
}

#[test]
fn behind_a_proxy_the_cookie_is_safe_and_the_proxy_says_where_somebody_is() {
    let front = Front { proxies: Front::local_proxies(), names: vec!["desk.example.org".into()], tls: None };
    let served = Served::start(true, front);
    let proxied = |extra: &[(&str, &str)], body: &str| {
        let mut headers = vec![("Host", "desk.example.org"), ("x-forwarded-proto", "https"), ("x-galley", "1")];
        headers.extend(extra);
        served.send("POST", "/request/session.begin", &headers, body)
    };
    let right = format!("{{\"name\":\"{ADMIN}\",\"passphrase\":\"{PASSPHRASE}\"}}");
    let answer = proxied(&[("x-forwarded-for", "203.0.113.1"), ("Origin", "https://desk.example.org")], &right);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.head.contains("set-cookie: __host-galley-") && answer.head.contains("; secure"), "{}", answer.head);
    assert!(answer.head.contains("strict-transport-security"));
    // One address guesses; another is not kept waiting for it.
    for attempt in 0..12 {
        let wrong = format!("{{\"name\":\"Somebody {attempt}\",\"passphrase\":\"wrong\"}}");
        proxied(&[("x-forwarded-for", "198.51.100.1, 203.0.113.66")], &wrong);
    }
    let from = |address: &str| proxied(&[("x-forwarded-for", address)], &right).body;
    assert!(from("203.0.113.66").contains("too many attempts"), "the guesser waits");
    assert!(from("198.51.100.1").contains("\"in\""), "whoever was only named before the proxy does not");
}

#[test]
fn over_tls_the_newsroom_answers_with_its_certificate() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let tls = web::Tls::read(&fixtures.join("localhost.pem"), &fixtures.join("localhost.key")).expect("a certificate");
    let served = Served::start(true, Front { tls: Some(tls), ..Front::default() });
    let plain = served.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(!matches!(plain.status, 200..=299), "nothing is said without it");
    let said = over_tls(
        &fixtures.join("localhost.pem"),
        served.address,
        "GET /site/ HTTP/1.1\r\nHost: ADDRESS\r\nConnection: close\r\n\r\n",
    );
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    assert!(said.to_lowercase().contains("strict-transport-security: max-age="), "{said}");
    let body = format!("{{\"name\":\"{ADMIN}\",\"passphrase\":\"{PASSPHRASE}\"}}");
    let said = over_tls(
        &fixtures.join("localhost.pem"),
        served.address,
        &format!(
            "POST /request/session.begin HTTP/1.1\r\nHost: ADDRESS\r\nx-galley: 1\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ),
    );
    assert!(said.contains("__Host-galley-") && said.contains("; Secure"), "{said}");
    let swapped = web::Tls::read(&fixtures.join("localhost.key"), &fixtures.join("localhost.pem"));
    let sentence = swapped.map(|_| ()).expect_err("the wrong way round").to_string();
    assert!(sentence.contains("localhost.key"), "{sentence}");
}

/// What is answered over TLS, by whoever trusts that certificate alone.
fn over_tls(trusted: &Path, address: SocketAddr, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(trusted).expect("a certificate")).expect("it can be trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").expect("a name");
    let mut connection = ClientConnection::new(Arc::new(config), name).expect("a connection");
    let mut stream = TcpStream::connect(address).expect("it is there");
    let mut tls = Stream::new(&mut connection, &mut stream);
    tls.write_all(request.replace("ADDRESS", &address.to_string()).as_bytes()).expect("sent");
    let mut said = Vec::new();
    // Some servers hang up without a word of farewell.
    let _ = tls.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}
