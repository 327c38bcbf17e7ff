//! Auto Archiver's output: the files that lie beside its list are items with the address they were archived from and
//! the verdict on the digest it took; an address of which nothing came along is a reference. Start at
//! [`Register::open_list`].

use super::reference::{Reference, Standing};
use super::walk::{Found, ListForm};
use super::{Container, Gathered, Gathering, stated};
use crate::error::Result;
use crate::register::Register;
use domain::record::Item;
use domain::vocabulary::{AccessLabel, Acquisition};
use domain::when::When;
use evidence::vault::Digest;
use exchange::limits::BUNDLE_BYTES_MAX;
use exchange::provenance_bundle::MediaFile;
use exchange::provenance_bundle::auto_archiver::{self, Archived, ArchivedMedia, Output};

impl Register {
    /// Takes in the files beside a list. Those that it does not name, and all where it is no such list after all, are
    /// files of a folder like any other.
    pub(super) async fn open_list(
        &self,
        order: &Gathering<'_>,
        acquired: &When,
        (found, form, container): (&Found, ListForm, Container),
        beside: &[&Found],
        gathered: &mut Gathered,
    ) -> Result<()> {
        let given: Vec<MediaFile> = beside.iter().map(|one| given(one)).collect();
        let archived = match output(found, form, &given) {
            Ok(output) => {
                gathered.problems(output.problems);
                output.items
            }
            Err(_not_a_list) => Vec::new(),
        };
        let of = |at: usize| {
            let own = |one: &'_ Archived| one.media.iter().position(|media| media.given == Some(at));
            archived.iter().find_map(|one| Some((one, own(one)?)))
        };
        let items = beside.iter().enumerate().map(|(at, file)| match of(at) {
            Some((archived, media)) => {
                let path = file.name.rsplit('/').next().unwrap_or(&file.name);
                item(order.inside(container, acquired, path), archived, &archived.media[media])
            }
            None => order.item(Acquisition::Folder, acquired, &file.file_name(), file.holds),
        });
        let (items, names): (Vec<Item>, Vec<String>) =
            (items.collect(), beside.iter().map(|file| file.name.clone()).collect());
        let paths = beside.iter().map(|file| file.path.clone()).collect();
        let taking = order.taking(order.label.unwrap_or(AccessLabel::Team));
        let arrived = self.take_paths(taking, paths, items, &names, gathered).await?;
        for (name, arrived) in names.into_iter().zip(&arrived) {
            if let Some(arrived) = arrived {
                gathered.note(name, arrived);
            }
        }
        let without = archived.into_iter().filter(|one| one.media.iter().all(|media| media.given.is_none()));
        let references = without.filter_map(|one| {
            let standing = Standing::SaidElsewhere(one.status.unwrap_or_default());
            Some(Reference { url: one.url?, standing, item: Some(container.id) })
        });
        self.keep_references(order, references.collect(), gathered).await
    }
}

/// A file beside the list with its digest; one that cannot be read has none, and is told when it is taken in.
fn given(found: &Found) -> MediaFile {
    let digest = found.open().ok().and_then(|mut held| Digest::of_source(&mut held).ok());
    let sha256 = digest.map(|(digest, _)| digest.to_string()).unwrap_or_default();
    MediaFile { name: found.name.clone(), sha256 }
}

fn output(found: &Found, form: ListForm, given: &[MediaFile]) -> Result<Output> {
    let bytes = found.whole(BUNDLE_BYTES_MAX)?;
    Ok(match form {
        ListForm::Json => auto_archiver::read_json(&bytes, &found.name, given)?,
        ListForm::Csv => auto_archiver::read_csv(&bytes, &found.name, given)?,
    })
}

fn item(mut item: Item, archived: &Archived, media: &ArchivedMedia) -> Item {
    item.acquisition = Acquisition::CaptureTool;
    item.url = archived.url.clone().filter(|url| super::capture::is_address(url));
    stated::note(&mut item, &[("Auto Archiver", &media.digest)]);
    let said = [
        ("archive-status", archived.status.clone()),
        ("published", archived.published.clone()),
        ("captured", archived.processed.clone()),
    ];
    let short = |text: String| text.chars().take(evidence::limits::STATED_CHARS_MAX).collect();
    item.stated.extend(said.into_iter().filter_map(|(name, text)| Some((name.to_owned(), short(text?)))));
    item
}
