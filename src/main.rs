//! The program: arguments in, exit code out.

use std::process::ExitCode;

use chancery::cli::{self, Environment};

fn main() -> ExitCode {
    ExitCode::from(cli::run(std::env::args_os(), &Environment::of_process()))
}
