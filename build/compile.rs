//! Writes what was collected in the layout of `src/lexicon/format.rs`.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::automaton::Builder;
use crate::collect::Collected;
use crate::format::{
    ENDS, HEADER, MAGIC, NEAR, NO_SUGGEST, PAIRS_A_BUCKET, Row, SECTIONS, Section, VERSION, log_count, pair_hash,
    suggested_frequency, tier,
};
use crate::neighbourhood::{self, Built, Folded};
use crate::seldom;

/// The file's bytes.
pub fn compile(collected: &Collected) -> Result<Vec<u8>, String> {
    let mut sections: Vec<Vec<u8>> = vec![Vec::new(); SECTIONS];
    let mut section = |section: Section, bytes: Vec<u8>| sections[section as usize] = bytes;

    let frequency = |key: &String| collected.counts.get(key).map_or(0, |&count| log_count(count));
    let mut keys = Builder::new();
    let mut near: Vec<(u8, &[u8])> = Vec::new();
    for (key, row) in &collected.rows {
        keys.insert(key.as_bytes())?;
        if row.is_word() && row.marks & NO_SUGGEST == 0 {
            let counted = suggested_frequency(key.as_bytes(), frequency(key));
            if key.len() <= neighbourhood::LONGEST {
                near.push((tier(counted, row.is_rare()), key.as_bytes()));
            }
        }
    }
    near.sort_unstable();
    let (heads, text) = neighbourhood::list(near.iter().map(|&(tier, key)| (key, tier)))?;
    section(Section::NearHeads, heads);
    section(Section::NearText, text);
    let mut table = |[starts, blocks, words]: [Section; 3], built: Built| {
        section(starts, built.starts);
        section(blocks, built.blocks);
        section(words, built.words);
    };
    let places = [
        [Section::CommonStarts, Section::CommonBlocks, Section::CommonWords],
        [Section::UncommonStarts, Section::UncommonBlocks, Section::UncommonWords],
        [Section::RareStarts, Section::RareBlocks, Section::RareWords],
    ];
    let of = |tiers: RangeInclusive<u8>| {
        near.iter().filter(move |(tier, _)| tiers.contains(tier)).map(|&(_, key)| Folded::new(key))
    };
    let mut lens = Vec::new();
    for ((tiers, letters), places) in NEAR.into_iter().zip(places) {
        lens.push(small(of(tiers.clone()).count())?);
        table(places, neighbourhood::build(of(tiers), letters)?);
    }
    let places = [
        [Section::CommonEndStarts, Section::CommonEndBlocks, Section::CommonEndWords],
        [Section::UncommonEndStarts, Section::UncommonEndBlocks, Section::UncommonEndWords],
    ];
    for (tiers, places) in ENDS.into_iter().zip(places) {
        table(places, neighbourhood::build(of(tiers).map(Folded::reversed), 1)?);
    }

    section(Section::Irregular, format!("\n{}", collected.irregular).into_bytes());
    section(Section::Seldom, seldom::build(collected.seldom.iter().flat_map(|list| list.lines()).map(str::as_bytes))?);
    section(Section::Phrases, seldom::build(collected.phrases.lines().map(str::as_bytes))?);
    let keys = keys.finish()?;

    let (row_of, rows) = rows(collected)?;
    section(Section::RowOf, row_of);
    section(Section::Rows, rows);
    section(Section::Frequency, collected.rows.keys().map(frequency).collect());

    let number_of = |key: &str| keys.automaton().get(key.as_bytes());
    let (mut mixed, mut forms, mut text) = (Vec::new(), Vec::new(), Vec::new());
    for ((key, form), known) in &collected.mixed {
        text.extend_from_slice(form.as_bytes());
        mixed.extend_from_slice(&number_of(key).ok_or("a form without its key")?.to_le_bytes());
        mixed.extend_from_slice(&small(text.len())?.to_le_bytes());
        forms.extend_from_slice(&known.to_bytes());
    }
    section(Section::Mixed, mixed);
    section(Section::MixedForms, forms);
    section(Section::MixedText, text);

    let numbered = collected
        .pairs
        .iter()
        .filter_map(|(left, right, count)| Some((number_of(left)?, number_of(right)?, log_count(*count))));
    let (buckets, pairs) = pairs(&numbered.collect::<Vec<_>>())?;
    section(Section::PairBuckets, buckets);
    section(Section::Pairs, pairs);

    section(Section::Numbers, [keys.root, keys.len].into_iter().chain(lens).flat_map(u32::to_le_bytes).collect());
    section(Section::Shortcuts, keys.automaton().shortcuts());
    section(Section::Edges, keys.edges);
    section(Section::Skips, keys.skips);
    assemble(&sections)
}

fn small(number: usize) -> Result<u32, String> {
    u32::try_from(number).map_err(|_| "the compiled English is over 4 GiB".to_owned())
}

fn rows(collected: &Collected) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut places: HashMap<Row, u16> = HashMap::new();
    let (mut row_of, mut rows) = (Vec::new(), Vec::new());
    for row in collected.rows.values() {
        let next = u16::try_from(places.len()).map_err(|_| "more than 65,536 distinct rows")?;
        let place = *places.entry(*row).or_insert_with(|| {
            rows.extend_from_slice(&row.to_bytes());
            next
        });
        row_of.extend_from_slice(&place.to_le_bytes());
    }
    Ok((row_of, rows))
}

/// A few pairs to a bucket, so that a look-up reads one line of cache.
fn pairs(numbered: &[(u32, u32, u8)]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let buckets = small(numbered.len())? / PAIRS_A_BUCKET + 1;
    let mut placed: Vec<(u32, u16, u8)> = numbered
        .iter()
        .map(|&(left, right, count)| {
            let (bucket, fingerprint) = pair_hash(left, right, buckets);
            (bucket, fingerprint, count)
        })
        .collect();
    placed.sort_unstable();
    let (mut starts, mut entries) = (Vec::new(), Vec::new());
    for bucket in 0..=buckets {
        let start = placed.partition_point(|&(other, _, _)| other < bucket);
        let offset = i64::from(small(start)?) - i64::from(bucket) * i64::from(PAIRS_A_BUCKET);
        starts.extend_from_slice(&i16::try_from(offset).map_err(|_| "pairs in uneven buckets")?.to_le_bytes());
    }
    for (_, fingerprint, count) in placed {
        entries.extend_from_slice(&fingerprint.to_le_bytes());
        entries.push(count);
    }
    Ok((starts, entries))
}

fn assemble(sections: &[Vec<u8>]) -> Result<Vec<u8>, String> {
    let mut file = Vec::new();
    file.extend_from_slice(&MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    let mut place = HEADER;
    for section in sections {
        file.extend_from_slice(&small(place)?.to_le_bytes());
        file.extend_from_slice(&small(section.len())?.to_le_bytes());
        place += section.len();
    }
    file.extend(sections.iter().flatten());
    Ok(file)
}
