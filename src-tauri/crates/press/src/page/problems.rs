//! What is shown in a page's place when the house folder has mistakes.

use crate::escape;
use crate::house::HouseProblem;

/// A page that names file, line and hint of every problem. It needs nothing of the house.
pub fn problem_page(problems: &[HouseProblem]) -> String {
    let mut html = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>The house folder has a mistake</title><style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;\
         max-width:42rem;margin:3rem auto;padding:0 1rem}code{font-weight:600}li{margin:1rem 0}</style></head><body><main>\
         <h1>The house folder has a mistake</h1><p>The page appears here as soon as the file is put right and saved.</p><ul>",
    );
    for problem in problems {
        html.push_str("<li><code>");
        escape::text(&mut html, &problem.file);
        html.push_str("</code>");
        if let Some(line) = problem.line {
            html.push_str(&format!(", line {line}"));
        }
        html.push_str("<br>");
        escape::text(&mut html, &problem.message);
        html.push_str("<br>");
        escape::text(&mut html, &problem.hint);
        html.push_str("</li>");
    }
    html.push_str("</ul></main></body></html>\n");
    html
}
