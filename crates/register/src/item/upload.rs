//! An upload that arrives in pieces, over days if need be: its bytes lie encrypted from the first, its key in the
//! keyring. Knows nothing of HTTP. Start at [`Register::begin_upload`].

use super::key::key;
use crate::error::{Error, Result};
use crate::limits::{UPLOAD_NAME_CHARS_MAX, UPLOAD_SECONDS_MAX, UPLOADS_OF_A_PERSON_MAX};
use crate::register::Register;
use domain::id::{ActorId, ProjectId};
use evidence::vault::{ItemKey, UploadId};
use std::time::SystemTime;

/// An upload that was begun.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name, which cannot be guessed.
    pub id: UploadId,
    /// Where its item is to be.
    pub project: ProjectId,
    /// The file's name as it came.
    pub file_name: String,
    /// How many bytes it has when it is whole.
    pub size_bytes: u64,
    /// How many are here.
    pub stands_at: u64,
}

impl Register {
    /// Begins an upload of so many bytes.
    ///
    /// # Errors
    /// `not-permitted`, `too-many-given` where a person leaves too many unfinished, or from the disk.
    pub async fn begin_upload(
        &self,
        actor: ActorId,
        project: ProjectId,
        file_name: &str,
        size_bytes: u64,
    ) -> Result<Upload> {
        self.permit(actor, project).await?.require(crate::permission::Operation::Collect)?;
        let sql = "select count(*) from upload_key where actor = $1 and project = $2";
        let row = self.keyring.row(sql, vec![actor.0.into(), project.0.into()]).await?;
        if row.map(|row| row.int(0)).transpose()?.unwrap_or_default() >= UPLOADS_OF_A_PERSON_MAX {
            return crate::team::refuse("too-many-given", "file");
        }
        let vault = self.vault()?;
        let (id, key) =
            blocking(move || vault.begin_upload(Some(size_bytes)).map_err(Error::Evidence)).await?;
        let file_name = kept_name(file_name);
        let size = i64::try_from(size_bytes).unwrap_or(i64::MAX);
        let row = vec![
            id.to_string().into(),
            key.secret_text().into(),
            project.0.into(),
            actor.0.into(),
            file_name.as_str().into(),
            size.into(),
            self.now().into(),
        ];
        let columns = ["upload", "secret", "project", "actor", "file_name", "size_bytes", "began"];
        let mut tx = self.keyring.begin().await?;
        tx.insert("upload_key", &columns, vec![row]).await?;
        tx.commit().await?;
        Ok(Upload { id, project, file_name, size_bytes, stands_at: 0 })
    }

    /// An upload of this person, with where it stands; somebody else's is not there.
    ///
    /// # Errors
    /// `not-found`, or from the disk.
    pub async fn upload(&self, actor: ActorId, project: ProjectId, id: &UploadId) -> Result<Upload> {
        let sql = "select file_name, size_bytes from upload_key
                   where upload = $1 and actor = $2 and project = $3";
        let values = vec![id.to_string().into(), actor.0.into(), project.0.into()];
        let row = self.keyring.row(sql, values).await?.ok_or(Error::NotFound)?;
        let (file_name, size_bytes) = (row.text(0)?, u64::try_from(row.int(1)?).unwrap_or_default());
        let (vault, named) = (self.vault()?, id.clone());
        let stands_at = blocking(move || Ok(vault.upload_stands_at(&named).unwrap_or_default())).await?;
        Ok(Upload { id: id.clone(), project, file_name, size_bytes, stands_at })
    }

    /// The unfinished upload of a file of this name and size, to go on with: the same file sent once more is taken to be
    /// the one whose sending broke off, its digest being reckoned over the whole in the end. Else one that begins.
    ///
    /// # Errors
    /// As [`Self::begin_upload`].
    pub async fn resume_upload(
        &self,
        actor: ActorId,
        project: ProjectId,
        file_name: &str,
        size_bytes: u64,
    ) -> Result<Upload> {
        let sql = "select upload from upload_key
                   where actor = $1 and project = $2 and file_name = $3 and size_bytes = $4
                   order by began, upload limit 1";
        let size = i64::try_from(size_bytes).unwrap_or(i64::MAX);
        let values = vec![actor.0.into(), project.0.into(), kept_name(file_name).into(), size.into()];
        match self.keyring.row(sql, values).await? {
            Some(row) => {
                let id = row.text(0)?.parse().map_err(Error::Evidence)?;
                self.upload(actor, project, &id).await
            }
            None => self.begin_upload(actor, project, file_name, size_bytes).await,
        }
    }

    /// The unfinished uploads of a person in a project, the earliest first.
    ///
    /// # Errors
    /// From the keyring or the disk.
    pub async fn uploads_of(&self, actor: ActorId, project: ProjectId) -> Result<Vec<Upload>> {
        let sql = "select upload, file_name, size_bytes from upload_key
                   where actor = $1 and project = $2 order by began, upload";
        let rows = self.keyring.rows(sql, vec![actor.0.into(), project.0.into()]).await?;
        let mut uploads = Vec::new();
        for row in &rows {
            let id: UploadId = row.text(0)?.parse().map_err(Error::Evidence)?;
            uploads.push((id, row.text(1)?, u64::try_from(row.int(2)?).unwrap_or_default()));
        }
        let vault = self.vault()?;
        let stand = move || {
            uploads
                .into_iter()
                .map(|(id, file_name, size_bytes)| {
                    let stands_at = vault.upload_stands_at(&id).unwrap_or_default();
                    Ok(Upload { id, project, file_name, size_bytes, stands_at })
                })
                .collect()
        };
        blocking(stand).await
    }

    /// Adds a piece where the upload stands; gives where it stands then.
    ///
    /// # Errors
    /// `evidence-upload-offset` where it stands elsewhere, `evidence-upload-too-long`, `evidence-no-upload`, or from the
    /// disk.
    pub async fn add_to_upload(&self, id: &UploadId, from: u64, piece: Vec<u8>) -> Result<u64> {
        let (vault, id) = (self.vault()?, id.clone());
        blocking(move || vault.add_to_upload(&id, from, &mut piece.as_slice()).map_err(Error::Evidence)).await
    }

    /// The key of an upload, for whoever takes it in.
    ///
    /// # Errors
    /// `not-found`, or from the keyring.
    pub async fn upload_key(&self, actor: ActorId, id: &UploadId) -> Result<ItemKey> {
        let sql = "select secret from upload_key where upload = $1 and actor = $2";
        let row = self.keyring.row(sql, vec![id.to_string().into(), actor.0.into()]).await?;
        key(&row.ok_or(Error::NotFound)?.text(0)?)
    }

    /// Forgets an upload: after its item is there, or because nobody wants it any more.
    ///
    /// # Errors
    /// From the keyring or the disk.
    pub async fn discard_upload(&self, id: &UploadId) -> Result<()> {
        let vault = self.vault()?;
        let named = id.clone();
        blocking(move || vault.discard_upload(&named).map_err(Error::Evidence)).await?;
        let mut tx = self.keyring.begin().await?;
        tx.run("delete from upload_key where upload = $1", vec![id.to_string().into()]).await?;
        tx.commit().await
    }

    /// Discards the uploads to which nothing was added for [`UPLOAD_SECONDS_MAX`]; gives how many.
    ///
    /// # Errors
    /// From the keyring or the disk.
    pub async fn discard_old_uploads(&self, now: SystemTime) -> Result<usize> {
        let vault = self.vault()?;
        let mut old = blocking(move || vault.uploads().map_err(Error::Evidence)).await?;
        old.retain(|(_, added)| {
            now.duration_since(*added).is_ok_and(|since| since.as_secs() >= UPLOAD_SECONDS_MAX)
        });
        for (id, _) in &old {
            self.discard_upload(id).await?;
        }
        Ok(old.len())
    }
}

fn kept_name(file_name: &str) -> String {
    file_name.chars().take(UPLOAD_NAME_CHARS_MAX).collect()
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Damaged(error.to_string()))?
}
