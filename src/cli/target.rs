//! A file that an answer goes to: it is whole, or as it was.

use std::fs;
use std::io::{BufWriter, Error, ErrorKind, Result, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// Most links that lead to a file, as the operating system has it.
const MOST_LINKS: usize = 40;

/// Most leftovers of broken runs beside which a new name is looked for.
const MOST_LEFTOVERS: usize = 100;

/// `-` is standard output, as with other programs.
pub(super) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Bytes that wait, whole, to be put into a file's place; dropped before, they leave no trace.
///
/// A regular file is replaced behind the symbolic links that lead to it, and keeps its permissions.
/// Anything else that is there, a device or a named pipe, is written to and never replaced.
pub(super) struct Staged {
    /// As the user named it.
    path: PathBuf,
    to: To,
}

enum To {
    Replace { beside: Beside, place: PathBuf },
    Through { place: PathBuf, bytes: Vec<u8> },
}

/// The file beside the place; it goes with its owner, unless it was put there.
struct Beside(Option<PathBuf>);

impl Beside {
    fn put(mut self, place: &Path) -> Result<()> {
        self.0.as_ref().map_or(Ok(()), |beside| fs::rename(beside, place))?;
        self.0 = None; // its name is free now, and may be another's
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // what failed is told; the leftover is not needed
        let _ = self.0.as_ref().map(fs::remove_file);
    }
}

impl Staged {
    pub(super) fn new(path: &Path, bytes: &[u8]) -> anyhow::Result<Self> {
        let to = stage(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
        Ok(Self { path: path.to_owned(), to })
    }

    pub(super) fn commit(self) -> anyhow::Result<()> {
        match self.to {
            To::Replace { beside, place } => beside.put(&place),
            // a stream may be a file that others write to as well: what they wrote stays
            To::Through { place, bytes } => {
                fs::OpenOptions::new().append(true).open(place).and_then(|mut file| file.write_all(&bytes))
            }
        }
        .with_context(|| format!("cannot write `{}`", self.path.display()))
    }
}

/// Writes what is made as it is written, to where an answer goes.
pub(super) fn write_whole(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut to = |file: &mut fs::File| {
        let mut buffer = BufWriter::with_capacity(1 << 16, file);
        write(&mut buffer).and_then(|()| Ok(buffer.flush()?))
    };
    let way = way(path).with_context(|| format!("cannot write `{}`", path.display()))?;
    let written = match way {
        Way::Through(place) => {
            fs::OpenOptions::new().append(true).open(place).map_err(Into::into).and_then(|mut file| to(&mut file))
        }
        Way::Beside { beside, mut file, place } => {
            to(&mut file).and_then(|()| Ok(file.sync_all().and_then(|()| beside.put(&place))?))
        }
    };
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

fn stage(path: &Path, bytes: &[u8]) -> Result<To> {
    match way(path)? {
        Way::Through(place) => Ok(To::Through { place, bytes: bytes.to_vec() }),
        Way::Beside { beside, mut file, place } => {
            file.write_all(bytes).and_then(|()| file.sync_all())?;
            Ok(To::Replace { beside, place })
        }
    }
}

/// How bytes get to a place: straight, or by way of a file beside it.
enum Way {
    Through(PathBuf),
    Beside { beside: Beside, file: fs::File, place: PathBuf },
}

fn way(path: &Path) -> Result<Way> {
    let place = behind_links(path)?;
    let permissions = match fs::metadata(&place) {
        Ok(there) if there.is_dir() => return Err(Error::other("it is a folder")),
        Ok(there) if there.is_file() && !is_stream(&place) => Some(there.permissions()),
        Ok(_) => return Ok(Way::Through(place)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let (beside, file) = create_beside(&place)?;
    if let Some(permissions) = permissions {
        // before a byte is in it: what only its owner may read is at no time open to others
        file.set_permissions(permissions)?;
    }
    Ok(Way::Beside { beside, file, place })
}

/// The place that symbolic links lead to, also where nothing is there yet.
fn behind_links(path: &Path) -> Result<PathBuf> {
    let mut place = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&place) {
            Ok(to) if !is_stream(&place) => place = place.with_file_name("").join(to),
            _ => return Ok(place),
        }
    }
    Err(Error::other("its links lead in a circle"))
}

/// An open stream of a process, such as `/dev/stdout` leads to: the system knows its place, and
/// whoever opened it decided what becomes of what is in it.
fn is_stream(place: &Path) -> bool {
    place.starts_with("/proc") || place.starts_with("/dev/fd")
}

/// A new file beside the place, under a name that nothing has: not another run either, nor one that
/// broke off.
fn create_beside(place: &Path) -> Result<(Beside, fs::File)> {
    let name = place.file_name().ok_or_else(|| Error::other("it names no file"))?;
    let mut taken = ErrorKind::AlreadyExists.into();
    for n in 0..MOST_LEFTOVERS {
        let mut beside = name.to_owned();
        beside.push(format!(".{}-{n}.part", std::process::id()));
        let beside = place.with_file_name(beside);
        match fs::File::create_new(&beside) {
            Ok(file) => return Ok((Beside(Some(beside)), file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}
