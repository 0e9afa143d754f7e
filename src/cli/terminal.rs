//! The terminal: its width, and whether to colour.

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};

use super::When;
use crate::render::Look;

/// How a stream will be looked at: the terminal's width, else `COLUMNS`, else no limit.
pub(super) fn look<S: RawStream>(stream: &S) -> Look {
    let color = AutoStream::choice(stream) != ColorChoice::Never;
    let terminal = stream.is_terminal().then(terminal_size::terminal_size).flatten();
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = terminal.map(|(terminal_size::Width(w), _)| usize::from(w)).or_else(columns);
    Look { width: width.filter(|w| *w >= 20), color }
}

impl When {
    /// The look with the colours that are asked for.
    pub(super) fn applied(self, look: Look) -> Look {
        let color = match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => look.color,
        };
        Look { color, ..look }
    }
}
