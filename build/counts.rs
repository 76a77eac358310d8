//! Gives words that were not counted the counts of the same words as other dialects spell them.
//!
//! The list of counts has one spelling of most words that the dialects spell differently: labour and analyse, but neither labor nor
//! analyze. A writer who uses the other spelling uses it as often.

use std::collections::HashMap;

use crate::collect::{Collected, GB, US};
use crate::counterpart::counterparts;

/// Shares the counts of words and of pairs.
pub fn share(collected: &mut Collected) {
    let home = |word: &str| collected.rows.get(word).map_or(0, |row| row.lower.small & (US | GB));
    let mut uncounted: HashMap<String, Vec<&String>> = HashMap::new();
    for word in collected.rows.keys().filter(|word| !collected.counts.contains_key(*word)) {
        let own = home(word);
        // One that is right in both is counted by itself, unless the other spelling is at home in one of them only.
        let is_counted = |other: &str| {
            let others = home(other);
            others != 0 && own & !others != 0 && collected.counts.contains_key(other)
        };
        let counted = counterparts(word, is_counted);
        if let Some(counted) = counted.into_iter().max_by_key(|other| collected.counts.get(other)) {
            uncounted.entry(counted).or_default().push(word);
        }
    }
    let spellings = |word: &String| {
        let others = uncounted.get(word).into_iter().flatten().map(|&other| other.clone());
        std::iter::once(word.clone()).chain(others).collect::<Vec<_>>()
    };
    let mut pairs = Vec::new();
    for (left, right, count) in &collected.pairs {
        let all = spellings(left)
            .into_iter()
            .flat_map(|left| spellings(right).into_iter().map(move |right| (left.clone(), right)).collect::<Vec<_>>());
        pairs.extend(all.map(|(left, right)| (left, right, *count)));
    }
    collected.pairs = pairs;
    for (counted, others) in uncounted {
        if let Some(&count) = collected.counts.get(&counted) {
            collected.counts.extend(others.into_iter().map(|other| (other.clone(), count)));
        }
    }
}
