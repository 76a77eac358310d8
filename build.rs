//! Compiles the English of `dictionaries/` into the one file that the binary carries.

#![allow(unreachable_pub, missing_docs, reason = "modules of the library stand at the root here")]

#[path = "src/lexicon/affix.rs"]
mod affix;
#[path = "src/lexicon/automaton.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod automaton;
#[path = "build/collect.rs"]
mod collect;
#[path = "build/compile.rs"]
mod compile;
#[path = "src/lexicon/format.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod format;
#[path = "src/lexicon/neighbourhood.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod neighbourhood;
#[path = "src/lexicon/seldom.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod seldom;

use std::path::Path;
use std::{env, fs, process};

fn main() {
    for path in ["build.rs", "build", "dictionaries", "src/lexicon/affix.rs", "src/lexicon/automaton.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    for path in ["src/lexicon/format.rs", "src/lexicon/neighbourhood.rs", "src/lexicon/seldom.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    if let Err(reason) = run() {
        println!("cargo::error={reason}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("cargo sets {name}"));
    let dictionaries = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("dictionaries");
    let bytes = compile::compile(&collect::collect(&dictionaries)?)?;
    let path = Path::new(&variable("OUT_DIR")?).join("english.lexicon");
    fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
