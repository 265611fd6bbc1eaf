//! What the program says to its arguments and to scenarios with errors.

use std::collections::BTreeSet;

use super::*;

#[test]
fn the_model_on_the_command_line_overrides_the_file_and_is_named() {
    let at = new_folder();
    let quickstart = quickstart();
    for model in ["csx", "csm", "avm", "sfm"] {
        let output = out_of(
            muster(at.path())
                .args(["run", "--json", "--quiet", "--until", "5", "--out", model])
                .args(["--model", model])
                .arg(&quickstart),
        );
        assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
        assert_eq!(document(&output)["model"], model);
        let run = fs::read_to_string(at.path().join(model).join("run.json"));
        let run: Value = serde_json::from_str(&run.expect("run.json is there")).expect("JSON");
        assert_eq!(run["model"], model);
        let report = fs::read_to_string(at.path().join(model).join("report.html"));
        let named = report
            .expect("the report is there")
            .contains(&format!("{model}: "));
        assert!(named, "the report does not name {model}");
    }
}

#[test]
fn each_model_refuses_a_time_step_that_is_too_long_for_it() {
    let at = new_folder();
    let whole = fs::read_to_string(quickstart()).expect("the quickstart is there");
    let coarse = whole.replace("run: (", "run: (dt_s: 0.1, ");
    assert_ne!(coarse, whole);
    fs::write(at.path().join("coarse.ron"), coarse).expect("the scenario is written");
    let run = |model: &str| {
        let arguments = ["run", "coarse.ron", "--json", "--no-record", "--until", "1"];
        out_of(muster(at.path()).args(arguments).args(["--model", model]))
    };
    assert_eq!(exit_of(&run("csx")), 0);
    for (model, most) in [("csm", "0.07"), ("avm", "0.07"), ("sfm", "0.051")] {
        let output = run(model);
        assert_eq!(exit_of(&output), 1, "{model}");
        let problem = &document(&output)["problems"][0];
        assert_eq!(problem["code"], "time-step-too-long", "{problem}");
        let message = problem["message"].as_str().unwrap_or_default();
        for part in [model, "0.1 s", most] {
            assert!(message.contains(part), "{message} does not name {part}");
        }
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_to_do() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    assert_fails(at.path(), &[], 2, "bad-usage");
    assert_fails(at.path(), &["run"], 2, "bad-usage");
    assert_fails(at.path(), &["run", file, "--sed", "1"], 2, "bad-usage");
    assert_fails(at.path(), &["rum", file], 2, "unknown-command");
    assert_fails(at.path(), &["run", file, "--seed", "x"], 2, "bad-value");
    assert_fails(at.path(), &["run", file, "--model", "csz"], 2, "bad-value");
    assert_fails(at.path(), &["run", file, "--orders"], 2, "bad-usage");
    assert_fails(at.path(), &["verify", "x"], 2, "bad-usage");
    assert!(
        !at.path().join("runs").exists(),
        "wrong usage made a folder"
    );
}

#[test]
fn a_run_that_would_end_before_it_starts_is_wrong_usage() {
    let at = new_folder();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    assert_fails(
        at.path(),
        &["run", file, "--from", "23:30"],
        2,
        "cannot-start",
    );
    assert!(!at.path().join("runs").exists(), "it made a folder");
}

/// Every `--option` in a text.
fn options_in(text: &str) -> BTreeSet<String> {
    text.match_indices("--")
        .map(|(at, _)| {
            let rest = &text[at + 2..];
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'));
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
        .filter(|name| !name.is_empty() && !name.starts_with('-'))
        .collect()
}

#[test]
fn the_readme_and_the_help_know_the_same_options() {
    let at = new_folder();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let mut told = options_in(&fs::read_to_string(readme).expect("there is a README"));
    for cargos in ["release", "features"] {
        assert!(told.remove(cargos), "README builds with cargo's {cargos}");
    }
    told.insert("help".to_owned());
    let mut known = BTreeSet::new();
    for command in [
        "batch", "compare", "cover", "export", "report", "run", "verify",
    ] {
        let help = out_of(muster(at.path()).args([command, "--help"]));
        known.extend(options_in(&text(&help.stdout)));
    }
    assert_eq!(known, told);
}

#[test]
fn an_unknown_plan_is_answered_with_the_nearest_names() {
    let at = new_folder();
    let jianshan = scenario("jianshan.ron");
    let file = jianshan.to_str().expect("the path is text");
    for command in ["run", "cover"] {
        let arguments = [command, file, "--plan", "BB"];
        assert_fails(at.path(), &arguments, 2, "unknown-plan");
    }
    let output = out_of(muster(at.path()).args(["run", file, "--plan", "BB"]));
    let shown = text(&output.stderr);
    assert!(shown.contains("Did you mean B"), "{shown}");
}

#[test]
fn help_and_version_are_results() {
    let at = new_folder();
    for arguments in [
        &["--help"][..],
        &["run", "--help"],
        &["help", "check"],
        &["-V"],
    ] {
        let output = out_of(muster(at.path()).args(arguments));
        assert_eq!(exit_of(&output), 0, "{arguments:?}");
        assert!(text(&output.stdout).contains("muster"), "{arguments:?}");
        assert!(output.stderr.is_empty(), "{arguments:?}");
    }
    let output = out_of(muster(at.path()).args(["--help", "--lang", "zh"]));
    assert!(text(&output.stdout).contains("用法"));
}

#[test]
fn what_cannot_be_read_ends_with_3() {
    let at = new_folder();
    for command in ["check", "cover", "run"] {
        assert_fails(at.path(), &[command, "missing.ron"], 3, "no-such-file");
        assert_fails(at.path(), &[command, "."], 3, "file-is-a-folder");
    }
}

#[test]
fn errors_in_a_scenario_end_with_1_at_their_line() {
    let at = new_folder();
    let whole = fs::read_to_string(quickstart()).expect("quickstart is there");
    // Of syntax: a bracket too few on the last line.
    let cut = whole
        .trim_end()
        .strip_suffix(')')
        .expect("it ends in a bracket");
    fs::write(at.path().join("cut.ron"), cut).expect("a file can be written");
    // Of meaning: a time step that nobody can mean.
    let wrong = whole.replace("seed: 1,", "dt_s: -1.0,");
    let line = 1 + wrong
        .lines()
        .position(|line| line.contains("dt_s: -1.0"))
        .expect("quickstart has a seed");
    fs::write(at.path().join("wrong.ron"), &wrong).expect("a file can be written");
    assert_fails(at.path(), &["run", "cut.ron"], 1, "scenario-has-errors");
    assert_fails(at.path(), &["run", "wrong.ron"], 1, "scenario-has-errors");
    assert_fails(at.path(), &["cover", "wrong.ron"], 1, "scenario-has-errors");
    assert!(
        !at.path().join("runs").exists(),
        "a broken scenario made a folder"
    );

    let output = out_of(muster(at.path()).args(["check", "cut.ron", "--json"]));
    let checked = document(&output);
    assert_eq!(exit_of(&output), 1);
    assert_eq!(checked["errors"], 1, "{checked}");
    assert!(checked["problems"][0]["line"].is_u64(), "{checked}");
    assert_eq!(checked["capacity"], serde_json::json!([]));

    let output = out_of(muster(at.path()).args(["check", "wrong.ron", "--json"]));
    let checked = document(&output);
    assert_eq!(exit_of(&output), 1);
    assert_eq!(checked["error"]["code"], "scenario-has-errors");
    assert_eq!(checked["errors"], 1, "{checked}");
    let first = checked["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|p| p["severity"] == "error");
    let first = first.expect("there is an error");
    assert_eq!(first["line"], line, "{first}");
    assert_eq!(first["place"], "run.dt_s", "{first}");
    for key in ["code", "column", "message", "help"] {
        assert!(!first[key].is_null(), "{first}");
    }
    assert!(checked["capacity"].is_array());

    let output = out_of(muster(at.path()).args(["check", "wrong.ron"]));
    let shown = text(&output.stdout);
    assert!(shown.contains(&format!("wrong.ron:{line}:")), "{shown}");
    assert!(shown.contains("dt_s: -1.0"), "{shown}");
}

#[test]
fn check_of_a_good_scenario_has_no_errors_and_a_capacity_table() {
    let at = new_folder();
    for name in ["quickstart.ron", "jianshan.ron"] {
        let output = out_of(
            muster(at.path())
                .arg("check")
                .arg(scenario(name))
                .arg("--json"),
        );
        let checked = document(&output);
        assert_eq!(exit_of(&output), 0, "{name}: {checked}");
        assert_eq!(checked["errors"], 0, "{name}");
        assert_eq!(checked["error"], Value::Null, "{name}");
        let capacity = checked["capacity"].as_array().expect("a list");
        assert!(!capacity.is_empty(), "{name}");
        let output = out_of(muster(at.path()).arg("check").arg(scenario(name)));
        assert_eq!(exit_of(&output), 0);
        assert!(text(&output.stdout).contains("Capacit"), "{name}");
    }
}

#[test]
fn cover_says_where_nobody_sees_hears_or_comes_soon() {
    let at = new_folder();
    let cover = |arguments: &[&str]| {
        let jianshan = scenario("jianshan.ron");
        out_of(muster(at.path()).arg("cover").arg(jianshan).args(arguments))
    };
    let output = cover(&["--plan", "B", "--json"]);
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let covered = document(&output);
    assert_eq!(covered["plan"], "B");
    let cells = covered["cells"].as_array().expect("a list");
    let cell = |id: &str| {
        let mut cells = cells.iter();
        cells
            .find(|cell| cell["id"] == id)
            .expect("the cell is there")
    };
    // No loudspeaker stands along the ridge; those of its ends reach a little.
    let heard = cell("ridge-walk")["heard"].as_f64().expect("a share");
    assert!(heard > 0.1 && heard < 0.6, "{heard}");
    assert_eq!(cell("lawn")["heard"], 1.0);
    // Behind the west gate, which is closed, only those who stand there come.
    let behind = &cell("west-court")["minutes"];
    assert!(
        behind["police"].is_f64() && behind["medic"].is_null(),
        "{behind}"
    );
    assert_eq!(covered["zones"].as_array().map(Vec::len), Some(9));
    let needs = covered["needs"].as_array().expect("a list");
    let first = &needs[0];
    for (key, value) in [
        ("what", "clear_gate"),
        ("subject", "main-gate"),
        ("power", "hold"),
    ] {
        assert_eq!(first[key], value, "{first}");
    }
    assert_eq!(first["needed"], 6);
    assert!(first["available"].as_u64() > Some(6), "{first}");
    assert!(
        covered["assumptions"]
            .as_array()
            .is_some_and(|told| told.len() > 3)
    );

    // Plan C opens the west gate, and medics come.
    let open = document(&cover(&["--plan", "C", "--json"]));
    let mut cells = open["cells"].as_array().expect("a list").iter();
    let behind = cells
        .find(|cell| cell["id"] == "west-court")
        .expect("it is there");
    assert!(behind["minutes"]["medic"].is_f64(), "{behind}");

    let by_day = document(&cover(&["--json"]));
    assert_eq!(by_day["plan"], Value::Null);
    assert_eq!(by_day["needs"], serde_json::json!([]));

    let shown = text(&cover(&["--plan", "B"]).stdout);
    for part in [
        "Ridge walk",
        "medic",
        "Take away the lanes of Main gate",
        "Assumed",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    assert!(text(&cover(&["--lang", "zh"]).stdout).contains("山脊步道"));
}
