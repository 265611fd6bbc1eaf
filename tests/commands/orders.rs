//! `muster run --orders`: what is kept, the same bytes at any number of threads, and
//! what is said of orders that cannot be.

use super::*;

const ORDERS: &str = r#"(
    format: 1,
    orders: [
        (t_s: 5, order: Gate(gate: "ticket-check", state: Held)),
        (t_s: 20.05, order: Incident(id: "faint", kind: Medical(critical: true), cell: "hall", position: (25, 4))),
        (t_s: 30, order: Gate(gate: "ticket-check", state: Open)),
        (t_s: 40, order: Evacuate()),
    ],
)
"#;

fn run(at: &Path, out: &str, more: &[&str]) -> Value {
    let line = [
        "run", "--json", "--quiet", "--from", "19:04", "--until", "90",
    ];
    let mut command = muster(at);
    let command = command.args(line).args(["--out", out]).args(more);
    let output = out_of(command.arg(quickstart()));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    document(&output)
}

fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for part in ["trajectories", "events", "series"] {
        for entry in fs::read_dir(folder.join(part)).expect("it is there") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("it is in it").to_owned();
            files.push((name, fs::read(&path).expect("it can be read")));
        }
    }
    files.push((
        "orders.ron".into(),
        fs::read(folder.join("orders.ron")).expect("kept"),
    ));
    files.sort();
    files
}

#[test]
fn orders_are_taken_kept_and_give_the_same_bytes_again() {
    let at = new_folder();
    let at = at.path();
    fs::write(at.join("o.ron"), ORDERS).expect("it is written");
    let metrics = run(at, "a", &["--orders", "o.ron", "--threads", "1"]);
    let given = metrics["orders_given"].as_array().expect("they are told");
    let told: Vec<_> = given
        .iter()
        .map(|it| (it["t_s"].as_f64(), it["order"].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Some(5.0), Some("gate_held")),
            (Some(20.05), Some("incident")),
            (Some(30.0), Some("gate_open")),
            (Some(40.0), Some("evacuation")),
        ]
    );
    let incident = metrics["incidents"].as_array().and_then(|all| {
        let mut all = all.iter();
        all.find(|it| it["ordered"] == true)
    });
    let incident = incident.expect("it happened");
    assert_eq!(incident["kind"], "medical");
    assert_eq!(incident["id"], "ordered-hall");
    assert_eq!(incident["started_s"], 20.05);
    let alarm_s = metrics["evacuation"]["broadcast_s"].as_f64();
    assert!(alarm_s >= Some(40.0) && alarm_s < Some(80.0), "{alarm_s:?}");
    // What was kept is enough to make it again, on any number of threads.
    for (out, threads) in [("b", "2"), ("c", "3")] {
        run(at, out, &["--orders", "a/orders.ron", "--threads", threads]);
        assert!(
            bytes_of(&at.join("a")) == bytes_of(&at.join(out)),
            "{out} differs"
        );
    }
    let info = fs::read_to_string(at.join("a/run.json")).expect("it is there");
    let info: Value = serde_json::from_str(&info).expect("it is JSON");
    assert_eq!(info["orders_hash"].as_str().map(str::len), Some(64));
    // The report lists them, and is the same when it is made again.
    let report = fs::read_to_string(at.join("a/report.html")).expect("it is there");
    assert!(report.contains("Orders during the run"));
    assert!(report.contains("By order, medical"));
    let output = out_of(muster(at).args(["report", "a", "--json"]));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(document(&output)["orders_given"], metrics["orders_given"]);
    let again = fs::read_to_string(at.join("a/report.html")).expect("it is there");
    assert!(report == again, "the report differs");
    // Without orders nothing of them is there.
    let without = run(at, "d", &[]);
    assert!(without.get("orders_given").is_none());
    assert!(!at.join("d/orders.ron").exists());
    let info = fs::read_to_string(at.join("d/run.json")).expect("it is there");
    assert!(!info.contains("orders_hash"));
}

#[test]
fn orders_that_cannot_be_are_refused_with_their_place() {
    let at = new_folder();
    let at = at.path();
    let quickstart = quickstart();
    let file = quickstart.to_str().expect("the path is text");
    let arguments = ["run", file, "--orders", "o.ron", "--until", "60"];
    assert_fails(at, &arguments, 3, "no-such-file");
    let first_problem = |orders: &str| {
        fs::write(at.join("o.ron"), orders).expect("it is written");
        assert_fails(at, &arguments, 1, "orders-have-errors");
        let output = out_of(muster(at).args(arguments).arg("--json"));
        let problem = document(&output)["problems"][0].clone();
        let help = problem["help"].as_str().unwrap_or_default().to_owned();
        (
            problem["code"].as_str().unwrap_or_default().to_owned(),
            problem["line"].as_u64(),
            problem["column"].as_u64(),
            help,
        )
    };
    for (order, code, column) in [
        (
            "(t_s: 5, order: Gate(gate: \"ticket-chek\", state: Held))",
            "unknown-reference",
            28,
        ),
        (
            "(t_s: 5, order: Gate(gate: \"hall\", state: Held))",
            "wrong-reference",
            28,
        ),
        (
            "(t_s: 5, order: Gat(gate: \"ticket-check\"))",
            "unknown-variant",
            17,
        ),
        (
            "(t_s: 5, order: Send(unit: \"nobody\", to: Place(\"hall\")))",
            "unknown-reference",
            28,
        ),
        ("(t_s: 61, order: Evacuate())", "order-outside-run", 7),
        ("(t_s: 5.02, order: Evacuate())", "order-between-steps", 7),
        (
            "(t_s: 5, order: Incident(id: \"x\", kind: Fall, cell: \"hall\", position: (99, 99)))",
            "outside-walkable",
            71,
        ),
        (
            "(t_s: 5, order: Incident(id: \"hall\", kind: Fall, cell: \"hall\", position: (25, 4)))",
            "duplicate-id",
            30,
        ),
        ("(t_s: 5, order: Evacuate()", "bracket-mismatched", 27),
    ] {
        let found = first_problem(&format!("(format: 1, orders: [\n{order}\n])"));
        assert_eq!(found.0, code, "{order}");
        if code != "bracket-mismatched" {
            assert_eq!((found.1, found.2), (Some(2), Some(column)), "{order}");
        }
        if order.contains("ticket-chek\"") {
            assert!(found.3.contains("ticket-check"), "{}", found.3);
        }
    }
    assert!(!at.join("runs").exists(), "a refused run made a folder");
}
