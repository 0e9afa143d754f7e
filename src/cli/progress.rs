//! How far a long run is, on the terminal of standard error.

use std::time::{Duration, Instant};

use indicatif::{DecimalBytes, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Common;
use crate::scan::Progress;

/// Who waits less sees nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// A bar that shows once the run has taken a while: nothing where standard error is no terminal.
pub(super) struct Bar {
    start: Instant,
    /// The pass over the files, and when it began.
    pass: (u32, Instant),
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Bar {
    pub(super) fn new(common: &Common) -> Self {
        let start = Instant::now();
        Self { start, pass: (1, start), quiet: common.quiet, bar: None }
    }

    /// Shows how far the run is.
    pub(super) fn show(&mut self, progress: Progress) {
        if self.pass.0 != progress.pass {
            self.pass = (progress.pass, Instant::now());
        }
        if self.quiet || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(progress.total, ProgressDrawTarget::stderr());
            let style = if progress.total.is_some() { "[{bar:30}] {msg}" } else { "{spinner} {msg}" };
            bar.with_style(
                ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()),
            )
        });
        bar.set_message(words(progress, self.pass.1.elapsed()));
        bar.set_position(progress.bytes);
    }

    /// Takes it away, before anything else is written.
    pub(super) fn clear(self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

/// `1.93 GB of 3.62 GB, 620 MB/s, 3 seconds left`, of the pass that has taken so long.
fn words(progress: Progress, elapsed: Duration) -> String {
    let Progress { bytes, total, pass } = progress;
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let per_second = bytes.saturating_mul(1000) / millis;
    let rate = format!("{}/s", DecimalBytes(per_second));
    let read = DecimalBytes(bytes);
    let words = match total {
        Some(total) => {
            let left = Duration::from_secs(total.saturating_sub(bytes) / per_second.max(1));
            format!("{read} of {}, {rate}, {} left", DecimalBytes(total), HumanDuration(left))
        }
        None => format!("{read}, {rate}"),
    };
    if pass > 1 { format!("{words} (pass {pass})") } else { words }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::words;
    use crate::scan::Progress;

    #[test]
    fn rate_and_time_left_are_those_of_the_pass() {
        let of = |total, pass| words(Progress { bytes: 1_000_000_000, total, pass }, Duration::from_secs(2));
        assert_eq!(of(Some(4_000_000_000), 1), "1.00 GB of 4.00 GB, 500.00 MB/s, 6 seconds left");
        assert_eq!(of(None, 2), "1.00 GB, 500.00 MB/s (pass 2)");
        let nothing = Progress { bytes: 0, total: Some(1), pass: 1 };
        assert!(words(nothing, Duration::ZERO).starts_with("0 B of 1 B, 0 B/s"));
    }
}
