//! YAML and TOML to one form of value. Dates stay as they were written.

use serde_json::{Map, Value};

use super::{Mistake, Values};

/// Reads YAML; `None` when it is correct and is not a set of fields.
pub(super) fn yaml(raw: &str) -> Values {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: 2_000 },
    };
    match serde_saphyr::from_str_with_options::<Value>(raw, options) {
        Ok(Value::Object(map)) => Ok(Some(map)),
        Ok(Value::Null) => Ok(Some(Map::new())),
        Ok(_) => Ok(None),
        Err(error) => {
            let line = error.location().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
            let message = error.to_string();
            // The place is told in lines of the file instead.
            let message = message.lines().next().unwrap_or_default().split(" at line ").next().unwrap_or_default();
            Err(Mistake { line, message: message.to_owned() })
        }
    }
}

/// Reads TOML.
pub(super) fn toml(raw: &str) -> Values {
    match raw.parse::<toml::Table>() {
        Ok(table) => Ok(Some(table.into_iter().map(|(key, value)| (key, plain(value))).collect())),
        Err(error) => {
            let line = error.span().map_or(1, |span| raw[..span.start.min(raw.len())].matches('\n').count() + 1);
            Err(Mistake { line, message: error.message().to_owned() })
        }
    }
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(at) => Value::String(at.to_string()),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect()),
    }
}
