//! What has come through a pipe, kept until it is known that it need not be read again.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::SpooledTempFile;

/// Bytes that are kept in memory; what is more goes to a file that nobody sees and that vanishes by itself.
const IN_MEMORY: usize = 16 << 20;

/// The bytes of a pipe.
#[derive(Debug, Clone)]
pub struct Spool(Arc<Mutex<Kept>>);

#[derive(Debug)]
struct Kept {
    file: SpooledTempFile,
    /// Why they could not be kept: told only if they are needed.
    lost: Option<io::Error>,
}

impl Spool {
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Kept { file: SpooledTempFile::new(IN_MEMORY), lost: None })))
    }

    /// Keeps some bytes more.
    pub fn keep(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.lost.is_none() {
            kept.lost = kept.file.write_all(bytes).err();
        }
    }

    /// Goes back to the first byte.
    ///
    /// # Errors
    /// If not all of them could be kept.
    pub fn rewind(&self) -> io::Result<()> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.lost.take() {
            Some(error) => Err(error),
            None => kept.file.seek(SeekFrom::Start(0)).map(|_| ()),
        }
    }
}

impl Read for Spool {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).file.read(into)
    }
}
