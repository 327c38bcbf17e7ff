//! A package as one sealed file: the bag as an archive (`tar`) inside an `age` file, written as it is made. No plain
//! copy of it is ever on a disk, here or where it is checked.

use super::{Bag, Written};
use crate::backup::archive::{Reader, Writer};
use crate::error::{Error, Result};
use evidence::package::{Checked, PackageCheck, PackageWriter};
use evidence::sealing::{Identities, Recipients};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

/// The one folder of the archive.
const FOLDER: &str = "package/";

/// Writes the file, which must not be there yet; after an error it is not.
pub(super) fn write(path: &Path, to: &Recipients, bag: Bag) -> Result<Written> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("package");
    let building = path.with_file_name(format!("{name}.unfinished"));
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&building);
    let file = file.map_err(Error::file(&building))?;
    let written = seal(file, to, bag).and_then(|written| {
        // A second name refuses one that is taken.
        std::fs::hard_link(&building, path).map_err(Error::file(path))?;
        Ok(written)
    });
    let removed = std::fs::remove_file(&building).map_err(Error::file(&building));
    let written = written?;
    removed?;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(Error::file(folder))?;
    }
    Ok(Written { folder: path.to_owned(), ..written })
}

fn seal(file: File, to: &Recipients, bag: Bag) -> Result<Written> {
    let mut archive = Writer::new(to.seal(BufWriter::new(file))?);
    let written = {
        let mut take = |name: &str, size_bytes: u64, source: &mut dyn Read| {
            archive.file(&format!("{FOLDER}{name}"), size_bytes, source).map_err(told)
        };
        bag.fill(PackageWriter::to_files(&mut take))?
    };
    let mut file = archive.finish()?.finish()?;
    file.flush().and_then(|()| file.get_ref().sync_all()).map_err(Error::file(Path::new("package")))?;
    Ok(written)
}

/// An error of an item keeps its own code on its way through the archive.
fn told(error: Error) -> evidence::Error {
    match error {
        Error::File { source, .. } => match source.downcast::<evidence::Error>() {
            Ok(error) => error,
            Err(source) => evidence::Error::Disk(source),
        },
        error => evidence::Error::Disk(io::Error::other(error.to_string())),
    }
}

/// Checks a sealed package with what opens it; needs no register, and puts nothing of it on a disk.
///
/// # Errors
/// `sealing-wrong-identity`, `sealing-altered`; `stored-data-damaged` where no archive is inside; from the disk. What
/// is wrong with the package itself is in what is returned.
pub fn verify_sealed(path: &Path, identities: &Identities) -> Result<Checked> {
    let file = File::open(path).map_err(Error::file(path))?;
    let mut archive = Reader::new(identities.open(file)?);
    let mut check = PackageCheck::default();
    while let Some((name, _)) = archive.next()? {
        let name = name.strip_prefix(FOLDER).unwrap_or(&name).to_owned();
        check.file(&name, &mut archive).map_err(Error::Evidence)?;
    }
    check.finish().map_err(Error::Evidence)
}
