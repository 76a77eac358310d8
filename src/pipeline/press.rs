//! What is printed of an article, made where the article is checked, and kept for the next run.

use serde::{Deserialize, Serialize};

use super::Report;
use crate::cache::{Digest, StoredPage};
use crate::render::Counts;

/// Prints each article by itself, on the threads that check, in a format in which no article depends on those before it.
pub trait Press: Sync {
    /// What is printed of `report`, from which it may take what is not to be shown; nothing where the report is too long to be
    /// held twice, and is to be handed on as it is.
    fn print(&self, report: &mut Report) -> Option<Vec<u8>>;

    /// A digest of all that is printed depends on beside the reports: what is of another edition is of no use.
    fn edition(&self) -> Digest;
}

/// What is printed of one article.
#[derive(Debug)]
pub struct Page {
    /// What was found in the article, as in a run of no other article.
    pub counts: Counts,
    stored: StoredPage,
    /// Where the text begins in what is stored.
    at: usize,
}

/// What is stored before the text of a page.
#[derive(Serialize, Deserialize)]
struct Head<'p> {
    counts: Counts,
    /// The other articles whose texts were looked at for it, with the digests of these.
    #[serde(borrow)]
    others: Vec<(&'p str, Digest)>,
}

impl Page {
    /// The page that reads `text`, on what `report` has, and whether it may be stored: `digest` knows all texts that it shows.
    pub(super) fn new(report: &Report, text: &[u8], digest: impl Fn(&str) -> Option<Digest>) -> Option<(Self, bool)> {
        let mut counts = Counts::default();
        counts.add(&report.diagnostics);
        let notes = report.diagnostics.iter().flat_map(|diagnostic| &diagnostic.notes);
        let mut names: Vec<&str> = notes.filter_map(|note| note.place.as_ref()?.path.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        let others: Vec<_> = names.iter().filter_map(|&name| Some((name, digest(name)?))).collect();
        let lasts = others.len() == names.len();
        let head = postcard::to_stdvec(&Head { counts, others }).ok()?;
        let at = head.len();
        Some((Self { counts, stored: StoredPage::new([&*head, text].concat()), at }, lasts))
    }

    /// The page that is stored so; nothing where that cannot be read, or where a text that it shows is another one.
    pub(super) fn stored(stored: StoredPage, digest: impl Fn(&str) -> Option<Digest>) -> Option<Self> {
        let (head, text): (Head<'_>, _) = postcard::take_from_bytes(stored.as_ref()).ok()?;
        let (counts, at) = (head.counts, stored.as_ref().len() - text.len());
        head.others.iter().all(|&(name, before)| digest(name) == Some(before)).then_some(())?;
        Some(Self { counts, stored, at })
    }

    /// What is printed.
    pub fn text(&self) -> &[u8] {
        self.stored.as_ref().get(self.at..).unwrap_or_default()
    }

    /// How it is stored.
    pub(super) fn to_store(&self) -> StoredPage {
        self.stored.clone()
    }
}

/// What was found in one article, as it is handed on.
#[derive(Debug)]
pub enum Found {
    /// As it was found.
    Report(Box<Report>),
    /// As it is printed.
    Page(Page),
}
