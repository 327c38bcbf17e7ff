//! A database as files of an archive, and back: a SQLite file, or what PostgreSQL holds table by table.
//!
//! ```text
//! register.sqlite                 on SQLite
//! register/contents.json          on PostgreSQL: migrations, tables, columns
//! register/<table>/<number>       rows as `copy` writes them
//! ```

use super::archive::{Reader, Writer};
use crate::db::{Access, Address, Contents, Db, Piece};
use crate::error::{Error, Result};
use crate::limits::{SMALL_FILE_BYTES_MAX, SNAPSHOT_PIECE_BYTES_MAX};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

/// Adds this moment of a database, and gives the checkpoint it remembers then, if it has a log.
///
/// # Errors
/// From the database, or from either side.
pub async fn add<W: Write + Send>(
    archive: &mut Writer<W>,
    db: &Db,
    name: &str,
    scratch: &Path,
) -> Result<Option<String>> {
    let path = scratch.join(format!("{name}.sqlite"));
    if db.snapshot_file(&path).await? {
        let checkpoint = checkpoint_of(&path).await?;
        let mut file = File::open(&path).map_err(Error::file(&path))?;
        // Open but without a name: a run that dies from here on leaves no copy in the clear.
        std::fs::remove_file(&path).map_err(Error::file(&path))?;
        let size = file.metadata().map_err(Error::file(&path))?.len();
        archive.file(&format!("{name}.sqlite"), size, &mut file)?;
        return Ok(checkpoint);
    }
    let (mut checkpoint, mut number) = (None, 0_u64);
    let mut sink = |piece: Piece<'_>| match piece {
        Piece::Contents(contents) => {
            checkpoint.clone_from(&contents.checkpoint);
            let text = serde_json::to_vec(contents).map_err(|error| Error::Damaged(error.to_string()))?;
            archive.bytes(&format!("{name}/contents.json"), &text)
        }
        Piece::Rows(table, rows) => {
            number += 1;
            archive.bytes(&format!("{name}/{table}/{number}"), rows)
        }
    };
    db.dump(&mut sink).await?;
    Ok(checkpoint)
}

async fn checkpoint_of(path: &Path) -> Result<Option<String>> {
    let db = Db::open(&Address::File(path.to_owned()), Access::Read).await?;
    let has = "select 1 from sqlite_master where type = 'table' and name = 'log_state'";
    let mut checkpoint = None;
    if db.row(has, Vec::new()).await?.is_some() {
        let row = db.row("select checkpoint from log_state", Vec::new()).await?;
        checkpoint = row.map(|row| row.text(0)).transpose()?;
    }
    db.close().await;
    Ok(checkpoint)
}

/// An archive being unpacked: it remembers a file that the one who read it did not want.
pub struct Unpacking<R: Read> {
    archive: Reader<R>,
    /// The next file, already begun.
    pub next: Option<String>,
}

impl<R: Read> Unpacking<R> {
    /// Begins with the first file.
    ///
    /// # Errors
    /// As [`Reader::next`].
    pub fn begin(from: R) -> Result<Self> {
        let mut archive = Reader::new(from);
        let next = archive.next()?.map(|(name, _)| name);
        Ok(Self { archive, next })
    }

    /// Goes on to the next file.
    ///
    /// # Errors
    /// As [`Reader::next`].
    pub fn advance(&mut self) -> Result<()> {
        self.next = self.archive.next()?.map(|(name, _)| name);
        Ok(())
    }

    /// The whole present file, which is small.
    ///
    /// # Errors
    /// As [`Reader::whole`].
    pub fn small(&mut self) -> Result<Vec<u8>> {
        self.archive.whole(SMALL_FILE_BYTES_MAX)
    }

    /// Writes the present file to a new one of its owner's only.
    ///
    /// # Errors
    /// From either side.
    pub fn write_to(&mut self, path: &Path) -> Result<()> {
        let mut file = super::file::NewFile::create(path)?;
        std::io::copy(&mut self.archive, &mut file).map_err(Error::file(path))?;
        file.finish().map(drop).map_err(Error::file(path))
    }

    /// What a PostgreSQL database held, the present file being its contents.
    ///
    /// # Errors
    /// `stored-data-damaged`.
    pub fn contents(&mut self) -> Result<Contents> {
        let bytes = self.small()?;
        serde_json::from_slice(&bytes).map_err(|error| Error::Damaged(error.to_string()))
    }

    /// Loads the rows that follow into a database whose tables are there.
    ///
    /// # Errors
    /// From either side.
    pub async fn load(&mut self, name: &str, contents: &Contents, db: &Db) -> Result<()> {
        self.advance()?;
        let before = format!("{name}/");
        let mut is_first = true;
        let pieces = || {
            if !std::mem::replace(&mut is_first, false) {
                self.advance()?;
            }
            let Some(file) = self.next.as_deref().and_then(|next| next.strip_prefix(&before)) else {
                return Ok(None);
            };
            let table = file.split('/').next().unwrap_or_default().to_owned();
            Ok(Some((table, self.archive.whole(SNAPSHOT_PIECE_BYTES_MAX)?)))
        };
        db.load(contents, pieces).await
    }
}
