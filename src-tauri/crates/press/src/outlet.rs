//! Where a page is read, and what its addresses are there.

use std::sync::Arc;

/// Where a page is read: on the site, or in the desk's galley. The two differ in nothing but addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlet {
    Site,
    /// `base` stands before the address of every page, picture and file of the house; it ends in a slash.
    Galley {
        base: String,
    },
}

/// What stands in `href` and `src`: made by [`crate::House::addresses`], cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    base: Arc<str>,
}

impl Addresses {
    /// Addresses below `base`, which is given its closing slash when it lacks one.
    pub fn below(base: &str) -> Self {
        Self { base: format!("{}/", base.trim_end_matches('/')).into() }
    }

    /// The beginning of every address; ends in a slash.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A page, by its address without slashes at its ends; the front page is `""`.
    pub fn page(&self, address: &str) -> String {
        if address.is_empty() { self.base.to_string() } else { format!("{}{address}/", self.base) }
    }

    /// A picture's rendition, by its file name.
    pub fn picture(&self, file: &str) -> String {
        format!("{}pictures/{file}", self.base)
    }

    /// A file of the house (style sheet, font, brand mark), by its path.
    pub fn house(&self, path: &str) -> String {
        format!("{}house/{path}", self.base)
    }

    /// Any other file of the site, such as a feed.
    pub fn file(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Default for Addresses {
    fn default() -> Self {
        Self::below("")
    }
}

/// A name as part of an address: lower-case ASCII letters and digits with single hyphens between; Latin letters lose
/// their accents. Empty when nothing is left.
///
/// ```
/// assert_eq!(press::slug("Łódź & São Paulo: what’s next?"), "lodz-sao-paulo-whats-next");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars() {
        let mut push = |plain: &str| {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push_str(plain);
        };
        match character {
            'a'..='z' | '0'..='9' => push(character.encode_utf8(&mut [0; 4])),
            'A'..='Z' => push(character.to_ascii_lowercase().encode_utf8(&mut [0; 4])),
            '\'' | '’' | '‘' | '\u{ad}' | '\u{300}'..='\u{36f}' => {}
            _ => match plain(character) {
                "" => gap = true,
                letters => push(letters),
            },
        }
    }
    out
}

/// The ASCII letters of a Latin letter with marks; empty for any other character.
fn plain(character: char) -> &'static str {
    match character {
        'à'..='å'
        | 'À'..='Å'
        | 'ā'
        | 'Ā'
        | 'ă'
        | 'Ă'
        | 'ą'
        | 'Ą'
        | 'ǎ'
        | 'ạ'
        | 'ả'
        | 'ấ'
        | 'ầ'
        | 'ẩ'
        | 'ẫ'
        | 'ậ'
        | 'ắ'
        | 'ằ'
        | 'ẳ'
        | 'ẵ'
        | 'ặ' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'ĉ' | 'ċ' | 'Ċ' | 'č' | 'Č' => "c",
        'ð' | 'Ð' | 'ď' | 'Ď' | 'đ' | 'Đ' => "d",
        'è'..='ë'
        | 'È'..='Ë'
        | 'ē'
        | 'Ē'
        | 'ė'
        | 'Ė'
        | 'ę'
        | 'Ę'
        | 'ě'
        | 'Ě'
        | 'ẹ'
        | 'ẻ'
        | 'ẽ'
        | 'ế'
        | 'ề'
        | 'ể'
        | 'ễ'
        | 'ệ'
        | 'ə'
        | 'Ə' => "e",
        'ğ' | 'Ğ' | 'ģ' | 'Ģ' | 'ĝ' | 'ġ' => "g",
        'ħ' | 'Ħ' => "h",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'į' | 'Į' | 'ı' | 'İ' | 'ị' | 'ỉ' | 'ĩ' => "i",
        'ķ' | 'Ķ' => "k",
        'ł' | 'Ł' | 'ļ' | 'Ļ' | 'ľ' | 'Ľ' | 'ĺ' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ņ' | 'Ņ' | 'ň' | 'Ň' => "n",
        'ò'..='ö'
        | 'Ò'..='Ö'
        | 'ø'
        | 'Ø'
        | 'ō'
        | 'Ō'
        | 'ő'
        | 'Ő'
        | 'ơ'
        | 'Ơ'
        | 'ọ'
        | 'ỏ'
        | 'ố'
        | 'ồ'
        | 'ổ'
        | 'ỗ'
        | 'ộ'
        | 'ớ'
        | 'ờ'
        | 'ở'
        | 'ỡ'
        | 'ợ' => "o",
        'œ' | 'Œ' => "oe",
        'ř' | 'Ř' | 'ŕ' => "r",
        'ś' | 'Ś' | 'ş' | 'Ş' | 'š' | 'Š' | 'ș' | 'Ș' => "s",
        'ß' | 'ẞ' => "ss",
        'ţ' | 'Ţ' | 'ť' | 'Ť' | 'ț' | 'Ț' => "t",
        'þ' | 'Þ' => "th",
        'ù'..='ü'
        | 'Ù'..='Ü'
        | 'ū'
        | 'Ū'
        | 'ů'
        | 'Ů'
        | 'ű'
        | 'Ű'
        | 'ų'
        | 'Ų'
        | 'ư'
        | 'Ư'
        | 'ụ'
        | 'ủ'
        | 'ũ'
        | 'ứ'
        | 'ừ'
        | 'ử'
        | 'ữ'
        | 'ự' => "u",
        'ý' | 'Ý' | 'ÿ' | 'Ÿ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "z",
        _ => "",
    }
}
