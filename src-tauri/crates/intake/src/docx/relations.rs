//! Relations: which part an id means.

use std::collections::HashMap;

use super::package::Package;
use super::xml::Ns;
use crate::read::Unreadable;

pub(super) struct Relation {
    /// The last part of the type: "image", "hyperlink", "footnotes".
    pub kind: String,
    /// The part's name in the package, or an address outside.
    pub target: String,
    pub external: bool,
}

#[derive(Default)]
pub(super) struct Relations {
    by_id: HashMap<String, Relation>,
}

impl Relations {
    /// The relations of a part; of the package itself when the part is "".
    pub fn of(package: &mut Package, part: &str) -> Result<Self, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut relations = Self::default();
        // Without them a text is still a text: links and pictures are then named as missing.
        let Some(Ok(root)) = package.xml(&path)? else { return Ok(relations) };
        for node in root.kids.iter().filter(|node| &*node.name == "Relationship") {
            let of = |name: &str| node.attribute(Ns::None, name).unwrap_or_default();
            let external = of("TargetMode") == "External";
            let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
            let target = if external { of("Target").to_owned() } else { resolved(folder, of("Target")) };
            relations.by_id.insert(of("Id").to_owned(), Relation { kind, target, external });
        }
        Ok(relations)
    }

    pub fn get(&self, id: &str) -> Option<&Relation> {
        self.by_id.get(id)
    }

    /// The parts of a kind, in a stable order.
    pub fn of_kind(&self, kind: &str) -> Vec<&str> {
        let mut found: Vec<&str> = self
            .by_id
            .values()
            .filter(|relation| relation.kind == kind && !relation.external)
            .map(|relation| relation.target.as_str())
            .collect();
        found.sort_unstable();
        found
    }
}

/// A target as seen from the folder of the part that names it. It is a name in the package, never one on the disk.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(rooted) = target.strip_prefix('/') {
        return rooted.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
