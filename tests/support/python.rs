//! A Python with the packages that results are compared with, installed from PyPI into a folder of the build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The versions that were compared last.
const PACKAGES: [&str; 3] = ["rdflib==7.6.0", "pyshacl==0.40.1", "owlready2==0.51"];

/// Says whether the comparison is wanted: tests do not reach for the network unasked.
pub fn wanted() -> bool {
    std::env::var_os("ALLEGIANCE_SECOND_LIBRARY").is_some()
}

/// Returns the interpreter of an environment with the packages, made where there is none yet.
pub fn python() -> Result<PathBuf, String> {
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("second_library");
    let python = environment.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let run = |program: &Path, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output();
        let output = output.map_err(|error| format!("{}: {error}", program.display()))?;
        let error = String::from_utf8_lossy(&output.stderr);
        let said = error.lines().last().unwrap_or("it failed").to_owned();
        if output.status.success() {
            Ok(())
        } else {
            Err(said)
        }
    };
    let installed = environment.join(PACKAGES.join(" "));
    if !installed.exists() {
        let folder = environment.to_string_lossy();
        run(Path::new("python3"), &["-m", "venv", "--clear", &folder])?;
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--timeout",
            "10",
            "--retries",
            "1",
        ];
        run(&python, &[&pip[..], &PACKAGES[..]].concat())?;
        fs::write(&installed, "").map_err(|error| error.to_string())?;
    }
    Ok(python)
}
