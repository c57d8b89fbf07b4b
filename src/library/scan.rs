//! Walking folders and reading files on worker threads.
