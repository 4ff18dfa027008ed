//! What changed, as it changes, to whoever may hear it. A browser that lags too far behind is cut off, as is one whose session
//! ended; it connects again and asks for everything.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, Sse};
use futures_core::Stream;
use newsroom::wire::event::Topic;
use newsroom::{Caller, News, Newsroom};
use tokio::sync::{broadcast, mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

/// Changes a slow browser may lag behind before it is told to ask for everything again.
pub const BACKLOG: usize = 1024;
/// How often a silent stream says that it is there, and whether its session still stands is looked at.
const PULSE: Duration = Duration::from_secs(10);

type Line = Result<Event, Infallible>;

pub fn stream(
    newsroom: Arc<Newsroom>,
    caller: Caller,
    news: broadcast::Receiver<Arc<News>>,
    stopped: watch::Receiver<bool>,
) -> Sse<impl Stream<Item = Line>> {
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(tell(newsroom, caller, news, stopped, sender));
    Sse::new(ReceiverStream::new(receiver))
}

async fn tell(
    newsroom: Arc<Newsroom>,
    caller: Caller,
    mut news: broadcast::Receiver<Arc<News>>,
    mut stopped: watch::Receiver<bool>,
    sender: mpsc::Sender<Line>,
) {
    let mut pulse = tokio::time::interval(PULSE);
    let caller = Arc::new(caller);
    loop {
        let heard = tokio::select! {
            heard = news.recv() => match heard {
                Ok(news) => Some(news),
                Err(_) => return,
            },
            _ = pulse.tick() => None,
            _ = stopped.changed() => return,
        };
        let (room, who) = (Arc::clone(&newsroom), Arc::clone(&caller));
        let looked = tokio::task::spawn_blocking(move || {
            room.still_admits(&who).then(|| heard.map(|news| room.heard_by(&who, &news)))
        });
        let line = match looked.await {
            Ok(Some(None)) => Event::default().comment(""),
            Ok(Some(Some(topics))) if topics.is_empty() => continue,
            Ok(Some(Some(topics))) => data(&topics),
            Ok(None) | Err(_) => return,
        };
        if sender.send(Ok(line)).await.is_err() {
            return;
        }
    }
}

fn data(topics: &[Topic]) -> Event {
    Event::default().data(serde_json::to_string(topics).unwrap_or_else(|_| "[]".into()))
}
