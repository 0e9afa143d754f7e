//! How far a long run is, on the terminal of standard error.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::Common;
use crate::scan::Progress;

/// Who waits less sees nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// A bar that shows once the run has taken a while: nothing where standard error is no terminal.
pub(super) struct Bar {
    start: Instant,
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Bar {
    pub(super) fn new(common: &Common) -> Self {
        Self { start: Instant::now(), quiet: common.quiet, bar: None }
    }

    /// Shows how far the run is.
    pub(super) fn show(&mut self, progress: Progress) {
        if self.quiet || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(progress.total, ProgressDrawTarget::stderr());
            let style = match progress.total {
                Some(_) => "{prefix}[{bar:30}] {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} left",
                None => "{prefix}{spinner} {bytes}, {binary_bytes_per_sec}, {elapsed}",
            };
            bar.with_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_elapsed(self.start.elapsed())
        });
        if progress.pass > 1 {
            bar.set_prefix(format!("pass {} ", progress.pass));
        }
        bar.set_position(progress.bytes);
    }

    /// Takes it away, before anything else is written.
    pub(super) fn clear(self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}
