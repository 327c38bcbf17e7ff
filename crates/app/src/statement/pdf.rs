//! The statement as a PDF: typst sets it from a template that reads the data, with fonts that are built in, and reads
//! nothing else, from no disk and no network.

use super::Statement;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

const TEMPLATE: &str = include_str!("statement.typ");

/// Latin, its further letters, and Arabic, upright and bold, and one for digests.
const FONTS: [&[u8]; 7] = [
    include_bytes!("../../fonts/plex-sans-400.ttf"),
    include_bytes!("../../fonts/plex-sans-600.ttf"),
    include_bytes!("../../fonts/plex-sans-ext-400.ttf"),
    include_bytes!("../../fonts/plex-sans-ext-600.ttf"),
    include_bytes!("../../fonts/plex-arabic-400.ttf"),
    include_bytes!("../../fonts/plex-arabic-600.ttf"),
    include_bytes!("../../fonts/mono-400.ttf"),
];

/// What the template may see: itself, the data, and the fonts.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    template: Source,
    data: (FileId, Bytes),
}

static LIBRARY: LazyLock<Library> = LazyLock::new(<Library as typst::LibraryExt>::default);

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    /// No clock: what is dated says so in the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Sets the statement; what the template did wrong is said in words.
pub(super) fn set(statement: &Statement) -> Result<Vec<u8>, String> {
    let file = |name: &str| {
        let path = VirtualPath::new(name).map_err(|error| format!("{error:?}"))?;
        Ok::<_, String>(RootedPath::new(VirtualRoot::Project, path).intern())
    };
    let data = serde_json::to_vec(statement).map_err(|error| error.to_string())?;
    let fonts: Vec<Font> = FONTS.iter().flat_map(|font| Font::iter(Bytes::new(*font))).collect();
    let desk = Desk {
        library: LazyHash::new(LIBRARY.clone()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        template: Source::new(file("statement.typ")?, TEMPLATE.to_owned()),
        data: (file("statement.json")?, Bytes::new(data)),
    };
    let said = |errors: &[typst::diag::SourceDiagnostic]| {
        errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| said(&errors))?;
    typst_pdf::pdf(&document, &PdfOptions::default()).map_err(|errors| said(&errors))
}
