//! Random inputs: pieces of the seeds, whole seeds, and what random changes make of them.

/// Pieces that mean something to one reader or another.
const PIECES: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "'",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "-",
    "–",
    "—",
    "/",
    "\\",
    "*",
    "_",
    "`",
    "```\n",
    "~~~\n",
    "#",
    "# ",
    "> ",
    "- ",
    "1. ",
    "|",
    "|-|\n",
    "---\n",
    "+++\n",
    "$",
    "$$",
    "&",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "<",
    ">",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<div>",
    "<!--",
    "-->",
    "<br>",
    "<code>",
    "<pre>",
    "<script>",
    "<table>",
    "<td>",
    "lang=\"de\" ",
    "{{",
    "}}",
    "{%",
    "%}",
    "[sic]",
    "stet",
    "[^1]",
    "](",
    "![",
    "http://a.b/",
    "a@b.com",
    "U.S.",
    "UN",
    "(UN)",
    "United Nations",
    "the the",
    "foregin",
    "recieve",
    "Veligu",
    "Veligiu",
    "Sergei ",
    "it's",
    "its",
    "a hour",
    "an unit",
    "colour",
    "color",
    "e-mail",
    "email",
    "1,000",
    "3 p.m.",
    "May 4, 2020",
    "20%",
    "Jong-un",
    "copydesk-ignore",
    "copydesk-disable",
    "copydesk-enable",
    "copydesk-ignore-next-line",
    "misspelling",
    "all",
    "\u{ad}",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{301}",
    "é",
    "日本",
    "😀",
    "\0",
    "= ",
    "\"\"\"",
    "[[name]]\n",
    "true",
    "2019-08-14",
    "\u{202e}",
    ".. ",
    "::\n\n",
    ".. note:: ",
    ":ref:`a`",
    "|a|_",
    "====\n",
    "+---+\n",
    "[source]\n",
    "----\n",
    "|===\n",
    "++",
    "include::a[]\n",
    "footnote:[a",
    "{a}",
    "((",
    "* ",
    "#+BEGIN_SRC\n",
    "#+END_SRC\n",
    "#+BEGIN_QUOTE\n",
    ":PROPERTIES:\n",
    ":END:\n",
    "[[a][b]]",
    "[fn:1] ",
    "=a=",
    "~",
    "\\begin{quote}\n",
    "\\end{quote}\n",
    "\\begin{verbatim}\n",
    "\\verb|",
    "\\textit{",
    "\\item ",
    "\\footnote{",
    "\\cite{a}",
    "\\'e",
    "\\\\",
    "%",
    "\\[",
    "\\]",
    "{\"a\": ",
    "\\u00e9",
    "\\ud83d",
    "\\n",
    "\\\"",
    "null",
    "a: ",
    "a: |\n  ",
    "b: >-\n  ",
    "&a ",
    "*a",
    "!!str ",
    "? ",
    "'''",
    "a = ",
    "\"\"",
    "\",\"",
    "1\n00:00:01,000 --> 00:00:02,000\n",
    "00:01.000 --> 00:02.000\n",
    "WEBVTT\n\n",
    "NOTE ",
    "STYLE\n",
    "<v Bob>",
    "<i>",
    "{\\an8}",
    "import a from \"b\"\n",
    "<A b={c}>",
    "{/* ",
    " */}",
    "export ",
];

/// Something to begin with.
pub struct Seed {
    /// The name of its format.
    pub format: &'static str,
    /// The number of its format among those of texts.
    pub number: u8,
    /// What it is.
    pub bytes: Vec<u8>,
}

/// A stream of numbers that looks random.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % limit.max(1)
    }
}

/// Random bytes that a target takes for a list of changes, rarely with a signature before them.
pub fn recipe(dice: &mut Dice) -> Vec<u8> {
    let changes = [2, 6, 20][dice.below(3)];
    let length = 6 + dice.below(1 + 7 * changes);
    std::iter::repeat_with(|| u8::try_from(dice.below(256)).expect("a byte")).take(length).collect()
}

/// A seed or a piece of one, preferably of `format`, with a few random changes, after the byte that says its format.
pub fn text(seeds: &[Seed], format: &str, dice: &mut Dice) -> Vec<u8> {
    let own: Vec<&Seed> = seeds.iter().filter(|seed| seed.format == format).collect();
    let seed =
        if own.is_empty() || dice.below(4) == 0 { &seeds[dice.below(seeds.len())] } else { own[dice.below(own.len())] };
    let bytes = &seed.bytes;
    let (start, length) =
        if dice.below(3) == 0 { (0, bytes.len()) } else { (dice.below(bytes.len()), dice.below(300)) };
    let piece = String::from_utf8_lossy(&bytes[start..bytes.len().min(start + length)]).into_owned();
    let mut text: Vec<char> = piece.chars().collect();
    for _ in 0..=dice.below(12) {
        let at = dice.below(text.len() + 1);
        match dice.below(8) {
            0 if !text.is_empty() => drop(text.remove(at.min(text.len() - 1))),
            1 if dice.below(3) == 0 => text.truncate(at),
            2 => {
                let copied: Vec<char> = text.iter().skip(at).take(dice.below(40)).copied().collect();
                let to = dice.below(text.len() + 1);
                text.splice(to..to, copied);
            }
            _ => drop(text.splice(at..at, PIECES[dice.below(PIECES.len())].chars())),
        }
    }
    let number = if dice.below(4) == 0 { u8::try_from(dice.below(256)).expect("a byte") } else { seed.number };
    std::iter::once(number).chain(text.into_iter().collect::<String>().into_bytes()).collect()
}
