//! The program itself, as it is started by hand and by the project's own tools.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_linli-server"));
    command
        .env_remove("DATABASE_URL")
        .env_remove("LINLI_TEST_CLOCK_FILE");
    command
}

fn run(args: &[&str]) -> Output {
    program().args(args).output().unwrap()
}

#[test]
fn a_wrong_start_says_what_is_wrong_and_fails() {
    for (args, word) in [
        (&["--fast"][..], "--fast"),
        (&["--listen", "here"][..], "--listen"),
        (&["--data"][..], "--data"),
    ] {
        let output = run(args);
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(word), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    // A folder that cannot be made, as a file has its name.
    let file = tempfile::NamedTempFile::new().unwrap();
    let output = run(&["--data", file.path().to_str().unwrap()]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("database"));
    let help = run(&["--help"]);
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--print-codes"));
}

#[cfg(unix)]
#[tokio::test]
async fn it_says_where_it_listens_shows_the_demo_sign_ins_and_stops_when_told() {
    let data = tempfile::tempdir().unwrap();
    // A folder whose name has characters that mean something in a URL.
    let folder = data.path().join("邻里 100%?#");
    for round in 0..2 {
        let mut child = program()
            .args(["--listen", "127.0.0.1:0", "--demo", "--data"])
            .arg(&folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.strip_prefix("listening on ").unwrap();
        assert!(url.starts_with("http://127.0.0.1:"), "{first}");
        assert_eq!(lines.next().unwrap().unwrap(), "demo sign-ins:");
        assert!(lines.next().unwrap().unwrap().contains("王秀英"));
        let community = reqwest::get(format!("{url}/v1/community")).await.unwrap();
        assert_eq!(community.status(), 200, "round {round}");
        let told = Command::new("kill")
            .arg(child.id().to_string())
            .status()
            .unwrap();
        assert!(told.success());
        let ended = tokio::task::spawn_blocking(move || child.wait().unwrap())
            .await
            .unwrap();
        assert!(ended.success(), "{ended}");
    }
    assert!(folder.join("linli.sqlite").is_file());
}
