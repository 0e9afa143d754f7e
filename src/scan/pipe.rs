//! Standard input and named pipes, which come once: what has come is kept, so that it can be read again.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::SpooledTempFile;

/// Bytes that are kept in memory; what is more goes to a file that nobody sees and that vanishes by itself.
const IN_MEMORY: usize = 16 << 20;

/// What comes once.
#[derive(Clone)]
pub struct Pipe(Arc<Mutex<Kept>>);

struct Kept {
    source: Box<dyn Read + Send>,
    /// What has come: read from its start, then grown at its end.
    file: SpooledTempFile,
    /// What has come is being read again, and there may be more of it.
    again: bool,
    /// Why it could not be kept: told only if it is needed.
    lost: Option<io::Error>,
}

impl Pipe {
    pub fn new(source: Box<dyn Read + Send>) -> Self {
        let file = SpooledTempFile::new(IN_MEMORY);
        Self(Arc::new(Mutex::new(Kept { source, file, again: false, lost: None })))
    }

    /// Goes back to the first byte.
    ///
    /// # Errors
    /// If not all that has come could be kept.
    pub fn rewind(&mut self) -> io::Result<()> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(error) = kept.lost.take() {
            let why = format!("it must be read twice, and could not be kept: {error}");
            return Err(io::Error::new(error.kind(), why));
        }
        kept.again = true;
        kept.file.seek(SeekFrom::Start(0)).map(|_| ())
    }
}

impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.again {
            let count = kept.file.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            kept.again = false; // from here on it is new
        }
        let count = kept.source.read(into)?;
        if kept.lost.is_none() {
            kept.lost = kept.file.write_all(into.get(..count).unwrap_or_default()).err();
        }
        Ok(count)
    }
}
