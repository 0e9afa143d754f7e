//! Files cut into chunks that end at line ends, one after another, for whoever is free to take the next.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::baci::PADDING;
use super::layout::{Header, Layout};
use super::pipe::Pipe;
use crate::diag::{Code, Diagnostic, clean, shell};
use crate::load::{is_stdin, name_of, unreadable};

/// Bytes of a chunk: few enough to stay in the processor's cache between reading and parsing.
const CHUNK: usize = 256 << 10;
/// Bytes of the longest line that is read.
const LONGEST: usize = 64 << 10;

/// Rows of a file, whole lines, each ended by a line feed.
#[derive(Debug)]
pub struct Chunk {
    bytes: Vec<u8>,
    length: usize,
    /// Which of the files, from 0.
    pub file: u32,
    /// Which of its chunks, from 0.
    pub number: u32,
    /// The file's header.
    pub header: Option<Arc<Header>>,
}

impl Chunk {
    pub fn new() -> Self {
        Self { bytes: vec![0; LONGEST + CHUNK + PADDING], length: 0, file: 0, number: 0, header: None }
    }

    /// Its rows.
    pub fn rows(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// Its rows, and bytes of no meaning after them.
    pub fn padded(&self) -> &[u8] {
        self.bytes.get(..self.length + PADDING).unwrap_or_default()
    }
}

/// A file of the run.
pub struct Input {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// What comes once, once it was opened.
    pipe: Option<Pipe>,
    /// Of its bytes, where it is asked for.
    hash: Option<Arc<Mutex<Sha256>>>,
}

impl Input {
    pub fn new(path: PathBuf) -> Self {
        Self { path, pipe: None, hash: None }
    }

    /// Its bytes, where that is known before it is read.
    pub fn size(&self) -> Option<u64> {
        std::fs::metadata(&self.path).ok().filter(std::fs::Metadata::is_file).map(|file| file.len())
    }

    /// SHA-256 of the bytes that were read, in hexadecimal, where it was asked for.
    pub fn sha256(&self) -> Option<String> {
        let hash = self.hash.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        Some(crate::load::hex(&hash.clone().finalize()))
    }

    /// Opens it, from its first byte.
    fn open(&mut self, hashed: bool, passed: &Arc<AtomicU64>) -> io::Result<Box<dyn BufRead + Send>> {
        self.hash = hashed.then(Arc::default);
        let hash = self.hash.clone();
        let tap = |inner: Box<dyn Read + Send>| Tap { inner, hash, passed: passed.clone() };
        let tapped = match &mut self.pipe {
            Some(pipe) => {
                pipe.rewind()?;
                tap(Box::new(pipe.clone()))
            }
            // a named pipe cannot be opened twice either
            once if is_stdin(&self.path) || !is_regular(&self.path) => {
                let source: Box<dyn Read + Send> = if is_stdin(&self.path) {
                    Box::new(io::stdin())
                } else {
                    Box::new(File::open(&self.path)?)
                };
                tap(Box::new(once.insert(Pipe::new(source)).clone()))
            }
            None => tap(Box::new(File::open(&self.path)?)),
        };
        let mut plain = BufReader::with_capacity(CHUNK, tapped);
        let packed = plain.fill_buf()?.starts_with(b"\x1f\x8b");
        Ok(if packed { Box::new(BufReader::new(MultiGzDecoder::new(plain))) } else { Box::new(plain) })
    }
}

/// Bytes on their way from a file: counted, and hashed where that is wanted.
struct Tap {
    inner: Box<dyn Read + Send>,
    hash: Option<Arc<Mutex<Sha256>>>,
    passed: Arc<AtomicU64>,
}

impl Read for Tap {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        let bytes = into.get(..count).unwrap_or_default();
        if let Some(hash) = &self.hash {
            hash.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
        }
        self.passed.fetch_add(u64::try_from(count).unwrap_or_default(), Ordering::Relaxed);
        Ok(count)
    }
}

/// The files of a pass, being read.
pub struct Feed<'a> {
    inputs: &'a mut [Input],
    hashed: bool,
    passed: Arc<AtomicU64>,
    /// The next file to be opened.
    next: usize,
    open: Option<Open>,
    /// What was read beyond the last whole line.
    rest: Vec<u8>,
    /// No more is read.
    over: bool,
    /// The headers of the files that were opened.
    pub headers: Vec<Arc<Header>>,
}

struct Open {
    reader: Box<dyn BufRead + Send>,
    header: Option<Arc<Header>>,
    chunks: u32,
}

impl<'a> Feed<'a> {
    /// Starts a pass over files. `passed` grows with the bytes that are read.
    pub fn new(inputs: &'a mut [Input], hashed: bool, passed: Arc<AtomicU64>) -> Self {
        let rest = Vec::with_capacity(LONGEST);
        Self { inputs, hashed, passed, next: 0, open: None, rest, over: false, headers: Vec::new() }
    }

    /// Gives no more chunks.
    pub fn stop(&mut self) {
        self.over = true;
    }

    /// Puts the next rows into a chunk; false after the last.
    ///
    /// # Errors
    /// If a file cannot be read, or is none that rows could be read from.
    pub fn next(&mut self, chunk: &mut Chunk) -> Result<bool, Box<Diagnostic>> {
        let read = if self.over { Ok(false) } else { self.read(chunk) };
        self.over = !matches!(read, Ok(true));
        read
    }

    /// The same; an error names the file that it is about.
    fn read(&mut self, chunk: &mut Chunk) -> Result<bool, Box<Diagnostic>> {
        self.try_read(chunk).map_err(|error| {
            let input = self.inputs.get(self.next.saturating_sub(1));
            let name = input.map_or_else(|| "".into(), |input| name_of(&input.path).into());
            Box::new(error.of(&name))
        })
    }

    fn try_read(&mut self, chunk: &mut Chunk) -> Result<bool, Box<Diagnostic>> {
        loop {
            if self.open.is_none() {
                let Some(input) = self.inputs.get_mut(self.next) else { return Ok(false) };
                self.next += 1;
                refuse_folder(input)?;
                let opened = input.open(self.hashed, &self.passed);
                let reader = opened.map_err(|error| broken(&input.path, &error))?;
                self.open = Some(Open { reader, header: None, chunks: 0 });
            }
            if self.fill(chunk)? {
                return Ok(true);
            }
            self.open = None;
        }
    }

    /// The next rows of the open file; false at its end.
    fn fill(&mut self, chunk: &mut Chunk) -> Result<bool, Box<Diagnostic>> {
        let file = self.next.saturating_sub(1);
        let (Some(open), Some(input)) = (&mut self.open, self.inputs.get(file)) else { return Ok(false) };
        let name = name_of(&input.path);
        let mut length = self.rest.len();
        if let Some(start) = chunk.bytes.get_mut(..length) {
            start.copy_from_slice(&self.rest);
        }
        self.rest.clear();
        let mut ended = false;
        while length < CHUNK && !ended {
            let into = chunk.bytes.get_mut(length..LONGEST + CHUNK).unwrap_or_default();
            let count = open.reader.read(into).map_err(|error| broken(&input.path, &error))?;
            length += count;
            ended = count == 0;
        }
        if ended && length > 0 && chunk.bytes.get(length - 1) != Some(&b'\n') {
            chunk.bytes.get_mut(length).into_iter().for_each(|byte| *byte = b'\n');
            length += 1;
        }
        let read = chunk.bytes.get(..length).unwrap_or_default();
        let whole = read.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let rest = read.get(whole..).unwrap_or_default();
        if rest.len() > LONGEST {
            return Err(too_long(&name));
        }
        self.rest.extend_from_slice(rest);
        let mut start = 0;
        let header = match &open.header {
            Some(known) => known.clone(),
            None => {
                let (header, bytes) = Header::of(&name, read.get(..whole).unwrap_or_default())?;
                let header = Arc::new(header);
                open.header = Some(header.clone());
                self.headers.push(header.clone());
                start = bytes;
                header
            }
        };
        if ended && whole == 0 {
            return Ok(false);
        }
        chunk.bytes.copy_within(start..whole, 0);
        chunk.length = whole - start;
        (chunk.file, chunk.number) = (u32::try_from(file).unwrap_or(u32::MAX), open.chunks);
        chunk.header = Some(header);
        open.chunks += 1;
        Ok(true)
    }
}

/// Whether the first lines of a file are those of BACI; what cannot be read has none.
pub fn is_of_baci(path: &Path) -> bool {
    let mut inputs = [Input::new(path.to_owned())];
    let mut feed = Feed::new(&mut inputs, false, Arc::default());
    let read = is_regular(path) && feed.next(&mut Chunk::new()).is_ok();
    read && feed.headers.first().is_some_and(|header| header.layout == Layout::Baci)
}

fn is_regular(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.is_file())
}

fn refuse_folder(input: &Input) -> Result<(), Box<Diagnostic>> {
    if is_stdin(&input.path) || !input.path.is_dir() {
        return Ok(());
    }
    let message = format!("`{}` is a folder, and a file is wanted", clean(&name_of(&input.path)));
    Err(Diagnostic::error(Code::Unreadable, message).help("name the files in it: `FOLDER/*.csv`").into())
}

fn broken(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    let name = name_of(path);
    let packed = matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
    );
    if !packed {
        return unreadable(path, error).into();
    }
    let message = format!("`{}` is a gzip file that is cut short or damaged: {error}", clean(&name));
    let help = format!("fetch it again; `gzip -t {}` tests it", shell(&name));
    Diagnostic::error(Code::Unreadable, message).help(help).into()
}

fn too_long(name: &str) -> Box<Diagnostic> {
    let message = format!("`{}` has a line of more than {LONGEST} bytes", clean(name));
    let help = "rows of trade are short: is it text, and do its lines end with line feeds?";
    Diagnostic::error(Code::TooLarge, message).help(help).into()
}
