//! The session of a browser: a cookie that no script reads and no other site sends.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use desk::ids::PersonId;
use newsroom::wire::failure::{Code, Failure};
use newsroom::{Caller, Given, Newsroom, Visit, Way};

use crate::guard::{Door, From};

/// Longer than any token that was ever given.
const LONGEST: usize = 128;

/// Who asks. A name in a header is believed only as long as seats are free.
pub fn caller(newsroom: &Newsroom, door: &Door, from: &From, headers: &HeaderMap) -> Result<Caller, Failure> {
    let claimed = headers.get("x-galley-person").map(|id| id.to_str().ok().and_then(|id| id.parse::<PersonId>().ok()));
    if claimed == Some(None) && !newsroom.guarded()? {
        return Err(Failure {
            code: Code::BadRequest,
            message: "The header x-galley-person holds no person’s id.".into(),
            detail: String::new(),
        });
    }
    newsroom.admit(Way::Web, claimed.flatten(), visit(door, from, headers))
}

/// Who looks at pictures or listens: browsers send no header of ours with these, and while seats are free say who it is in the
/// address.
pub fn looker(
    newsroom: &Newsroom,
    door: &Door,
    from: &From,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Result<Caller, Failure> {
    let claimed = query.and_then(|query| query.strip_prefix("person=")).and_then(|id| id.parse().ok());
    newsroom.admit(Way::Web, claimed, visit(door, from, headers))
}

fn visit(door: &Door, from: &From, headers: &HeaderMap) -> Visit {
    Visit::new(token(headers, &door.cookie), Some(from.0.clone()))
}

fn token(headers: &HeaderMap, cookie: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut ours = all.flat_map(|value| value.split(';')).filter_map(|pair| {
        let (name, token) = pair.trim().split_once('=')?;
        (name == cookie && !token.is_empty() && token.len() <= LONGEST).then(|| token.to_owned())
    });
    ours.next()
}

/// Gives the browser what the newsroom gave with its answer.
pub fn give(door: &Arc<Door>, caller: &Caller, response: &mut Response) {
    let Some(given) = caller.given() else { return };
    let secure = if door.secure() { "; Secure" } else { "" };
    let cookie = match &given {
        Given::Session { token, seconds } => {
            format!("{}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}", door.cookie)
        }
        Given::Nothing => format!("{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}", door.cookie),
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        headers.append(header::SET_COOKIE, value);
    }
    if given == Given::Nothing {
        // Pictures that somebody might see were kept by the browser under their own name.
        headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(cookies: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for cookie in cookies {
            headers.append(header::COOKIE, HeaderValue::from_str(cookie).expect("a header's value"));
        }
        token(&headers, "galley-4321")
    }

    #[test]
    fn our_cookie_is_found_among_others_and_nothing_else_is_taken_for_it() {
        assert_eq!(found(&["a=b; galley-4321=token; c=d"]).as_deref(), Some("token"));
        assert_eq!(found(&["a=b", "galley-4321=token"]).as_deref(), Some("token"));
        for cookies in
            [&["galley-43210=token"][..], &["xgalley-4321=token"], &["galley-4321="], &["galley-4321"], &["=;;="], &[]]
        {
            assert_eq!(found(cookies), None, "{cookies:?}");
        }
        assert_eq!(found(&[&format!("galley-4321={}", "x".repeat(5000))]), None, "nobody was given that");
    }
}
