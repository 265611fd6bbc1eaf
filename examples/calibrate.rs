//! Refits parameters of the default model to the experiments and prints the
//! residuals.
//!
//! ```sh
//! cargo run --release --example calibrate                       # the defaults
//! cargo run --release --example calibrate -- passing=2,4,6      # one after the other
//! cargo run --release --example calibrate -- --refit passing shoulder time_gap_s
//! ```
//!
//! Names are those of `parameters.csx` in a scenario. Several lists are
//! crossed. `--cases a,b` and `--runs N` choose what is run; without `--runs`
//! each case runs as many seeds as it needs. A residual of −1 or 1 lies at an
//! end of the range in which a mean must be, 0 in its middle.
//!
//! `--refit` walks downhill on an objective, one parameter after the other, by
//! a tenth of its value up and down, then by half of that, until no step
//! helps. The objective is the sum, with weights, of the squares of all
//! residuals, of the squares of how far they lie outside their ranges, and of
//! one for everything else that does not hold.

#![expect(clippy::print_stdout, reason = "printing is what it is for")]

use muster::base::text::Language;
use muster::model::csx::Csx;
use muster::verify::{self, Lab, Outcome};

/// What the default is fitted to, if the command line does not say.
const CASES: &str = "exp-neck,exp-ring,exp-single-file,exp-counterflow,exp-press,exp-corner";
/// First and last step of a refit, as a share of the parameter.
const STEPS: [f64; 2] = [0.1, 0.05];
/// Weight of the square of a residual.
const RESIDUAL: f64 = 0.1;
/// Weight of the square of what of it lies outside the range.
const OUTSIDE: f64 = 10.0;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut cases = CASES.to_owned();
    let mut runs = None;
    let mut refit = false;
    let mut lists: Vec<(String, Vec<f64>)> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || {
            let missing = format!("{argument} wants a value");
            arguments.next().ok_or(missing)
        };
        match argument.as_str() {
            "--cases" => cases = value()?,
            "--runs" => runs = Some(value()?.parse()?),
            "--refit" => refit = true,
            _ => lists.push(list(&argument)?),
        }
    }
    let bench = Bench { cases, runs };
    if refit {
        return downhill(&bench, &lists);
    }
    for csx in crossed(&lists)? {
        println!("{}", described(&csx, &lists));
        let found = bench.measure(&csx)?;
        print(&found);
        println!("  objective {:.3}\n", objective(&found));
    }
    Ok(())
}

/// `name=1,2` or, for a refit, `name`.
fn list(argument: &str) -> Result<(String, Vec<f64>), Failure> {
    let (name, values) = argument.split_once('=').unwrap_or((argument, ""));
    get(&Csx::default(), name)?;
    let values = values.split(',').filter(|text| !text.is_empty());
    let values: Result<Vec<f64>, _> = values.map(str::parse).collect();
    Ok((name.to_owned(), values?))
}

/// The cases on which parameters are tried.
struct Bench {
    cases: String,
    runs: Option<usize>,
}

impl Bench {
    fn measure(&self, csx: &Csx) -> Result<Vec<(&'static str, Outcome)>, Failure> {
        let mut lab = Lab::default();
        lab.csx = Some(*csx);
        lab.runs = self.runs;
        let mut found = Vec::new();
        for id in self.cases.split(',') {
            let case = verify::case(id).ok_or_else(|| format!("there is no case {id}"))?;
            let outcome = (case.measure)(&lab).map_err(|error| error.message(Language::English))?;
            found.push((case.id, outcome));
        }
        Ok(found)
    }
}

fn print(found: &[(&str, Outcome)]) {
    for (id, outcome) in found {
        println!("  {id}");
        for reading in &outcome.readings {
            let mark = match reading.holds {
                Some(true) => "+",
                Some(false) => "–",
                None => " ",
            };
            let residual = reading
                .residual
                .map_or(String::new(), |r| format!("{r:6.2}"));
            println!(
                "    {mark} {residual:6} {}",
                reading.said.text(Language::English)
            );
        }
    }
}

/// What a refit makes small.
fn objective(found: &[(&str, Outcome)]) -> f64 {
    let readings = found.iter().flat_map(|(_, outcome)| &outcome.readings);
    let costs = readings.map(|reading| match (reading.residual, reading.holds) {
        (Some(r), _) => {
            let outside = (r.abs() - 1.0).max(0.0);
            RESIDUAL * r * r + OUTSIDE * outside * outside
        }
        (None, Some(false)) => 1.0,
        (None, _) => 0.0,
    });
    costs.sum()
}

fn downhill(bench: &Bench, lists: &[(String, Vec<f64>)]) -> Result<(), Failure> {
    let mut best = Csx::default();
    let mut found = bench.measure(&best)?;
    let mut least = objective(&found);
    println!("start: {} objective {least:.3}", described(&best, lists));
    for step in STEPS {
        let mut helped = true;
        while helped {
            helped = false;
            for (name, _) in lists {
                for factor in [1.0 + step, 1.0 - step] {
                    let tried = with(&best, name, get(&best, name)? * factor)?;
                    let outcome = bench.measure(&tried)?;
                    let cost = objective(&outcome);
                    println!("{}: objective {cost:.3}", described(&tried, lists));
                    if cost < least {
                        (best, least, found, helped) = (tried, cost, outcome, true);
                        break;
                    }
                }
            }
        }
    }
    println!("\nbest: {}", described(&best, lists));
    print(&found);
    Ok(())
}

/// Every combination of the lists.
fn crossed(lists: &[(String, Vec<f64>)]) -> Result<Vec<Csx>, Failure> {
    let mut all = vec![Csx::default()];
    for (name, values) in lists {
        let mut next = Vec::new();
        for csx in &all {
            for value in values {
                next.push(with(csx, name, *value)?);
            }
        }
        all = next;
    }
    Ok(all)
}

fn described(csx: &Csx, lists: &[(String, Vec<f64>)]) -> String {
    let named = lists.iter().map(|(name, _)| {
        let value = get(csx, name).unwrap_or(f64::NAN);
        format!("{name} {value:.3}")
    });
    named.collect::<Vec<_>>().join(", ")
}

/// A parameter by its name in the scenario.
fn get(csx: &Csx, name: &str) -> Result<f64, Failure> {
    let all = serde_json::to_value(csx)?;
    let value = all.get(name).and_then(serde_json::Value::as_f64);
    value.ok_or_else(|| format!("the default model has no parameter {name}").into())
}

/// The same parameters with another value of one of them.
fn with(csx: &Csx, name: &str, value: f64) -> Result<Csx, Failure> {
    let mut all = serde_json::to_value(csx)?;
    all[name] = value.into();
    Ok(serde_json::from_value(all)?)
}
