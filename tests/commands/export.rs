//! Recordings in other people's formats, and reports made again.

use rusqlite::Connection;

use super::*;

/// A run of the quickstart until shortly after the alarm, at `run`.
fn recorded(at: &Path) {
    let output = out_of(
        muster(at)
            .args(["run", "--quiet", "--until", "400", "--out", "run"])
            .arg(quickstart()),
    );
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
}

fn export(at: &Path, arguments: &[&str]) -> Output {
    out_of(muster(at).args(["export", "run"]).args(arguments))
}

fn exported(at: &Path, arguments: &[&str]) -> Value {
    let output = export(at, &[arguments, &["--json", "--quiet"]].concat());
    assert_eq!(
        exit_of(&output),
        0,
        "{arguments:?}: {}",
        text(&output.stdout)
    );
    document(&output)
}

#[test]
fn a_report_made_again_has_the_same_bytes() {
    let at = new_folder();
    recorded(at.path());
    let run = at.path().join("run");
    let before = contents(&run);
    let metrics = fs::read(run.join("metrics.json")).expect("there are metrics");
    for file in ["report.html", "metrics.json"] {
        fs::write(run.join(file), "lost").expect("the file can be written");
    }
    let output = out_of(muster(at.path()).args(["report", "run", "--json"]));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(contents(&run), before, "something differs");
    let told: Value = document(&output);
    assert_eq!(told["performance"], Value::Null, "no recording tells it");

    // Where metrics are there, how long the run took is kept, and so they are
    // the same to the last byte.
    fs::write(run.join("metrics.json"), &metrics).expect("the file can be written");
    let output = out_of(muster(at.path()).args(["report", "run", "--quiet"]));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert_eq!(fs::read(run.join("metrics.json")).ok(), Some(metrics));
    assert!(text(&output.stdout).contains("report.html"));

    // In another language it is another report of the same numbers.
    let output = out_of(muster(at.path()).args(["report", "run", "--lang", "zh"]));
    assert_eq!(exit_of(&output), 0);
    let page = fs::read_to_string(run.join("report.html")).expect("there is a report");
    assert!(page.contains("lang=\"zh"), "the report is not in Chinese");

    // A part that is lost later must not spoil what is there.
    let page = fs::read(run.join("report.html")).expect("there is a report");
    fs::remove_file(run.join("events/part-0002.parquet")).expect("there is a part 2");
    assert_fails(at.path(), &["report", "run"], 1, "recording-damaged");
    assert_eq!(fs::read(run.join("report.html")).ok(), Some(page));
}

#[test]
fn bookmarks_beside_a_run_stand_in_its_report() {
    let at = new_folder();
    recorded(at.path());
    let review = at.path().join("run/review.ron");
    let bookmark = "(t_ms: 100250, at: (10.0, 10.0), across_m: 30.0, note: \"by the doors\")";
    let notes = format!("(format: 1, bookmarks: [{bookmark}])");
    fs::write(&review, notes).expect("the file can be written");
    let output = out_of(muster(at.path()).args(["report", "run", "--quiet"]));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let file = at.path().join("run/report.html");
    let page = fs::read_to_string(&file).expect("there is a report");
    assert!(page.contains("Moments that were marked"));
    assert!(page.contains("19:01:40 — by the doors"));
    // Notes that cannot be read are not passed over in silence.
    fs::write(&review, "rubbish").expect("the file can be written");
    assert_fails(at.path(), &["report", "run"], 3, "review-unreadable");
    assert_eq!(
        fs::read_to_string(file).ok(),
        Some(page),
        "it is left as it was"
    );
}

#[test]
fn tables_hold_what_was_recorded() {
    let at = new_folder();
    recorded(at.path());
    let rows = rows_in_parts(&at.path().join("run/trajectories"));
    let done = exported(at.path(), &["--format", "csv", "--out", "all.csv"]);
    assert_eq!(
        (&done["frames"], &done["until_s"]),
        (&801.into(), &400.0.into())
    );
    let csv = fs::read_to_string(at.path().join("all.csv")).expect("there is a table");
    let mut lines = csv.lines();
    let head = "frame,t_s,id,role,x_m,y_m,sheet,place,state";
    assert_eq!(lines.next(), Some(head));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(done["rows"], lines.len());
    // Who came to an assembly point is in the recording once more, outside.
    assert!(lines.len() <= rows && lines.len() + 400 > rows);
    assert!(lines.iter().all(|line| !line.contains("at_assembly")));
    assert!(lines.iter().any(|line| line.contains(",volunteer,")));

    exported(at.path(), &["--format", "parquet", "--out", "all.parquet"]);
    let file = File::open(at.path().join("all.parquet")).expect("there is a table");
    let table = ParquetRecordBatchReaderBuilder::try_new(file).expect("it is Parquet");
    let names: Vec<&str> = table
        .schema()
        .fields()
        .iter()
        .map(|f| f.name().as_str())
        .collect();
    assert_eq!(names.join(","), head);
    let read = table.build().expect("it can be read");
    let counted: usize = read
        .map(|batch| batch.expect("it is whole").num_rows())
        .sum();
    assert_eq!(counted, lines.len());

    exported(at.path(), &["--format", "pedpy-text", "--out", "all.txt"]);
    let words = fs::read_to_string(at.path().join("all.txt")).expect("there is a text");
    assert!(words.contains("\n# framerate: 2\n"), "{}", &words[..120]);
    let first: Vec<&str> = lines[0].split(',').collect();
    let expected = format!("{} {} {} {} 0", first[2], first[0], first[4], first[5]);
    let body: Vec<&str> = words
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!((body.len(), body[0]), (lines.len(), expected.as_str()));

    exported(
        at.path(),
        &["--format", "jupedsim-sqlite", "--out", "all.sqlite"],
    );
    let database = Connection::open(at.path().join("all.sqlite")).expect("it opens");
    let number = |sql: &str| -> i64 {
        let found = database.query_row(sql, [], |row| row.get(0));
        found.unwrap_or_else(|error| panic!("{sql}: {error}"))
    };
    let word = |sql: &str| -> String {
        let found = database.query_row(sql, [], |row| row.get(0));
        found.unwrap_or_else(|error| panic!("{sql}: {error}"))
    };
    assert_eq!(
        number("SELECT count(*) FROM trajectory_data") as usize,
        lines.len()
    );
    assert_eq!(number("SELECT count(*) FROM frame_data"), 801);
    assert_eq!(
        word("SELECT value FROM metadata WHERE key = 'version'"),
        "2"
    );
    assert_eq!(word("SELECT value FROM metadata WHERE key = 'fps'"), "2");
    assert_eq!(word("SELECT value FROM metadata WHERE key = 'xmax'"), "52");
    let wkt = word("SELECT wkt FROM geometry JOIN frame_data ON hash = geometry_hash");
    assert!(wkt.starts_with("GEOMETRYCOLLECTION (POLYGON (("), "{wkt}");
    assert_eq!(
        wkt.matches("POLYGON").count(),
        1,
        "the venue is one space: {wkt}"
    );
    let off = "SELECT count(*) FROM trajectory_data WHERE abs(ori_x * ori_x + ori_y * ori_y - 1) \
               > 1e-9 AND (ori_x <> 0 OR ori_y <> 0)";
    assert_eq!(number(off), 0, "headings are unit vectors or none");
    assert!(number("SELECT count(*) FROM trajectory_data WHERE ori_x < -0.9") > 100);

    // The same recording gives the same bytes.
    for ending in ["csv", "parquet", "txt", "sqlite"] {
        let format = match ending {
            "txt" => "pedpy-text",
            "sqlite" => "jupedsim-sqlite",
            other => other,
        };
        let again = format!("again.{ending}");
        exported(at.path(), &["--format", format, "--out", &again]);
        let bytes = |name: String| fs::read(at.path().join(name)).expect("it is there");
        assert_eq!(bytes(again), bytes(format!("all.{ending}")), "{ending}");
    }
}

#[test]
fn a_stretch_and_fewer_frames_can_be_chosen() {
    let at = new_folder();
    recorded(at.path());
    let arguments = [
        "--format", "csv", "--out", "part.csv", "--from", "19:02", "--until", "10",
    ];
    let done = exported(at.path(), &[&arguments[..], &["--every", "2"]].concat());
    assert_eq!(
        (&done["from_s"], &done["until_s"]),
        (&120.0.into(), &130.0.into())
    );
    assert_eq!(done["frames"], 6);
    let csv = fs::read_to_string(at.path().join("part.csv")).expect("there is a table");
    let second = |line: &str| line.split(',').take(2).collect::<Vec<_>>().join(" ");
    let mut frames: Vec<String> = csv.lines().skip(1).map(second).collect();
    frames.dedup();
    let expected = [
        "60 120.000",
        "61 122.000",
        "62 124.000",
        "63 126.000",
        "64 128.000",
    ];
    assert_eq!(frames[..5], expected);
    // The table above is kept when another is refused.
    let refused = [&arguments[..], &["--every", "0.7", "--force"]].concat();
    assert_fails(
        at.path(),
        &[&["export", "run"], &refused[..]].concat(),
        2,
        "bad-value",
    );
    assert_eq!(
        fs::read_to_string(at.path().join("part.csv")).ok(),
        Some(csv)
    );
}

#[test]
fn pictures_and_films_are_drawn_without_a_window() {
    let at = new_folder();
    recorded(at.path());
    let arguments = ["--format", "frames", "--out", "pictures", "--every", "200"];
    let done = exported(at.path(), &[&arguments[..], &["--width", "640"]].concat());
    assert_eq!(done["frames"], 3);
    let picture = |name: &str| {
        let file = File::open(at.path().join("pictures").join(name)).expect("there is a picture");
        let decoder = png::Decoder::new(std::io::BufReader::new(file));
        let mut reader = decoder.read_info().expect("it is a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
        let info = reader.next_frame(&mut pixels).expect("it is whole");
        (info.width, info.height, pixels)
    };
    let (width, height, first) = picture("frame-000000.png");
    assert_eq!((width, height % 2), (640, 0));
    let (_, _, last) = picture("frame-000002.png");
    let of = |pixels: &[u8], colour: [u8; 3]| {
        let near = |p: &[u8]| p.iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 12);
        pixels.chunks(4).filter(|p| near(&p[..3])).count()
    };
    // Nobody is alerted at the start; visitors stand about, the stage is dark.
    assert!(of(&first, [70, 78, 86]) > 300, "no visitors are seen");
    assert!(of(&first, [74, 79, 82]) > 1_000, "no stage is seen");
    assert_ne!(first, last);

    let film = [
        "--format", "video", "--out", "film.gif", "--until", "8", "--width", "320",
    ];
    let done = exported(at.path(), &film);
    assert_eq!(done["frames"], 11);
    let file = File::open(at.path().join("film.gif")).expect("there is a film");
    let mut film = gif::DecodeOptions::new()
        .read_info(file)
        .expect("it is a GIF");
    let mut pictures = 0;
    while film.read_next_frame().expect("it is whole").is_some() {
        pictures += 1;
    }
    assert_eq!((film.width(), pictures), (320, 11));

    // Without ffmpeg a video is a GIF, and that is said.
    let output = out_of(
        muster(at.path())
            .env("PATH", at.path())
            .args(["export", "run", "--format", "video", "--out", "film2.mp4"])
            .args(["--until", "1", "--width", "320"]),
    );
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("no ffmpeg"),
        "{}",
        text(&output.stderr)
    );
    assert!(at.path().join("film2.gif").exists() && !at.path().join("film2.mp4").exists());
}

#[test]
fn what_is_in_the_way_is_not_touched() {
    let at = new_folder();
    recorded(at.path());
    let out = at.path().join("there.csv");
    fs::write(&out, "mine").expect("a file can be written");
    let arguments = ["export", "run", "--format", "csv", "--out", "there.csv"];
    assert_fails(at.path(), &arguments, 2, "out-exists");
    assert_eq!(fs::read_to_string(&out).ok().as_deref(), Some("mine"));
    exported(
        at.path(),
        &["--format", "csv", "--out", "there.csv", "--force"],
    );
    assert!(fs::read_to_string(&out).is_ok_and(|text| text.starts_with("frame,")));

    let mine = at.path().join("mine");
    fs::create_dir(&mine).expect("a folder can be made");
    fs::write(mine.join("notes.txt"), "mine").expect("a file can be written");
    for format in ["frames", "csv"] {
        let arguments = [
            "export", "run", "--format", format, "--out", "mine", "--force",
        ];
        assert_fails(at.path(), &arguments, 2, "out-not-ours");
    }
    assert!(mine.join("notes.txt").exists());
    let pictures = [
        "--format", "frames", "--out", "p", "--every", "400", "--width", "320",
    ];
    exported(at.path(), &pictures);
    exported(at.path(), &[&pictures[..], &["--force"]].concat());
}

#[test]
fn wrong_exports_are_answered_in_sentences() {
    let at = new_folder();
    recorded(at.path());
    let fails = |arguments: &[&str], exit, code| {
        let arguments = [&["export", "run", "--out", "x"], arguments].concat();
        assert_fails(at.path(), &arguments, exit, code);
    };
    fails(&["--format", "cvs"], 2, "bad-value");
    let shown = text(&export(at.path(), &["--out", "x", "--format", "cvs"]).stderr);
    assert!(shown.contains("Did you mean csv?"), "{shown}");
    fails(&["--format", "csv", "--from", "07:00"], 2, "bad-value");
    fails(&["--format", "csv", "--sheet", "cellar"], 2, "bad-value");
    let film = ["export", "run", "--format", "video", "--out", "film.avi"];
    assert_fails(at.path(), &film, 2, "bad-value");

    // Folders that are no runs, or those of another version.
    let of = |folder: &str, exit, code| {
        for command in [
            &["report", folder][..],
            &["export", folder, "--format", "csv", "--out", "x"],
        ] {
            assert_fails(at.path(), command, exit, code);
        }
    };
    of("missing", 3, "read-failed");
    of(".", 3, "not-a-run");
    of("run/run.json", 3, "not-a-run");
    let bare = [
        "run",
        "--quiet",
        "--until",
        "5",
        "--no-record",
        "--out",
        "bare",
    ];
    assert_eq!(
        exit_of(&out_of(muster(at.path()).args(bare).arg(quickstart()))),
        0
    );
    of("bare", 1, "not-recorded");
    let info = at.path().join("run/run.json");
    let told = fs::read_to_string(&info).expect("run.json is there");
    let ours = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let newer = told.replace(&ours, "\"version\": \"99.1.0\"");
    assert_ne!(newer, told);
    fs::write(&info, newer).expect("run.json can be written");
    of("run", 1, "other-version");
    fs::write(&info, told.replace("\"seed\"", "\"sead\"")).expect("run.json can be written");
    of("run", 1, "recording-malformed");
    fs::write(&info, &told).expect("run.json can be written");
    assert!(!at.path().join("x").exists() && !at.path().join("x.tmp").exists());
}

#[test]
fn a_damaged_recording_is_exported_as_far_as_it_goes() {
    let at = new_folder();
    recorded(at.path());
    let whole = exported(at.path(), &["--format", "csv", "--out", "whole.csv"]);
    let part = at.path().join("run/trajectories/part-0003.parquet");
    let bytes = fs::read(&part).expect("there is a part 3");
    fs::write(&part, &bytes[..bytes.len() / 2]).expect("the part can be cut");
    let output = export(
        at.path(),
        &["--format", "csv", "--out", "rest.csv", "--json"],
    );
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    let done = document(&output);
    assert_eq!(
        (&done["tail_missing"], &done["left_out"][0]["first_part"]),
        (&true.into(), &3.into())
    );
    // A minute of frames is gone, and nothing else.
    assert_eq!(
        done["frames"].as_u64(),
        whole["frames"].as_u64().map(|n| n - 120)
    );
    let shown = text(&output.stderr);
    assert!(shown.contains("trajectories/part-0003.parquet"), "{shown}");

    // Where the middle of a file is spoilt, reading it says so, and nothing is left.
    let mut spoilt = bytes;
    let middle = spoilt.len() / 2;
    spoilt[200..middle].fill(0xa5);
    fs::write(&part, spoilt).expect("the part can be spoilt");
    let arguments = ["export", "run", "--format", "csv", "--out", "none.csv"];
    assert_fails(at.path(), &arguments, 1, "recording-malformed");
    assert!(!at.path().join("none.csv").exists() && !at.path().join("none.csv.tmp").exists());
    exported(
        at.path(),
        &["--format", "csv", "--out", "before.csv", "--until", "120"],
    );
}

#[test]
fn a_run_that_was_killed_has_a_report_of_what_is_there() {
    let at = new_folder();
    let folder = at.path().join("killed");
    let mut child = start_long_run(&mut long_run(at.path(), &folder), &folder);
    child.kill().expect("it can be killed");
    child.wait().expect("it ends");
    let output = out_of(muster(at.path()).args(["report", "killed", "--json"]));
    assert_eq!(exit_of(&output), 0, "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("not whole"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(document(&output)["outcome"], "incomplete");
    assert!(folder.join("report.html").exists());
}

#[test]
fn an_interrupted_export_leaves_nothing() {
    let at = new_folder();
    recorded(at.path());
    let mut child = muster(at.path())
        .args([
            "export", "run", "--format", "frames", "--out", "p", "--every", "0.1",
        ])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let begun = Instant::now();
    let first = at.path().join("p.tmp/frame-000000.png");
    while !first.exists() {
        assert!(begun.elapsed() < PATIENCE, "no picture in {PATIENCE:?}");
        sleep(Duration::from_millis(20));
    }
    send("-INT", &child);
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(130));
    assert!(!at.path().join("p").exists() && !at.path().join("p.tmp").exists());
}
