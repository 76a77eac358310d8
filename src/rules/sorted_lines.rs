//! Sorted text lists that few words are looked for in: they are searched as they lie, and not read into tables at start.

use std::cmp::Ordering;

/// The line of `list` whose text before its first `/` is `word`. The lines are sorted by their bytes; comments (`# `) stand
/// first.
pub(crate) fn find(list: &'static str, word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = list.get(..middle)?.rfind('\n').map_or(0, |at| at + 1);
        let line = list.get(start..)?.lines().next()?;
        match line.split('/').next().unwrap_or_default().cmp(word) {
            Ordering::Equal => return Some(line),
            Ordering::Less => low = start + line.len() + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn each_line_is_found_and_nothing_else() {
        let list = "# A comment.\nball/V\nballad\ncity\n";
        assert_eq!(["ball", "ballad", "city"].map(|word| find(list, word)), ["ball/V", "ballad", "city"].map(Some));
        assert_eq!(["", "b", "balls", "zoo", "ball/V"].map(|word| find(list, word)), [None; 5]);
    }
}
