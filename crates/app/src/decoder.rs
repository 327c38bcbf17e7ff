//! The confined child that reads files of unknown origin, as every command that takes files in sets it up.

use crate::output;
use register::Register;
use register::evidence::sandbox::{Sandbox, Walls};

/// Lets the register read what files state of themselves. Where the kernel lacks a wall nothing is read, unless a person
/// said that it may be; either is said loudly.
pub fn set_up(register: &Register, unsandboxed: bool) {
    let Ok(sandbox) = Sandbox::of_this_program() else {
        return output::warn("this program cannot find itself; files are kept, and not read");
    };
    match (sandbox.walls_stand(), unsandboxed) {
        (Ok(true), _) => register.decode_with(sandbox),
        (_, true) => {
            output::warn(
                "files of unknown origin are read WITHOUT the walls that keep a hostile one in (--unsandboxed)",
            );
            register.decode_with(sandbox.with_walls(Walls::AsFarAsPossible));
        }
        (_, false) => output::warn(
            "this kernel lacks Landlock or seccomp: files are kept, and nothing is read out of them; \
             --unsandboxed reads them all the same",
        ),
    }
}
