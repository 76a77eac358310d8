//! Sorted text lists that few words are looked for in: they are searched as they lie, and not read into tables at start.

use std::cmp::Ordering;

/// The line of `list` whose text before its first `/` is `word`. The lines are sorted by their bytes; comments (`# `) stand
/// first.
pub(crate) fn find(list: &'static str, word: &str) -> Option<&'static str> {
    let (bytes, word) = (list.as_bytes(), word.as_bytes());
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = bytes.get(low..middle)?.iter().rposition(|&byte| byte == b'\n').map_or(low, |at| low + at + 1);
        let line = bytes.get(start..)?;
        let end = line.iter().position(|&byte| byte == b'\n').unwrap_or(line.len());
        let line = line.get(..end)?;
        let key = line.iter().position(|&byte| byte == b'/').map_or(line, |bar| &line[..bar]);
        match key.cmp(word) {
            Ordering::Equal => return list.get(start..start + end),
            Ordering::Less => low = start + end + 1,
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
