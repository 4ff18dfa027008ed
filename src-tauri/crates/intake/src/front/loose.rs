//! Front matter with a mistake in it, read line by line, so that one wrong quotation mark does not cost the title.

use serde_json::{Map, Value};

/// `key: value` and `key = value` at the margin, and `- item` below a key without a value; `None` when no line has this
/// form, which is how a rule above prose is told from front matter.
pub(super) fn read(raw: &str) -> Option<Map<String, Value>> {
    let mut map = Map::new();
    let mut list: Option<String> = None;
    for line in raw.lines() {
        let item = line.trim_start().strip_prefix("- ");
        if let (Some(key), Some(item)) = (&list, item) {
            if let Some(Value::Array(items)) = map.get_mut(key) {
                items.push(Value::String(bare(item).to_owned()));
            }
            continue;
        }
        list = None;
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let key = key.trim_end();
        if key.is_empty() || !key.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c)) || key.starts_with(' ') {
            continue;
        }
        let value = bare(value);
        if value.is_empty() {
            list = Some(key.to_owned());
            map.insert(key.to_owned(), Value::Array(Vec::new()));
        } else if let Some(inner) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let items = inner.split(',').map(|item| Value::String(bare(item).to_owned())).collect();
            map.insert(key.to_owned(), Value::Array(items));
        } else {
            let value = match value {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                _ => Value::String(value.to_owned()),
            };
            map.insert(key.to_owned(), value);
        }
    }
    (!map.is_empty()).then_some(map)
}

/// Without the quotation marks around it.
fn bare(value: &str) -> &str {
    let value = value.trim();
    value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .or_else(|| value.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')))
        .unwrap_or(value)
}
