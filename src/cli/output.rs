//! Where output goes, and whether it is coloured.

use std::io::{self, BufWriter, Write};

use anstream::AutoStream;
use anstream::stream::{AsLockedWrite, RawStream};
use copydesk::render::Style;

use super::args::Color;

/// The columns of output that does not go to a terminal.
const WIDTH: usize = 100;
/// A line is never wider, since it is read by people.
const MAX_WIDTH: usize = 140;

/// A buffered stream to print to, with what is known of its reader.
pub(super) struct Output {
    stream: Box<dyn Write>,
    /// How the human format should look there.
    pub(super) style: Style,
}

impl Output {
    /// Standard output.
    pub(super) fn stdout(color: Color) -> Self {
        let stdout = io::stdout();
        let columns = terminal_size::terminal_size_of(&stdout);
        Self::new(stdout.lock(), color, columns)
    }

    /// Standard error, for diagnostics while standard output carries a text.
    pub(super) fn stderr(color: Color) -> Self {
        let stderr = io::stderr();
        let columns = terminal_size::terminal_size_of(&stderr);
        Self::new(stderr.lock(), color, columns)
    }

    fn new<S: RawStream + AsLockedWrite + Write + 'static>(
        stream: S,
        when: Color,
        size: Option<(terminal_size::Width, terminal_size::Height)>,
    ) -> Self {
        let choice = match when {
            Color::Auto => AutoStream::choice(&stream),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let colour = choice != anstream::ColorChoice::Never;
        let width = size.map_or(WIDTH, |(width, _)| usize::from(width.0).min(MAX_WIDTH));
        // Without colour the stream would be searched for escape sequences that nothing here writes.
        let stream: Box<dyn Write> = if colour {
            Box::new(BufWriter::new(AutoStream::new(stream, choice)))
        } else {
            Box::new(BufWriter::new(stream))
        };
        Self { stream, style: Style { colour, width } }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
