//! The walls around a decoder: Landlock, seccomp and limits, put up by the child itself before it reads a byte.
//!
//! None of them can be taken down again. The limits hold with or without the walls. Start at [`confine`].

use crate::limits::{CHILD_BYTES_MAX, CHILD_CPU_SECONDS_MAX, EXTERNAL_BYTES_MAX, EXTERNAL_CPU_SECONDS_MAX};

/// Which walls stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confinement {
    /// Both.
    Whole,
    /// One or none.
    Partial,
}

/// What a confined process may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Read what is open, write what is open, take memory.
    Decode {
        /// Processor time.
        cpu_seconds_max: u64,
    },
    /// Run one program that reads the folders named and nothing else, without any network.
    Run {
        /// Folders and files it may read and execute.
        readable: Vec<std::path::PathBuf>,
    },
}

#[cfg(not(target_os = "linux"))]
/// Puts up what this system has: nothing.
pub fn confine(_leave: &Leave) -> Confinement {
    Confinement::Partial
}

#[cfg(target_os = "linux")]
pub use linux::confine;

#[cfg(target_os = "linux")]
mod linux {
    use super::{
        CHILD_BYTES_MAX, CHILD_CPU_SECONDS_MAX, Confinement, EXTERNAL_BYTES_MAX, EXTERNAL_CPU_SECONDS_MAX,
        Leave,
    };
    use landlock::{
        ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
        RulesetCreatedAttr as _, RulesetStatus, Scope, path_beneath_rules,
    };
    use rustix::process::{Resource, Rlimit, setrlimit};
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, SeccompRule};
    use std::collections::BTreeMap;

    /// Puts up limits and walls, and says which walls stand.
    pub fn confine(leave: &Leave) -> Confinement {
        let is_limited = limit(leave);
        let is_landlocked = landlock(leave);
        // Last, because the filter forbids what the others need.
        let is_filtered = filter(leave);
        if is_limited && is_landlocked && is_filtered { Confinement::Whole } else { Confinement::Partial }
    }

    /// Memory, processor time, no file, no core dump: a dump would be a plain copy of the evidence.
    fn limit(leave: &Leave) -> bool {
        let mut limits = vec![
            (Resource::As, CHILD_BYTES_MAX),
            (Resource::Cpu, CHILD_CPU_SECONDS_MAX),
            (Resource::Core, 0),
            (Resource::Fsize, 0),
        ];
        match leave {
            Leave::Decode { cpu_seconds_max } => {
                limits[1].1 = (*cpu_seconds_max).min(CHILD_CPU_SECONDS_MAX);
                limits.push((Resource::Nproc, 0));
            }
            // Programs such as ffmpeg reserve far more addresses than they use.
            Leave::Run { .. } => {
                limits[0].1 = EXTERNAL_BYTES_MAX;
                limits[1].1 = EXTERNAL_CPU_SECONDS_MAX;
            }
        }
        limits.iter().all(|(resource, value)| {
            // A second between the two limits of time, so that the end is told by its own signal.
            let maximum = value + u64::from(*resource == Resource::Cpu);
            setrlimit(*resource, Rlimit { current: Some(*value), maximum: Some(maximum) }).is_ok()
        })
    }

    /// No file by name, no TCP, no signal or socket to another process. `false` where the kernel has no Landlock.
    fn landlock(leave: &Leave) -> bool {
        let abi = ABI::V6;
        let readable: &[std::path::PathBuf] = match leave {
            Leave::Decode { .. } => &[],
            Leave::Run { readable } => readable,
        };
        let outcome = Ruleset::default()
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(abi))
            .and_then(|rules| rules.handle_access(AccessNet::from_all(abi)))
            .and_then(|rules| rules.scope(Scope::from_all(abi)))
            .and_then(Ruleset::create)
            .and_then(|rules| rules.add_rules(path_beneath_rules(readable, AccessFs::from_read(abi))))
            .and_then(landlock::RulesetCreated::restrict_self);
        outcome.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced && status.no_new_privs)
    }

    /// Calls a decoder makes once it runs: reading and writing what is open, memory, the clock, and its end.
    const DECODER_CALLS: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_mmap,
        libc::SYS_mprotect,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sched_yield,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Calls that no program run for us needs: those that reach another process, the network or the kernel.
    const PROGRAM_CALLS_REFUSED: &[libc::c_long] = &[
        libc::SYS_socket,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_bpf,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_io_uring_setup,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
        libc::SYS_reboot,
    ];

    /// Refuses calls with "not permitted", so that a library which merely tries goes on without.
    fn filter(leave: &Leave) -> bool {
        let refusal = SeccompAction::Errno(libc::EPERM.cast_unsigned());
        let (listed, on_listed, otherwise) = match leave {
            Leave::Decode { .. } => (DECODER_CALLS, SeccompAction::Allow, refusal),
            Leave::Run { .. } => (PROGRAM_CALLS_REFUSED, refusal, SeccompAction::Allow),
        };
        let rules: BTreeMap<i64, Vec<SeccompRule>> = listed.iter().map(|call| (*call, Vec::new())).collect();
        let Ok(machine) = std::env::consts::ARCH.try_into() else { return false };
        let program = SeccompFilter::new(rules, otherwise, on_listed, machine).and_then(BpfProgram::try_from);
        program.is_ok_and(|program| seccompiler::apply_filter(&program).is_ok())
    }
}
