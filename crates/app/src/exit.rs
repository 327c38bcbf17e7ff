//! The exit codes, all of them: scripts rely on these numbers. The page is `docs/reference/exit-codes.md`.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// What was asked was done.
    Done,
    /// A check failed, or problems in the input refuse it.
    Problems,
    /// The command line was not understood.
    Usage,
    /// Another process writes to the register.
    Locked,
    /// There is no such register, record, mapping or kind.
    NotFound,
    /// A file could not be read or written, or its content was not understood.
    Input,
    /// The register, its log or its database is damaged or cannot be reached.
    Damaged,
}

impl Exit {
    /// Every way to end.
    #[cfg(test)]
    const ALL: [Self; 7] =
        [Self::Done, Self::Problems, Self::Usage, Self::Locked, Self::NotFound, Self::Input, Self::Damaged];

    /// The number the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Problems => 1,
            Self::Usage => 2,
            Self::Locked => 3,
            Self::NotFound => 4,
            Self::Input => 5,
            Self::Damaged => 6,
        }
    }

    /// How a failure of the register ends a command.
    pub const fn of(error: &register::Error) -> Self {
        use register::Error;
        match error {
            Error::Refused(_) => Self::Problems,
            Error::NotFound | Error::Erased(_) | Error::NoRegister(_) | Error::NoBackup(_) => Self::NotFound,
            Error::ReasonMissing | Error::ReasonTooLong { .. } | Error::ReadOnly => Self::Usage,
            Error::Locked => Self::Locked,
            Error::RegisterExists(_)
            | Error::Setting(_)
            | Error::Input(_)
            | Error::BackupFolder(_)
            | Error::Sealing(_)
            | Error::File { .. } => Self::Input,
            _ => Self::Damaged,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_lists_every_code_and_no_other() {
        let page = include_str!("../../../docs/reference/exit-codes.md");
        let listed: Vec<u8> = page
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once('`')?.0.parse().ok())
            .collect();
        assert_eq!(listed, Exit::ALL.map(Exit::code));
    }

    #[test]
    fn failures_of_the_register_end_as_documented() {
        use register::Error;
        assert_eq!(Exit::of(&Error::Locked).code(), 3);
        assert_eq!(Exit::of(&Error::NoRegister("data".to_owned())).code(), 4);
        assert_eq!(Exit::of(&Error::RegisterExists("data".to_owned())).code(), 5);
        assert_eq!(Exit::of(&Error::Refused(Vec::new())).code(), 1);
        assert_eq!(Exit::of(&Error::LogDisagrees("x".to_owned())).code(), 6);
    }
}
