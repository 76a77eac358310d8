//! Stands in for `bindgen` in the build script of `hunspell-sys`.
//!
//! The real bindgen parses C headers with libclang, which a bare machine does not have. Hunspell's C interface is twelve
//! functions that have not changed in years, so their declarations are written out here instead. Only the calls that the
//! build script of `hunspell-sys` makes are offered.

use std::io;
use std::path::Path;

/// Rust declarations of Hunspell's C interface (`hunspell.h`), as bindgen would write them.
const DECLARATIONS: &str = r#"
use std::os::raw::{c_char, c_int};

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct Hunhandle {
    _unused: [u8; 0],
}

unsafe extern "C" {
    pub fn Hunspell_create(affpath: *const c_char, dpath: *const c_char) -> *mut Hunhandle;
    pub fn Hunspell_create_key(affpath: *const c_char, dpath: *const c_char, key: *const c_char) -> *mut Hunhandle;
    pub fn Hunspell_destroy(handle: *mut Hunhandle);
    pub fn Hunspell_add_dic(handle: *mut Hunhandle, dpath: *const c_char) -> c_int;
    pub fn Hunspell_add(handle: *mut Hunhandle, word: *const c_char) -> c_int;
    pub fn Hunspell_spell(handle: *mut Hunhandle, word: *const c_char) -> c_int;
    pub fn Hunspell_get_dic_encoding(handle: *mut Hunhandle) -> *mut c_char;
    pub fn Hunspell_suggest(handle: *mut Hunhandle, list: *mut *mut *mut c_char, word: *const c_char) -> c_int;
    pub fn Hunspell_analyze(handle: *mut Hunhandle, list: *mut *mut *mut c_char, word: *const c_char) -> c_int;
    pub fn Hunspell_stem(handle: *mut Hunhandle, list: *mut *mut *mut c_char, word: *const c_char) -> c_int;
    pub fn Hunspell_generate(
        handle: *mut Hunhandle,
        list: *mut *mut *mut c_char,
        word: *const c_char,
        pattern: *const c_char,
    ) -> c_int;
    pub fn Hunspell_free_list(handle: *mut Hunhandle, list: *mut *mut *mut c_char, n: c_int);
}
"#;

/// Takes the calls of a bindgen builder and ignores what they say.
#[derive(Debug, Default)]
pub struct Builder;

impl Builder {
    /// Accepts an argument for clang; there is no clang to give it to.
    #[must_use]
    pub fn clang_arg(self, _argument: impl Into<String>) -> Self {
        self
    }

    /// Accepts the name of a header; its declarations are known.
    #[must_use]
    pub fn header(self, _header: impl Into<String>) -> Self {
        self
    }

    /// Hands out the declarations.
    ///
    /// # Errors
    /// Never; the signature is bindgen's.
    pub fn generate(self) -> Result<Bindings, io::Error> {
        Ok(Bindings)
    }
}

/// The declarations, ready to be written.
#[derive(Debug)]
pub struct Bindings;

impl Bindings {
    /// Writes the declarations to `path`.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_to_file(&self, path: impl AsRef<Path>) -> io::Result<()> {
        std::fs::write(path, DECLARATIONS)
    }
}
