//! The program: arguments in, exit code out.

use std::process::ExitCode;

use chancery::cli::{self, Environment};
use chancery::ingest::sandbox;

fn main() -> ExitCode {
    if sandbox::is_child() {
        return ExitCode::from(sandbox::serve());
    }
    if let Some(program) = sandbox::own_program() {
        sandbox::enable(program);
    }
    ExitCode::from(cli::run(std::env::args_os(), &Environment::of_process()))
}
