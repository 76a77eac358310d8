//! Who checks which article: a desk for each of the settings that hold for any of them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use copydesk::bounded;
use copydesk::cache::Digest;
use copydesk::config::{self, Settings};
use copydesk::corpus::House;
use copydesk::lexicon::Lexicon;
use copydesk::pipeline::{Checker, Desks};
use copydesk::source::Input;

use super::args::CheckArgs;
use super::project;

/// The desks that the arguments and the settings of `inputs` ask for, with the inputs assigned to them, and what was decided
/// for each.
pub(super) fn of(args: &CheckArgs, inputs: &[Input]) -> Result<(Desks, Decided)> {
    let mut finder = project::finder(&args.project);
    // What came from standard input is governed as a file of its name would be.
    let path = |input: &'_ Input| input.path().map_or_else(|| PathBuf::from(&*input.name), Path::to_owned);
    let mut stock = Stock::default();
    let Some(first) = inputs.first() else {
        let settings = finder.of_folder(&project::current_folder()?)?;
        return Ok((Desks::one(stock.checker(args, &settings)?), stock.decided));
    };
    let settings = finder.of_path(&path(first))?;
    let mut desks = Desks::one(stock.checker(args, &settings)?);
    let mut numbers = HashMap::from([(Arc::as_ptr(&settings), 0)]);
    let mut assigned = Vec::with_capacity(inputs.len());
    for input in inputs {
        let settings = finder.of_path(&path(input))?;
        let number = if let Some(number) = numbers.get(&Arc::as_ptr(&settings)) {
            *number
        } else {
            let number = desks.add(stock.checker(args, &settings)?);
            numbers.insert(Arc::as_ptr(&settings), number);
            number
        };
        assigned.push(number);
    }
    stock.decided.assigned.clone_from(&assigned);
    desks.assign(assigned);
    Ok((desks, stock.decided))
}

/// What was decided of rules and words, for each desk, and which desk checks which input.
#[derive(Default)]
pub(super) struct Decided {
    settings: Vec<Settings>,
    assigned: Vec<usize>,
}

impl Decided {
    /// A digest of all that was decided for `inputs`, and of what the files say that the settings name: these are read for it.
    pub(super) fn digest(&self, inputs: &[Input]) -> Digest {
        let formats: Vec<_> = inputs.iter().map(|input| input.format).collect();
        let mut described: Vec<String> = self.settings.iter().map(described).collect();
        described.push(format!("{:?} {formats:?}", self.assigned));
        Digest::of(described.join("\n").as_bytes())
    }
}

/// What a lexicon is made of: language, word lists, names, dictionaries.
type Recipe = (Option<String>, Vec<PathBuf>, Option<PathBuf>, Vec<String>);

/// What was made already, so that desks share what they have in common.
#[derive(Default)]
struct Stock {
    lexicons: HashMap<Recipe, Arc<Lexicon>>,
    houses: HashMap<Option<PathBuf>, Arc<House>>,
    decided: Decided,
}

/// All that `settings` decide: what they say, and what the files say that they name.
fn described(settings: &Settings) -> String {
    let beside = |name: &String| [PathBuf::from(name), Path::new(name).with_extension("aff")];
    let dictionaries = settings.dictionaries.iter().flat_map(beside);
    let files = settings.words.iter().cloned().chain(settings.names.clone()).chain(dictionaries);
    // A file that is not there says nothing; where it is needed, that is an error elsewhere. Dictionaries in the folders of
    // the system are told apart by name.
    let contents: Vec<_> =
        files.map(|path| bounded::read(&path, bounded::LIST).ok().map(|bytes| Digest::of(&bytes))).collect();
    format!("{settings:?} {contents:?}")
}

impl Stock {
    /// The checker that arguments and settings ask for. Rules selected on the command line replace those of the settings;
    /// rules ignored there come to those ignored anyway.
    fn checker(&mut self, args: &CheckArgs, settings: &Settings) -> Result<Checker> {
        let mut settings = project::with_arguments(settings, &args.project);
        if !args.select.is_empty() {
            settings.select.clone_from(&args.select);
        }
        settings.ignore.extend(args.ignore.iter().cloned());
        self.decided.settings.push(settings.clone());
        let rules = config::resolve(&settings.select, &settings.ignore, &settings.severity)?;
        let house = if let Some(house) = self.houses.get(&settings.names) {
            Arc::clone(house)
        } else {
            let house = Arc::new(project::house(&settings)?);
            self.houses.insert(settings.names.clone(), Arc::clone(&house));
            house
        };
        let recipe =
            (settings.language.clone(), settings.words.clone(), settings.names.clone(), settings.dictionaries.clone());
        let lexicon = if let Some(lexicon) = self.lexicons.get(&recipe) {
            Arc::clone(lexicon)
        } else {
            let lexicon = Arc::new(project::lexicon(&settings, &house)?);
            self.lexicons.insert(recipe, Arc::clone(&lexicon));
            lexicon
        };
        Ok(Checker::new(lexicon, rules).with_house(house).with_options(settings.rules))
    }
}
