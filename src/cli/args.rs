//! The command line as clap reads it, resolved once into plain [`Options`].
//!
//! What comes in is what the shell hands over; what goes out is either a task
//! with every option checked, or a [`Failure`] with a sentence. Nothing past
//! this file looks at an argument again. All sentences, clap's among them,
//! come from the catalogue, so that `--help` speaks both languages.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use super::exporting::{ExportArguments, ExportOptions, ReportArguments};
use super::failure::Failure;
use super::say::Say;
use super::studies::{BatchArguments, BatchOptions, CompareArguments, CompareOptions};
use crate::base::text::Language;
use crate::model::nearest::nearest;
use crate::model::{Locomotion, Time};
use crate::verify::Suite;

/// Commands this version has.
const NOW: [&str; 10] = [
    "check", "cover", "run", "batch", "compare", "report", "export", "verify", "app", "help",
];

/// Options that every command has.
const COMMON: [&str; 6] = ["json", "lang", "threads", "quiet", "help", "version"];

/// Most threads anyone may ask for; a guard against a slip of the finger.
const MAX_THREADS: usize = 1024;

/// Most runs anyone may ask for of a case.
const MAX_RUNS: usize = 10_000;

/// What was asked for.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// What holds for every command.
    pub common: CommonOptions,
    /// What to do.
    pub task: Task,
}

/// What holds for every command.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommonOptions {
    /// One JSON document on stdout, nothing else there.
    pub json: bool,
    /// No progress and no remarks on stderr; errors are still shown.
    pub quiet: bool,
    /// Language of everything shown.
    pub lang: Language,
    /// Worker threads; none for one a core.
    pub threads: Option<usize>,
}

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Show a text and end well: help or the version.
    Show(String),
    /// Check a scenario.
    Check {
        /// The scenario.
        file: PathBuf,
    },
    /// Say what staff, cameras and loudspeakers cover.
    Cover(CoverOptions),
    /// Run a scenario.
    Run(RunOptions),
    /// Conduct a study.
    Batch(BatchOptions),
    /// Say what studies or runs say.
    Compare(CompareOptions),
    /// Make metrics and report of a recorded run again.
    Report {
        /// Its folder.
        folder: PathBuf,
    },
    /// Write a recording in another format.
    Export(ExportOptions),
    /// Run published cases.
    Verify(VerifyOptions),
    /// Open the window.
    App {
        /// A scenario or the folder of a run to open in it.
        path: Option<PathBuf>,
    },
}

/// What `cover` was asked to do.
#[derive(Debug, PartialEq)]
pub struct CoverOptions {
    /// The scenario.
    pub file: PathBuf,
    /// The plan under which units stand; none for where the document puts them.
    pub plan: Option<String>,
}

/// What `verify` was asked to do.
#[derive(Debug, PartialEq)]
pub struct VerifyOptions {
    /// Only this suite.
    pub suite: Option<Suite>,
    /// Only the case of this id.
    pub case: Option<String>,
    /// Runs wherever a case would choose their number.
    pub runs: Option<usize>,
    /// Folder for the report.
    pub out: Option<PathBuf>,
    /// The model, instead of the default.
    pub model: Option<Locomotion>,
}

/// What `run` was asked to do.
#[derive(Debug, PartialEq)]
pub struct RunOptions {
    /// The scenario.
    pub file: PathBuf,
    /// Plan, instead of the scenario's.
    pub plan: Option<String>,
    /// Seed, instead of the scenario's.
    pub seed: Option<u64>,
    /// Model of walking, instead of the scenario's.
    pub model: Option<Locomotion>,
    /// Time of day to start at, instead of the scenario's.
    pub from: Option<Time>,
    /// Simulated seconds after which to stop.
    pub until_s: Option<f64>,
    /// Orders given during the run.
    pub orders: Option<PathBuf>,
    /// Folder that was named.
    pub out: Option<PathBuf>,
    /// Whether trajectories, events and series are kept.
    pub record: bool,
    /// Whether a named folder with a run in it may be replaced.
    pub force: bool,
}

/// Reads the command line, given without the program's name: the common
/// options as far as they are known, for showing whatever comes next, and
/// what was asked for, or a failure of wrong usage.
pub fn read(arguments: &[OsString]) -> (CommonOptions, Result<Options, Failure>) {
    let common = glance(arguments);
    let say = Say::new(common.lang);
    let program = std::iter::once(OsString::from("muster"));
    let parsed = localised(say)
        .try_get_matches_from(program.chain(arguments.iter().cloned()))
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let options = match parsed {
        Ok(arguments) => resolve(arguments, common, say),
        Err(error) => shown_or_failed(&error, common, say),
    };
    (common, options)
}

// The command line as clap sees it. Every value is taken as text and read in
// `resolve`, so that each wrong value gets a sentence of its own. Help texts
// are filled in from the catalogue by `localised`.

#[derive(Parser)]
#[command(name = "muster", version, disable_help_flag = true)]
#[command(disable_version_flag = true, disable_help_subcommand = true)]
#[command(subcommand_required = true, arg_required_else_help = true)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Args)]
struct Common {
    #[arg(long, global = true)]
    json: bool,
    #[arg(long, global = true, value_name = "en|zh")]
    lang: Option<String>,
    #[arg(long, global = true, value_name = "N", allow_hyphen_values = true)]
    threads: Option<String>,
    #[arg(long, short, global = true)]
    quiet: bool,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
}

#[derive(Subcommand)]
enum Command {
    #[command(disable_help_flag = true)]
    Check {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    #[command(disable_help_flag = true)]
    Cover {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long = "plan", id = "cover_plan", value_name = "ID")]
        plan: Option<String>,
    },
    #[command(disable_help_flag = true)]
    Run(Box<RunArguments>),
    #[command(disable_help_flag = true)]
    Batch(BatchArguments),
    #[command(disable_help_flag = true)]
    Compare(CompareArguments),
    #[command(disable_help_flag = true)]
    Report(ReportArguments),
    #[command(disable_help_flag = true)]
    Export(Box<ExportArguments>),
    #[command(disable_help_flag = true)]
    Verify(VerifyArguments),
    #[command(disable_help_flag = true)]
    App {
        #[arg(id = "app_path", value_name = "FILE|RUN")]
        path: Option<PathBuf>,
    },
    #[command(disable_help_flag = true)]
    Help { command: Option<String> },
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

#[derive(Args)]
struct RunArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    seed: Option<String>,
    #[arg(long, value_name = "csx|csm|avm|sfm")]
    model: Option<String>,
    #[arg(long, value_name = "HH:MM", allow_hyphen_values = true)]
    from: Option<String>,
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    until: Option<String>,
    #[arg(long, value_name = "FILE")]
    orders: Option<PathBuf>,
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long)]
    no_record: bool,
    #[arg(long)]
    force: bool,
}

#[derive(Args)]
struct VerifyArguments {
    #[arg(long, value_name = "NAME")]
    suite: Option<String>,
    #[arg(long, value_name = "ID")]
    case: Option<String>,
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    runs: Option<String>,
    #[arg(long = "out", id = "verify_out", value_name = "DIR")]
    out: Option<PathBuf>,
    #[arg(long, value_name = "csx|csm|avm|sfm")]
    model: Option<String>,
}

/// The common options as far as they can be seen before clap has spoken.
fn glance(arguments: &[OsString]) -> CommonOptions {
    let has = |name: &str| arguments.iter().any(|argument| argument == name);
    let after = |name: &str| {
        let mut rest = arguments.iter().filter_map(|argument| argument.to_str());
        let joined = format!("{name}=");
        while let Some(argument) = rest.next() {
            if argument == name {
                return rest.next();
            }
            if let Some(value) = argument.strip_prefix(&joined) {
                return Some(value);
            }
        }
        None
    };
    CommonOptions {
        json: has("--json"),
        quiet: has("--quiet") || has("-q"),
        lang: after("--lang")
            .and_then(Language::from_key)
            .unwrap_or_else(|| lang_of_locale(|name| std::env::var_os(name))),
        threads: None,
    }
}

/// The language the machine is set to: Chinese if the first of `LC_ALL`,
/// `LC_MESSAGES` and `LANG` that is set says so, else English.
fn lang_of_locale(variable: impl Fn(&str) -> Option<OsString>) -> Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    match locale.as_deref().and_then(OsStr::to_str) {
        Some(locale) if locale.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

/// The command line with its help in the language asked for.
fn localised(say: Say) -> clap::Command {
    let template = |usage: String| {
        format!(
            "{{before-help}}{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        )
    };
    let arguments = |command: clap::Command| {
        command.mut_args(|argument| {
            let key = format!(
                "cli-help-option-{}",
                argument.get_id().as_str().replace('_', "-")
            );
            let heading = if argument.is_positional() {
                "cli-help-arguments"
            } else if COMMON.contains(&argument.get_id().as_str()) {
                "cli-help-common-options"
            } else {
                "cli-help-options"
            };
            let heading = self::heading(say, heading);
            argument.help(say.text(&key)).help_heading(heading)
        })
    };
    arguments(Arguments::command())
        .about(say.text("cli-help-about"))
        .after_help(say.text("cli-help-after"))
        .help_template(template(say.text("cli-help-usage")))
        .subcommand_help_heading(heading(say, "cli-help-commands"))
        .subcommand_value_name(heading(say, "cli-help-command-name"))
        .mut_subcommands(|command| {
            let about = say.text(&format!("cli-help-{}", command.get_name()));
            arguments(command)
                .about(about)
                .help_template(template(say.text("cli-help-usage")))
        })
}

/// A heading of the help. clap takes only texts that live as long as the
/// program; a process makes a few dozen at most, and then ends.
fn heading(say: Say, key: &str) -> &'static str {
    say.text(key).leak()
}

/// What clap did not read: a wish for help, or a failure in our own words.
fn shown_or_failed(
    error: &clap::Error,
    common: CommonOptions,
    say: Say,
) -> Result<Options, Failure> {
    let named = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let usage = |key: &str, values: &[(&str, String)]| {
        Failure::usage("bad-usage", say.fill(key, values), say.text("cli-see-help"))
    };
    let argument = [("argument", named(ContextKind::InvalidArg))];
    let failure = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let task = Task::Show(error.render().to_string());
            return Ok(Options { common, task });
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            let overview = localised(say).render_help().to_string();
            usage("cli-no-command", &[]).with_detail(overview)
        }
        ErrorKind::UnknownArgument => {
            let suggestion = named(ContextKind::SuggestedArg);
            let failure = usage("cli-unknown-argument", &argument);
            if suggestion.is_empty() {
                failure
            } else {
                failure.with_help(say.fill("cli-did-you-mean", &[("names", suggestion)]))
            }
        }
        ErrorKind::MissingRequiredArgument => usage("cli-missing-argument", &argument),
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::NoEquals => {
            usage("cli-missing-value", &argument)
        }
        ErrorKind::TooManyValues => usage("cli-takes-no-value", &argument),
        ErrorKind::ArgumentConflict => usage("cli-given-twice", &argument),
        ErrorKind::InvalidUtf8 => usage("cli-not-text", &[]),
        _ => usage("cli-not-understood", &[]),
    };
    Err(failure)
}

/// Reads every value once.
fn resolve(arguments: Arguments, glanced: CommonOptions, say: Say) -> Result<Options, Failure> {
    let given = arguments.common;
    if let Some(lang) = given.lang.filter(|lang| Language::from_key(lang).is_none()) {
        return Err(bad_value(say, "--lang", &lang, "cli-expects-lang"));
    }
    let common = CommonOptions {
        json: given.json,
        quiet: given.quiet,
        lang: glanced.lang,
        threads: given.threads.map(|n| threads(&n, say)).transpose()?,
    };
    let task = match arguments.command {
        Command::Check { file } => Task::Check { file },
        Command::Cover { file, plan } => Task::Cover(CoverOptions { file, plan }),
        Command::Run(run) => Task::Run(resolve_run(*run, say)?),
        Command::Batch(batch) => Task::Batch(batch.resolve(say)?),
        Command::Compare(compare) => Task::Compare(compare.resolve()),
        Command::Report(report) => Task::Report {
            folder: report.folder,
        },
        Command::Export(export) => Task::Export(export.resolve(say)?),
        Command::Verify(verify) => Task::Verify(resolve_verify(verify, say)?),
        Command::App { path } => Task::App { path },
        Command::Help { command } => Task::Show(help_of(command.as_deref(), say)?),
        Command::Other(words) => return Err(not_a_command(&words, say)),
    };
    Ok(Options { common, task })
}

fn resolve_run(run: RunArguments, say: Say) -> Result<RunOptions, Failure> {
    let seed = |text: &String| {
        let number = text.parse::<u64>().ok();
        number.ok_or_else(|| bad_value(say, "--seed", text, "cli-expects-seed"))
    };
    let model = |text: &String| Locomotion::from_key(text).ok_or_else(|| unknown_model(text, say));
    let from = |text: &String| {
        Time::parse(text).map_err(|_| bad_value(say, "--from", text, "cli-expects-time"))
    };
    let until = |text: &String| {
        let seconds = text.parse::<f64>().ok();
        seconds
            .filter(|s| *s > 0.0 && *s <= Time::LIMIT_S)
            .ok_or_else(|| bad_value(say, "--until", text, "cli-expects-seconds"))
    };
    Ok(RunOptions {
        seed: run.seed.as_ref().map(seed).transpose()?,
        model: run.model.as_ref().map(model).transpose()?,
        from: run.from.as_ref().map(from).transpose()?,
        until_s: run.until.as_ref().map(until).transpose()?,
        file: run.file,
        plan: run.plan,
        orders: run.orders,
        out: run.out,
        record: !run.no_record,
        force: run.force,
    })
}

fn resolve_verify(verify: VerifyArguments, say: Say) -> Result<VerifyOptions, Failure> {
    let suite = |text: &String| {
        let suite = Suite::from_key(text);
        suite.ok_or_else(|| bad_value(say, "--suite", text, "cli-expects-suite"))
    };
    let runs = |text: &String| {
        let number = text.parse::<usize>().ok();
        number
            .filter(|n| (1..=MAX_RUNS).contains(n))
            .ok_or_else(|| bad_value(say, "--runs", text, "cli-expects-runs"))
    };
    let model = |text: &String| Locomotion::from_key(text).ok_or_else(|| unknown_model(text, say));
    Ok(VerifyOptions {
        suite: verify.suite.as_ref().map(suite).transpose()?,
        runs: verify.runs.as_ref().map(runs).transpose()?,
        model: verify.model.as_ref().map(model).transpose()?,
        case: verify.case,
        out: verify.out,
    })
}

fn threads(text: &str, say: Say) -> Result<usize, Failure> {
    text.parse::<usize>()
        .ok()
        .filter(|n| (1..=MAX_THREADS).contains(n))
        .ok_or_else(|| bad_value(say, "--threads", text, "cli-expects-threads"))
}

fn help_of(command: Option<&str>, say: Say) -> Result<String, Failure> {
    let mut all = localised(say);
    // Global options reach the commands only when clap builds them.
    all.build();
    match command {
        None => Ok(all.render_help().to_string()),
        Some(name) => match all.find_subcommand_mut(name) {
            Some(command) => Ok(command.render_help().to_string()),
            None => Err(not_a_command(&[OsString::from(name)], say)),
        },
    }
}

/// A first word that is no command: a scenario without its command, or a slip.
fn not_a_command(words: &[OsString], say: Say) -> Failure {
    let word = words
        .first()
        .map(|word| word.to_string_lossy().into_owned())
        .unwrap_or_default();
    let values = [("command", word.clone())];
    let help = match nearest(&word, NOW).first() {
        Some(name) => say.fill("cli-did-you-mean", &[("names", (*name).to_owned())]),
        None if word.ends_with(".ron") => say.fill("cli-run-the-file", &values),
        None => say.text("cli-see-help"),
    };
    Failure::usage(
        "unknown-command",
        say.fill("cli-unknown-command", &values),
        help,
    )
}

/// Names the models there are.
fn unknown_model(text: &str, say: Say) -> Failure {
    let given = [("option", "--model".to_owned()), ("value", text.to_owned())];
    let known = [("models", Locomotion::ALL.map(Locomotion::key).join(", "))];
    Failure::usage(
        "bad-value",
        say.fill("cli-bad-value", &given),
        say.fill("cli-expects-model", &known),
    )
}

pub(super) fn bad_value(say: Say, option: &str, value: &str, expected: &str) -> Failure {
    let values = [("option", option.to_owned()), ("value", value.to_owned())];
    Failure::usage(
        "bad-value",
        say.fill("cli-bad-value", &values),
        say.text(expected),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(line: &str) -> Result<Options, Failure> {
        let words: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
        read(&words).1
    }

    fn code_of(line: &str) -> (u8, &'static str) {
        let failure = read_line(line).expect_err("a wrong line is refused");
        (failure.exit.code(), failure.code)
    }

    #[test]
    fn a_whole_line_is_resolved() {
        let line = "run a.ron --plan C --seed 7 --from 10:30 --until 120 --orders x.ron --out o --no-record \
                    --force --json --lang zh --threads 3 -q --model avm";
        let options = read_line(line).expect("the line is right");
        let common = CommonOptions {
            json: true,
            quiet: true,
            lang: Language::Chinese,
            threads: Some(3),
        };
        assert_eq!(options.common, common);
        let run = RunOptions {
            file: "a.ron".into(),
            plan: Some("C".into()),
            seed: Some(7),
            model: Some(Locomotion::Avm),
            from: Some(Time(37_800.0)),
            until_s: Some(120.0),
            orders: Some("x.ron".into()),
            out: Some("o".into()),
            record: false,
            force: true,
        };
        assert_eq!(options.task, Task::Run(run));
    }

    #[test]
    fn cover_takes_a_plan() {
        let options = read_line("cover a.ron --plan C").expect("the line is right");
        let cover = CoverOptions {
            file: "a.ron".into(),
            plan: Some("C".into()),
        };
        assert_eq!(options.task, Task::Cover(cover));
        for (line, code) in [("cover", "bad-usage"), ("cover a --seed 1", "bad-usage")] {
            assert_eq!(code_of(line), (2, code), "{line}");
        }
    }

    #[test]
    fn wrong_usage_is_told_by_code() {
        for line in [
            "",
            "--json",
            "run",
            "check",
            "run a b",
            "run a --what",
            "run a --seed",
            "run a --seed 1 --seed 2",
            "check a --plan B",
            "run a --json=yes",
            "report",
            "export r --format csv",
            "export r --out p",
        ] {
            assert_eq!(code_of(line), (2, "bad-usage"), "{line}");
        }
        for line in [
            "run a --seed -1",
            "run a --seed 1.5",
            "run a --from 25h",
            "run a --until 0",
            "run a --until inf",
            "run a --until NaN",
            "check a --threads 0",
            "check a --lang de",
            "run a --threads 99999",
            "run a --model xyz",
            "run a --model CSM",
            "export r --format F --out p",
            "export r --format csv --out p --every 0",
            "export r --format video --out p --width 7",
            "verify --suite x",
            "verify --runs 0",
            "verify --model xyz",
        ] {
            assert_eq!(code_of(line), (2, "bad-value"), "{line}");
        }
        for line in ["rnu a", "a.ron", "help rnu"] {
            assert_eq!(code_of(line), (2, "unknown-command"), "{line}");
        }
    }

    #[test]
    fn help_is_whole_in_both_languages() {
        for (lang, usage) in [("en", "Usage: muster run"), ("zh", "用法： muster run")] {
            for line in ["run --help", "help run"] {
                let options = read_line(&format!("{line} --lang {lang}")).expect("help is shown");
                let Task::Show(text) = options.task else {
                    panic!("{line} shows no text");
                };
                assert!(text.contains(usage), "{text}");
                assert!(text.contains("--until <S>"), "{text}");
                assert!(!text.contains("cli-help"), "a text is missing:\n{text}");
            }
        }
    }

    #[test]
    fn the_machine_s_language_is_a_default() {
        let set = |name: &'static str, value: &'static str| {
            move |asked: &str| (asked == name).then(|| OsString::from(value))
        };
        assert_eq!(
            lang_of_locale(set("LANG", "zh_CN.UTF-8")),
            Language::Chinese
        );
        assert_eq!(lang_of_locale(set("LC_ALL", "C")), Language::English);
        assert_eq!(lang_of_locale(|_| None), Language::English);
    }
}
