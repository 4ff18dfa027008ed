//! `galley calendar`.

use chrono::{Datelike, Days, NaiveDate, Utc};
use newsroom::wire::Nothing;
use newsroom::wire::calendar::{Calendar as Answer, CalendarArgs, CalendarCard, CalendarDay, CardKind, PlaceState};
use newsroom::wire::table::Handler;

use crate::arguments::Calendar;
use crate::output::{self, Trouble};
use crate::session::Session;

pub fn calendar(session: &Session, wish: &Calendar) -> Result<(), Trouble> {
    if wish.check {
        return check(session);
    }
    let args = asked(wish, wish.on.unwrap_or_else(|| session.newsroom.house_date(Utc::now())))
        .ok_or_else(|| Trouble("The calendar does not go that far.".into()))?;
    let found = session.newsroom.calendar_list(&session.caller, args)?;
    if session.json {
        return output::json(&found);
    }
    output::say(format!("Times in {}.", found.zone));
    found.days.iter().for_each(|day| tell(day, &found));
    if found.left_out > 0 {
        output::say(format!("{} publications of the past are left out.", found.left_out));
    }
    if found.ready.total > 0 {
        output::say(format!("\nReady, no time: {}", found.ready.total));
        output::table(
            &found
                .ready
                .lines
                .iter()
                .map(|line| vec![format!("  {}", line.slug), line.headline.clone()])
                .collect::<Vec<_>>(),
        );
    }
    Ok(())
}

fn check(session: &Session) -> Result<(), Trouble> {
    let found = session.newsroom.schedule_check(&session.caller, Nothing {})?;
    if session.json {
        output::json(&found)?;
    } else {
        output::table(&found.list.iter().map(|one| vec![one.shown.clone(), one.said.clone()]).collect::<Vec<_>>());
    }
    match found.list.len() {
        0 if session.json => Ok(()),
        0 => {
            output::say(format!("The next {} days run into nothing.", found.days));
            Ok(())
        }
        1 => Err(Trouble(format!("The next {} days run into one thing.", found.days))),
        several => Err(Trouble(format!("The next {} days run into {several} things.", found.days))),
    }
}

/// The week, from Monday on, or the month that the day is in.
fn asked(wish: &Calendar, day: NaiveDate) -> Option<CalendarArgs> {
    let (from, to) = if wish.month {
        let first = day.with_day(1)?;
        (first, first.checked_add_months(chrono::Months::new(1))?.pred_opt()?)
    } else {
        let monday = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?;
        (monday, monday.checked_add_days(Days::new(6))?)
    };
    Some(CalendarArgs { from, to })
}

fn tell(day: &CalendarDay, found: &Answer) {
    let cards = found.cards.iter().filter(|card| card.date == day.date);
    let mut rows: Vec<Vec<String>> = cards.map(card).collect();
    for place in day.places.iter().filter(|place| place.state == PlaceState::Empty) {
        rows.push(vec![format!("  {}", place.time), place.slot.clone(), "empty".into(), String::new()]);
    }
    for due in found.dues.iter().filter(|due| due.date == day.date) {
        rows.push(vec![format!("  {}", due.time), String::new(), "due".into(), due.line.slug.clone()]);
    }
    rows.sort();
    let clocks = day.clocks.as_ref().map(|clocks| format!("  {clocks}")).unwrap_or_default();
    let gap = if day.gap { "  Nothing goes out." } else { "" };
    output::say(format!("\n{}{gap}{clocks}", day.date.format("%a %-d %b")));
    output::table(&rows);
}

fn card(card: &CalendarCard) -> Vec<String> {
    let mut what = String::from(match card.what {
        CardKind::Live => "live",
        CardKind::Publish => "publish",
        CardKind::Update => "update",
        CardKind::Withdraw => "withdraw",
    });
    for (is, said) in [
        (card.line.on_hold, ", on hold"),
        (card.breaks_embargo, ", embargo"),
        (card.asked, ", missed"),
        (card.changed_since, ", changed since"),
    ] {
        if is {
            what.push_str(said);
        }
    }
    vec![
        format!("  {}", card.time),
        card.slot.clone().unwrap_or_default(),
        what,
        format!("{}  {}", card.line.slug, card.line.headline),
    ]
}
