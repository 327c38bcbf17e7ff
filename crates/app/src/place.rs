//! Where data folders are when nobody says: the operating system's folder for application data.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use std::env::var_os;
use std::path::PathBuf;

/// The folder of the demonstration: `$XDG_DATA_HOME/sijil/demo` or `~/.local/share/sijil/demo`, and their like
/// on macOS and Windows.
pub fn demonstration() -> Result<PathBuf> {
    Ok(data_home()?.join("sijil").join("demo"))
}

fn data_home() -> Result<PathBuf> {
    let absolute = |name: &str| var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let below_home = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" };
    absolute("XDG_DATA_HOME")
        .or_else(|| if cfg!(windows) { absolute("LOCALAPPDATA") } else { None })
        .or_else(|| absolute("HOME").map(|home| home.join(below_home)))
        .ok_or_else(|| {
            Failure::new(Exit::Usage, "no-home", "there is no home folder to keep the demonstration in")
                .hint("name a folder: `sijil demo --data DIR`")
        })
}
