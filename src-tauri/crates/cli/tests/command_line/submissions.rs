//! submissions/: what is dropped there becomes a draft while an agent runs.

use std::fs;
use std::path::Path;

use crate::room::{EDITOR, INTAKE, PATIENCE, Room, until};

#[test]
fn dropped_files_become_drafts_and_move_to_taken() {
    let room = Room::new();
    let folder = room.folder.join("submissions");
    // One lies there before the agent starts.
    fs::write(folder.join("early.md"), "# Early\n\nEarly text.\n").expect("dropped");
    let agent = room.agent();
    fs::write(folder.join("late.md"), "---\nslug: late-one\n---\n# Late\n\nLate text.\n").expect("dropped");
    fs::write(folder.join("word.docx"), docx("Typed in Word.")).expect("dropped");
    fs::write(folder.join("broken.docx"), b"PK\x03\x04 not a package").expect("dropped");
    let secret = room.file("secret.md", "# Secret\n\nNot for the desk.\n");
    std::os::unix::fs::symlink(&secret, folder.join("link.md")).expect("a link");
    until("three drafts arrive", PATIENCE, || {
        room.json(EDITOR, &["queue", "is:any"]).as_array().is_some_and(|queue| queue.len() == 3)
    });
    until("the unreadable one has its reason", PATIENCE, || folder.join("broken.docx.reason.txt").exists());
    until("what was read is taken", PATIENCE, || {
        !folder.join("word.docx").exists() && !folder.join("late.md").exists()
    });

    let queue = room.json(EDITOR, &["queue", "is:any"]);
    for article in queue.as_array().expect("a list") {
        assert_eq!(article["authors"], serde_json::json!([INTAKE]), "{article}");
        assert_eq!(article["status"], "drafting");
    }
    let texts: Vec<String> = queue
        .as_array()
        .expect("a list")
        .iter()
        .map(|article| room.done(EDITOR, &["show", article["slug"].as_str().expect("a slug"), "--markdown"]))
        .collect();
    for text in ["Early text.", "Late text.", "Typed in Word."] {
        assert!(texts.iter().any(|found| found.contains(text)), "{text} arrived: {texts:?}");
    }
    for name in ["early.md", "late.md", "word.docx"] {
        assert!(folder.join("taken").join(name).exists(), "{name} is in taken/");
    }
    let reason = fs::read_to_string(folder.join("broken.docx.reason.txt")).expect("a reason");
    assert!(reason.contains("broken.docx") && reason.trim().lines().count() == 1, "{reason}");
    assert!(folder.join("broken.docx").exists(), "it stays");
    assert!(fs::symlink_metadata(folder.join("link.md")).is_ok_and(|link| link.is_symlink()), "the link stays");
    assert!(secret.exists());

    // Another agent does not take them again.
    agent.end();
    let agent = room.agent();
    fs::write(folder.join("last.md"), "# Last\n\nLast text.\n").expect("dropped");
    until("the last arrives", PATIENCE, || folder.join("taken/last.md").exists());
    agent.end();
    assert_eq!(room.json(EDITOR, &["queue", "is:any"]).as_array().map(Vec::len), Some(4));
    room.done("", &["verify"]);
}

#[test]
fn two_agents_take_each_file_once() {
    let room = Room::new();
    let agents = [room.agent(), room.agent()];
    let folder = room.folder.join("submissions");
    for number in 0..6 {
        fs::write(folder.join(format!("file-{number}.md")), format!("# File {number}\n\nText.\n")).expect("dropped");
    }
    until("all are taken", PATIENCE, || (0..6).all(|number| folder.join(format!("taken/file-{number}.md")).exists()));
    agents.into_iter().for_each(crate::room::Agent::end);
    assert_eq!(room.json(EDITOR, &["queue", "is:any"]).as_array().map(Vec::len), Some(6), "each is one draft");
    assert!(!Path::new(&folder.join("file-0.md.reason.txt")).exists());
}

/// The smallest Word file with one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let types = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
    );
    zip(&[("[Content_Types].xml", types), ("_rels/.rels", links), ("word/document.xml", &document)])
}

/// A zip archive of files that are stored as they are.
fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = u32::try_from(archive.len()).expect("small");
        let size = u32::try_from(text.len()).expect("small");
        let mut entry = Vec::new();
        for part in [0x14_u16, 0, 0, 0, 0x21] {
            entry.extend(part.to_le_bytes());
        }
        for part in [crc32(text.as_bytes()), size, size] {
            entry.extend(part.to_le_bytes());
        }
        for part in [u16::try_from(name.len()).expect("small"), 0] {
            entry.extend(part.to_le_bytes());
        }
        archive.extend(b"PK\x03\x04".iter().chain(&entry).chain(name.as_bytes()).chain(text.as_bytes()));
        directory.extend(b"PK\x01\x02\x14\x00".iter().chain(&entry));
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes().iter().chain(name.as_bytes()));
    }
    let (at, size) = (u32::try_from(archive.len()).expect("small"), u32::try_from(directory.len()).expect("small"));
    let count = u16::try_from(files.len()).expect("few");
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes().iter().chain(&count.to_le_bytes()));
    archive.extend(size.to_le_bytes().iter().chain(&at.to_le_bytes()));
    archive.extend([0, 0]);
    archive
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}
