//! Wording that the messages of several rules share.

/// “once”, “twice”, “5 times”.
pub(super) fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => format!("{count} times"),
    }
}
