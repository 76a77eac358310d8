//! Files of settings and words are read up to a length that none of them ever has, so that a wrong path costs no memory.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// The longest settings file, in MiB.
pub const SETTINGS: u64 = 4;

/// The longest list of words or names, baseline, or file of a dictionary, in MiB.
pub const LIST: u64 = 64;

const MIB: u64 = 1 << 20;

/// The bytes of the file at `path`.
///
/// # Errors
/// When it cannot be read, or is longer than `most` MiB.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    // The length is asked first, so that nothing too long is ever read; devices say none.
    if fs::metadata(path)?.len() > most * MIB {
        return Err(too_long(most));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(most * MIB + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most * MIB { Err(too_long(most)) } else { Ok(bytes) }
}

/// The text of the file at `path`.
///
/// # Errors
/// When it cannot be read, is longer than `most` MiB, or is no UTF-8.
pub fn read_to_string(path: &Path, most: u64) -> io::Result<String> {
    String::from_utf8(read(path, most)?).map_err(|_| io::Error::new(ErrorKind::InvalidData, "it is not UTF-8"))
}

fn too_long(most: u64) -> io::Error {
    io::Error::new(ErrorKind::FileTooLarge, format!("it is longer than {most} MiB"))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::io::ErrorKind;

    use super::read_to_string;

    #[test]
    fn only_what_is_not_too_long_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("words.txt");
        fs::write(&path, "harbour\n").expect("written");
        assert_eq!(read_to_string(&path, 1).expect("short"), "harbour\n");
        File::create(&path).and_then(|file| file.set_len((1 << 20) + 1)).expect("a hole");
        let error = read_to_string(&path, 1).expect_err("long");
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::FileTooLarge, "it is longer than 1 MiB"));
    }
}
