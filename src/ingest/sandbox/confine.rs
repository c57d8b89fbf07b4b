//! What the process that reads pages cannot do, as far as the system has the means.
//!
//! | means | what it keeps from |
//! | --- | --- |
//! | landlock (Linux 5.13) | opening any file, connecting to or listening on any port |
//! | limits (POSIX) | more than 1 GiB of memory, 12 s of the processor for a page, any further descriptor, a core file |
//! | seccomp (Linux 3.5) | every call to the system but those that take memory, tell time, read, write and end |
//!
//! Each is set for itself: where one is not to be had, the others hold.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::time::{ClockId, clock_gettime};

/// The most memory, as address space.
const MEMORY: u64 = 1 << 30;

/// The most seconds of the processor for one page; who waits for it gives up before.
const SECONDS: u64 = 12;

/// Standard input, output and error.
const DESCRIPTORS: u64 = 3;

/// Gives up all that it takes no page to read. There is no way back.
pub(super) fn confine() {
    #[cfg(all(target_os = "linux", target_endian = "little"))]
    linux::close_files();
    limit(Resource::As, MEMORY);
    limit(Resource::Nofile, DESCRIPTORS);
    limit(Resource::Fsize, 0);
    limit(Resource::Core, 0);
    renew_time();
    #[cfg(all(target_os = "linux", target_endian = "little"))]
    linux::close_calls();
}

/// Lets the process go on for as long as one page may take.
pub(super) fn renew_time() {
    let used = clock_gettime(ClockId::ProcessCPUTime).tv_sec;
    let most = Rlimit {
        current: Some(u64::try_from(used).unwrap_or_default() + SECONDS),
        maximum: getrlimit(Resource::Cpu).maximum,
    };
    // Where it is not to be had, who waits for the page gives up all the same.
    let _ = setrlimit(Resource::Cpu, most);
}

/// Takes a limit down for good.
fn limit(resource: Resource, most: u64) {
    let most = getrlimit(resource)
        .maximum
        .map_or(most, |allowed| allowed.min(most));
    // macOS knows some of them only by name.
    let _ = setrlimit(
        resource,
        Rlimit {
            current: Some(most),
            maximum: Some(most),
        },
    );
}

#[cfg(all(target_os = "linux", target_endian = "little"))]
mod linux {
    use std::collections::BTreeMap;
    use std::env;

    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError};
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule,
    };

    /// The newest version whose rights are named; an older kernel takes those that it knows.
    const VERSION: ABI = ABI::V6;

    /// Calls that reading a page takes: memory, time, the pipes, the end.
    const ALLOWED: &[libc::c_long] = &[
        libc::SYS_brk,
        libc::SYS_clock_gettime,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_futex,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_gettid,
        libc::SYS_madvise,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_read,
        libc::SYS_restart_syscall,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_yield,
        libc::SYS_sigaltstack,
        libc::SYS_tgkill,
        libc::SYS_write,
    ];

    /// Calls that take memory: none to run what is written into it.
    const MEMORY: &[libc::c_long] = &[libc::SYS_mmap, libc::SYS_mprotect];

    /// No file is opened any more, and no port.
    pub(super) fn close_files() {
        // An old kernel has no such means, or not all of them.
        let _ = landlock();
    }

    fn landlock() -> Result<(), RulesetError> {
        Ruleset::default()
            .handle_access(AccessFs::from_all(VERSION))?
            .handle_access(AccessNet::from_all(VERSION))?
            .create()?
            .restrict_self()?;
        Ok(())
    }

    /// Every other call fails from now on, as one that is not permitted.
    pub(super) fn close_calls() {
        // There may be a kernel or a machine without it.
        let _ = filter().map(|filter| seccompiler::apply_filter(&filter));
    }

    fn filter() -> Result<BpfProgram, BackendError> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
            ALLOWED.iter().map(|&call| (call, Vec::new())).collect();
        let executable = u64::try_from(libc::PROT_EXEC).unwrap_or_default();
        for &call in MEMORY {
            let is_data = argument(2, SeccompCmpOp::MaskedEq(executable), 0)?;
            rules.insert(call, vec![is_data]);
        }
        let of_itself = argument(0, SeccompCmpOp::Eq, 0)?;
        rules.insert(libc::SYS_prlimit64, vec![of_itself]);
        let not_permitted = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        SeccompFilter::new(
            rules,
            not_permitted,
            SeccompAction::Allow,
            env::consts::ARCH.try_into()?,
        )?
        .try_into()
    }

    fn argument(at: u8, is: SeccompCmpOp, value: u64) -> Result<SeccompRule, BackendError> {
        let condition = SeccompCondition::new(at, SeccompCmpArgLen::Dword, is, value)?;
        SeccompRule::new(vec![condition])
    }

    #[cfg(test)]
    mod tests {
        use std::fs::{self, File};
        use std::io;
        use std::net::{TcpStream, UdpSocket};
        use std::process::Command;
        use std::thread;

        use super::*;

        /// What is left after `close` on a thread of its own: both means hold for one thread.
        fn attempts(close: fn()) -> [Option<io::ErrorKind>; 4] {
            let file = tempfile::NamedTempFile::new().expect("a file");
            let path = file.path().to_owned();
            let attempts = thread::spawn(move || {
                close();
                [
                    File::open(&path).err().map(|error| error.kind()),
                    fs::write(&path, "words").err().map(|error| error.kind()),
                    TcpStream::connect("127.0.0.1:9")
                        .err()
                        .map(|error| error.kind()),
                    Command::new("/bin/true")
                        .status()
                        .err()
                        .map(|error| error.kind()),
                ]
            });
            attempts.join().expect("it goes on")
        }

        #[test]
        fn no_file_no_socket_and_no_program_is_opened_past_the_filter() {
            let denied = Some(io::ErrorKind::PermissionDenied);
            assert_eq!(attempts(close_calls), [denied; 4]);
            let bound = thread::spawn(|| {
                close_calls();
                UdpSocket::bind("127.0.0.1:0")
                    .err()
                    .map(|error| error.kind())
            });
            assert_eq!(bound.join().expect("it goes on"), denied);
        }

        #[test]
        fn where_the_kernel_has_landlock_it_keeps_files_shut_by_itself() {
            let denied = Some(io::ErrorKind::PermissionDenied);
            let [read, written, ..] = attempts(close_files);
            let is_there = fs::read_to_string("/sys/kernel/security/lsm")
                .is_ok_and(|all| all.split(',').any(|it| it.trim() == "landlock"));
            if is_there {
                assert_eq!([read, written], [denied; 2]);
            }
        }

        #[test]
        fn memory_is_still_to_be_had() {
            let sum = thread::spawn(|| {
                close_calls();
                let many: Vec<u64> = (0..4_000_000).collect();
                many.iter().sum::<u64>()
            });
            assert_eq!(sum.join().expect("it goes on"), 7_999_998_000_000);
        }
    }
}
