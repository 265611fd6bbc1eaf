//! Writes the plazas on which speed is measured, `scenarios/bench/plaza-*.ron`.
//!
//! ```sh
//! cargo run --release --example plaza
//! ```
//!
//! A square with two people a square metre in the middle, blocks of 2 × 2 m every
//! 20 m and eight gates of 4 m, everybody walking to the nearest, from the first
//! step on. The same plaza for any number of people, so that times a person can be
//! compared: [`SIZES`].

#![expect(clippy::print_stdout, reason = "it says what it has written")]

use std::path::Path;

/// What each is called, and for how many people.
const SIZES: [(&str, u32); 5] = [
    ("1k", 1_000),
    ("10k", 10_000),
    ("50k", 50_000),
    ("100k", 100_000),
    ("1m", 1_000_000),
];
/// People on a square metre of the middle \[1/m²\].
const DENSITY_PER_M2: f64 = 2.0;
/// Free ground round the middle \[m\].
const MARGIN_M: f64 = 20.0;
/// From one block to the next \[m\].
const APART_M: f64 = 20.0;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/bench");
    std::fs::create_dir_all(&folder)?;
    for (name, people) in SIZES {
        let file = folder.join(format!("plaza-{name}.ron"));
        std::fs::write(&file, plaza(name, people))?;
        println!("{}", file.display());
    }
    Ok(())
}

/// Length in decimetres, so that the file is short.
fn tidy(length_m: f64) -> f64 {
    (10.0 * length_m).round() / 10.0
}

fn plaza(name: &str, people: u32) -> String {
    let crowd = tidy((f64::from(people) / DENSITY_PER_M2).sqrt() / 2.0);
    let half = tidy(crowd + MARGIN_M);
    // Blocks as far out as they stand clear of the edge.
    let steps = ((half - 3.0) / APART_M).floor();
    let (first, count) = (-APART_M * steps - 1.0, 2.0 * steps + 1.0);
    let (low, high) = (first, first + 2.0);
    let mut exits = String::new();
    for (index, middle) in [tidy(-half / 2.0), tidy(half / 2.0)]
        .into_iter()
        .enumerate()
    {
        let (a, b) = (tidy(middle - 2.0), tidy(middle + 2.0));
        for (side, line) in [
            ("south", format!("(({a}, {}), ({b}, {}))", -half, -half)),
            ("north", format!("(({a}, {half}), ({b}, {half}))")),
            ("west", format!("(({}, {a}), ({}, {b}))", -half, -half)),
            ("east", format!("(({half}, {a}), ({half}, {b}))")),
        ] {
            exits += &format!(
                "            (id: \"{side}-{index}\", cell: \"plaza\", line: {line}, use: ExitOnly),\n"
            );
        }
    }
    format!(
        r#"// How fast: {people} people on a plaza. Written by `cargo run --release --example plaza`;
// docs/performance.md says what is measured with it.
(
    format: 1,
    name: "Plaza {name}",
    description: "{people} people, two a square metre in the middle of a square with blocks, walk to the nearest of eight gates of 4 m.",
    venue: (
        places: [
            (id: "plaza", polygon: [({w}, {w}), ({half}, {w}), ({half}, {half}), ({w}, {half})]),
        ],
        obstacles: [
            (id: "block", on: "plaza", polygon: [({low}, {low}), ({high}, {low}), ({high}, {high}), ({low}, {high})],
                repeat: Some((columns: {count}, rows: {count}, step: ({APART_M}, {APART_M})))),
        ],
        exits: [
{exits}        ],
    ),
    visitors: (
        profiles: [
            (id: "adult", share: 1, free_speed: Normal(mean: 1.34, sd: 0.26, min: 0.6, max: 2), radius: Normal(mean: 0.18, sd: 0.02, min: 0.14, max: 0.22), pre_movement: Constant(0)),
        ],
        present: [
            (place: "plaza", count: {people}, within: ({c}, {c}, {crowd}, {crowd})),
        ],
    ),
    plans: [
        (id: "leave", trigger: At("00:00")),
    ],
    run: (
        plan: "leave",
        start: "00:00",
        end: "02:00",
        seed: 1,
        dt_s: 0.05,
        frame_dt_s: 1,
    ),
)
"#,
        w = -half,
        c = -crowd,
    )
}
