//! Compiles the English of `dictionaries/` into the one file that the binary carries, and lets it carry the C++ library of
//! Hunspell, too.

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
#[path = "src/lexicon/counterpart.rs"]
mod counterpart;
#[path = "build/counts.rs"]
mod counts;
#[path = "src/lexicon/format.rs"]
#[allow(dead_code, reason = "the library reads what is written here")]
mod format;
#[path = "src/rules/grammar/index.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod index;
#[path = "src/rules/kinds.rs"]
mod kinds;
#[path = "src/lexicon/letters.rs"]
mod letters;
#[path = "build/lists.rs"]
mod lists;
#[path = "src/lexicon/neighbourhood.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod neighbourhood;
#[path = "src/rules/nouns.rs"]
#[allow(dead_code, reason = "the library looks words up")]
mod nouns;
#[path = "src/rules/forms/places.rs"]
#[allow(dead_code, reason = "the library looks up what is built here")]
mod places;
#[path = "src/lexicon/seldom.rs"]
#[allow(dead_code, reason = "the library reads what is built here")]
mod seldom;
#[path = "src/rules/sorted_lines.rs"]
mod sorted_lines;
#[path = "src/rules/verbs.rs"]
#[allow(dead_code, reason = "the library looks words up")]
mod verbs;

use std::path::Path;
use std::{env, fs, process};

use kinds::{Kind, Kinds};
use letters::hash_of;

fn main() {
    for path in ["build.rs", "build", "dictionaries", "src/lexicon/affix.rs", "src/lexicon/automaton.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    for path in [
        "src/lexicon/counterpart.rs",
        "src/lexicon/format.rs",
        "src/lexicon/letters.rs",
        "src/lexicon/neighbourhood.rs",
        "src/lexicon/seldom.rs",
        "src/rules/forms/places.rs",
        "src/rules/grammar/index.rs",
        "src/rules/kinds.rs",
        "src/rules/nouns.rs",
        "src/rules/sorted_lines.rs",
        "src/rules/verbs.rs",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-env-changed=CXX");
    if let Err(reason) = run().and_then(|()| carry_cpp()) {
        println!("cargo::error={reason}");
        process::exit(1);
    }
}

fn run() -> Result<(), String> {
    let variable = |name: &str| env::var(name).map_err(|_| format!("cargo sets {name}"));
    let dictionaries = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("dictionaries");
    let bytes = compile::compile(&collect::collect(&dictionaries)?)?;
    let lists = lists::source(&dictionaries)?;
    let folder = variable("OUT_DIR")?;
    let kinds = lists::kinds();
    for (name, bytes) in [("english.lexicon", bytes), ("rule_lists.rs", lists.into_bytes()), ("kinds.bin", kinds)] {
        let path = Path::new(&folder).join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// Puts the archive of the C++ library where the linker looks first, where the compiler has one: to load the shared library
/// takes a fifth of the time of a short run. Hunspell asks for the library by name, and where there is no archive, it gets the
/// shared one.
#[cfg(unix)]
fn carry_cpp() -> Result<(), String> {
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|set| set == value);
    let host = env::var("HOST").unwrap_or_default();
    if !is("CARGO_CFG_TARGET_OS", "linux") || !is("CARGO_CFG_TARGET_ENV", "gnu") || !is("TARGET", &host) {
        return Ok(());
    }
    let compiler = env::var_os("CXX").unwrap_or_else(|| "c++".into());
    let answer = process::Command::new(compiler).arg("-print-file-name=libstdc++.a").output();
    let Some(archive) = answer.ok().and_then(|answer| String::from_utf8(answer.stdout).ok()) else { return Ok(()) };
    // A compiler that has none says the name again.
    let archive = Path::new(archive.trim());
    if !archive.is_absolute() || !archive.is_file() {
        return Ok(());
    }
    let folder = Path::new(&env::var("OUT_DIR").map_err(|_| "cargo sets OUT_DIR")?).join("cpp");
    let link = folder.join("libstdc++.a");
    let told = |error: std::io::Error| format!("{}: {error}", link.display());
    fs::create_dir_all(&folder).map_err(told)?;
    if fs::symlink_metadata(&link).is_ok() {
        fs::remove_file(&link).map_err(told)?;
    }
    std::os::unix::fs::symlink(archive, &link).map_err(told)?;
    println!("cargo::rustc-link-search=native={}", folder.display());
    Ok(())
}

#[cfg(not(unix))]
fn carry_cpp() -> Result<(), String> {
    Ok(())
}
