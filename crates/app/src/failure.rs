//! Why a command could not do what was asked: one line of what went wrong, one of what to do about it.
//!
//! Messages are for the person at the terminal: `error:` says what, `hint:` says what next. They never carry a
//! victim's name or testimony. Start at [`Failure`].

use crate::exit::Exit;
use domain::language::Language;
use std::path::Path;
use web::i18n::Say;

/// Shorthand of this crate.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a command ended without having done what was asked.
#[derive(Debug)]
pub struct Failure {
    /// How the program ends.
    pub exit: Exit,
    /// Stable kebab-case code.
    pub code: &'static str,
    /// What went wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure with its message.
    pub fn new(exit: Exit, code: &'static str, message: impl Into<String>) -> Self {
        Self { exit, code, message: message.into(), hint: None }
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A file that cannot be read or written.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::new(Exit::Input, "file", format!("{path}: {error}"))
    }

    /// A register that refuses to sign, said in both languages: no page of it can be served that would.
    pub fn rolled_back(why: &str) -> Self {
        let code = "register-rolled-back";
        let [english, arabic] = [Language::English, Language::Arabic].map(Say::new);
        let message = format!("{} {why} ({code})", english.error(code, &[]));
        let advice = |say: Say| say.text("hint-register-rolled-back");
        let hint = format!("{}\n{}\n{}", advice(english), arabic.error(code, &[]), advice(arabic));
        Self::new(Exit::Damaged, code, message).hint(hint)
    }

    /// Facts of the demonstration that do not hold together: a defect of the program, said as such.
    pub fn facts(file: &str, detail: impl std::fmt::Display) -> Self {
        Self::new(Exit::Damaged, "demonstration-facts", format!("the demonstration's {file}: {detail}"))
    }
}

impl From<register::Error> for Failure {
    fn from(error: register::Error) -> Self {
        use register::Error;
        let failure = Self::new(Exit::of(&error), error.code(), error.to_string());
        match error {
            Error::Locked => {
                Self { message: "another process writes to this register".to_owned(), ..failure }
                    .hint("its pages do the same: import at /import, or stop that process first")
            }
            Error::NoRegister(folder) => Self { message: format!("{folder} holds no register"), ..failure }
                .hint("make one with `sijil init --data DIR`, or try `sijil demo`"),
            Error::RegisterExists(_) => failure.hint("choose another folder; nothing was changed"),
            Error::RolledBack(why) => Self::rolled_back(&why),
            Error::NoBackup(_) => failure.hint("name the folder that `sijil backup --to` wrote to"),
            Error::LogDisagrees(_) => failure.hint("run `sijil fsck DIR`, and keep both copies as they are"),
            _ => failure,
        }
    }
}

impl From<register::exchange::error::Error> for Failure {
    fn from(error: register::exchange::error::Error) -> Self {
        Self::new(Exit::Input, error.code(), error.to_string())
    }
}
