//! Documents of Word and LibreOffice: packages of XML parts become transcripts, and fixes become changes that an editor
//! accepts or rejects.

mod docx;
mod look;
mod odt;
mod package;
mod paragraph;
mod revision;
mod xml;

pub use package::PackageError;
pub use revision::{Remark, Revised, Revision};

pub(super) use package::LARGEST;

use super::{Format, Transcript};
use package::Package;

/// Reads the package `bytes`, a document of `format`.
///
/// # Errors
/// When it is no such document, a damaged, encrypted or macro-bearing one, or larger than is allowed.
pub fn read(bytes: &[u8], format: Format) -> Result<Transcript, PackageError> {
    let mut package = Package::open(bytes)?;
    match format {
        Format::Odt => odt::read(&mut package),
        _ => docx::read(&mut package),
    }
}

/// The package `bytes` with the changes and comments of `revision`; all parts that they do not concern stay as they are.
///
/// # Errors
/// When it is not what it was when it was read, or something cannot be written.
pub fn revise(bytes: &[u8], format: Format, revision: &Revision<'_>) -> Result<Revised, PackageError> {
    let transcript = read(bytes, format)?;
    if **transcript.text() != *revision.text {
        return Err(PackageError::Changed);
    }
    let placed = revision.placed(&transcript)?;
    let mut package = Package::open(bytes)?;
    let (parts, remarks) = match format {
        Format::Odt => odt::revise(&mut package, &placed, revision)?,
        _ => docx::revise(&mut package, &placed, revision)?,
    };
    let bytes = package.rewritten(&parts)?;
    // What was written is read again before anybody gets to see it: a document that copydesk broke is worse than none.
    read(&bytes, format)?;
    Ok(Revised { bytes, remarks })
}
