//! What every report must hold to, in both languages.

use super::*;
use crate::analysis::report::fixture::{day, empty, evacuation};
use crate::base::Vec2;
use crate::base::geometry::Bounds;
use crate::model::Role;

fn both(input: &ReportInput) -> [String; 2] {
    Language::ALL.map(|language| render(input, language).unwrap())
}

#[test]
fn no_text_is_missing_in_either_language() {
    for input in [evacuation(), day(), empty()] {
        for page in both(&input) {
            let gap = page
                .find('⟦')
                .map(|at| &page[at..(at + 60).min(page.len())]);
            assert_eq!(gap, None);
            // A value that a text asks for and nobody gave stays in braces.
            assert!(!page.contains("{$"), "a text lacks a value");
        }
    }
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    for page in both(&evacuation()) {
        let stripped = page.replace("http://www.w3.org/2000/svg", "");
        for reference in [
            "http:", "https:", "src=", "@import", "<script", "<link", "url(\"",
        ] {
            assert!(!stripped.contains(reference), "refers to {reference}");
        }
        assert!(page.starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn marked_moments_stand_in_the_report_as_they_were_seen() {
    let mut input = evacuation();
    let dots = &input.facts.densest.as_ref().unwrap().people;
    let spot = input.facts.densest.as_ref().unwrap().spot_mm;
    let middle = Vec2::new(f64::from(spot.0), f64::from(spot.1)) * 1e-3;
    let mut people: Vec<Body> = dots
        .iter()
        .map(|dot| Body {
            x_mm: dot.x_mm,
            y_mm: dot.y_mm,
            cell: dot.cell,
            state: dot.state,
            role: None,
        })
        .collect();
    people[0].role = Some(Role::Medic);
    (people[0].x_mm, people[0].y_mm) = spot;
    let near = |at: Vec2| Bounds::of([at]).grown(20.0);
    let marked = Marked {
        at_s: 900.0,
        note: "crowd at <the gate>".to_owned(),
        seen: Some(near(middle)),
        people,
    };
    let elsewhere = Marked {
        note: "nowhere".to_owned(),
        seen: Some(near(middle + Vec2::new(1e5, 0.0))),
        ..marked.clone()
    };
    assert!(!both(&input)[0].contains("Moments that were marked"));
    input.marked = vec![marked, elsewhere];
    let [english, chinese] = both(&input);
    assert!(english.contains("Moments that were marked") && chinese.contains("标记的时刻"));
    for page in [&english, &chinese] {
        assert!(page.contains("— crowd at &lt;the gate&gt;"));
        assert!(
            !page.contains("nowhere"),
            "what shows no ground is left out"
        );
        let (_, section) = page.split_once("id=\"marked-0-0\"").unwrap();
        let (drawing, _) = section.split_once("</svg>").unwrap();
        assert!(
            drawing.contains(&palette::role(Role::Medic).hex()),
            "the medic"
        );
        let bodies = drawing.matches("h0").count();
        assert!(
            bodies > 20 && bodies < dots_of(&input),
            "{bodies} of those near"
        );
    }
}

fn dots_of(input: &ReportInput) -> usize {
    input.marked[0].people.len()
}

#[test]
fn the_same_run_gives_the_same_page() {
    let input = evacuation();
    assert_eq!(both(&input), both(&input));
}

#[test]
fn names_cannot_break_out_of_the_page() {
    let mut input = evacuation();
    let evil = "<script>\"&'</style>";
    let mut scenario = (*input.scenario).clone();
    scenario.name = evil.to_owned();
    scenario.description = evil.to_owned();
    scenario.assumptions.push(evil.to_owned());
    for place in &mut scenario.venue.places {
        place.name = evil.to_owned();
    }
    for zone in &mut scenario.venue.zones {
        zone.name = evil.to_owned();
    }
    for profile in &mut scenario.visitors.profiles {
        profile.name = evil.to_owned();
    }
    for incident in &mut scenario.incidents {
        incident.name = evil.to_owned();
    }
    for plan in &mut scenario.plans {
        plan.name = evil.to_owned();
    }
    input.scenario = std::sync::Arc::new(scenario);
    for cell in &mut input.venue.cells {
        cell.name = evil.to_owned();
    }
    for gate in &mut input.venue.gates {
        gate.name = evil.to_owned();
    }
    for exit in &mut input.venue.exits {
        exit.name = evil.to_owned();
    }
    input.about.author = Some(evil.to_owned());
    for page in both(&input) {
        assert!(!page.contains("<script"), "a name became markup");
        assert_eq!(page.matches("</style>").count(), 1);
        assert!(page.contains("&lt;script&gt;"));
    }
}

#[test]
fn an_ordinary_day_says_that_there_was_no_alarm() {
    let [english, chinese] = both(&day());
    assert!(english.contains("There was no alarm in this run: 10,500 of 10,500 visitors came in"));
    assert!(english.contains("hence no evacuation to time"));
    assert!(!english.contains("When each zone was clear"));
    assert!(chinese.contains("本次运行未发出警报"));
}

#[test]
fn an_empty_venue_is_a_report_too() {
    let [english, _] = both(&empty());
    assert!(english.contains("The scenario has no places or paths to draw."));
    assert!(english.contains("The venue has no gates."));
    assert!(english.contains("was not computed in this run"));
}

#[test]
fn the_answer_says_who_is_still_inside() {
    let mut input = evacuation();
    input.metrics.outcome = crate::analysis::metrics::Outcome::Incomplete;
    input.metrics.people.inside = 312;
    if let Some(evacuation) = &mut input.metrics.evacuation {
        evacuation.all_clear_s = None;
    }
    let [english, _] = both(&input);
    assert!(english.contains("Not everyone got out: 312 of the 10,218 people"));
    input.about.interrupted = true;
    let [english, _] = both(&input);
    assert!(english.contains("it does not say whether everyone gets out"));
}

#[test]
fn what_became_of_incidents_is_said_in_words() {
    let input = evacuation();
    let [english, chinese] = both(&input);
    for said in [
        "Reported, and nobody who may deal with it came: Cardiac arrest on the summit.",
        "Never reported, and nobody came: Fall on the main stair.",
        "Over by itself before anybody came, and never reported: Medical cases 1.",
        "did not begin in this run",
        "4 of 7 incidents were reported; 3 more reports spoke of one already known",
        "half: 2 min 23 s; 90 %: not reached (",
        "Crush warning: Lion-Elephant terrace",
        "Fire watch on food street, Fire crew, lawn",
        "Radio channels; on each one speaks at a time",
    ] {
        assert!(english.contains(said), "{said}");
    }
    assert!(chinese.contains("已上报，但没有可处置者到场：山顶心脏骤停。"));
}

#[test]
fn without_staff_the_report_says_that_nobody_answers() {
    let mut input = evacuation();
    let mut scenario = (*input.scenario).clone();
    scenario.staff = crate::model::Staff::default();
    input.scenario = std::sync::Arc::new(scenario);
    input.metrics.staff = crate::analysis::metrics::StaffFigures::default();
    for incident in &mut input.metrics.incidents {
        *incident = crate::analysis::metrics::IncidentFigures {
            id: incident.id.clone(),
            kind: incident.kind.clone(),
            started_s: incident.started_s,
            incident: incident.incident.clone(),
            place: incident.place.clone(),
            ..Default::default()
        };
    }
    let [english, _] = both(&input);
    assert!(english.contains("nobody sees, reports or answers incidents in this run"));
    assert!(english.contains("Not computed in this run: crowd pressure, how soon incidents were"));
    for wrong in [
        "never reported",
        "nobody came",
        "How incidents were answered",
        "Time on tasks",
        "Radio channels",
    ] {
        assert!(!english.contains(wrong), "{wrong}");
    }
}

#[test]
fn a_run_with_a_crowd_that_cannot_be_gives_no_answer() {
    let mut input = evacuation();
    input.metrics.crowding.max_density_per_m2 = Some(38.7);
    input.metrics.integrity.implausible = true;
    for (page, withheld) in both(&input).iter().zip(["withheld", "不予给出"]) {
        assert!(page.contains(withheld));
        assert!(page.contains("38.7"));
    }
    let english = &both(&input)[0];
    assert!(english.contains("This run gives no answer"));
    assert!(!english.contains("Everyone got out"));
    assert!(!english.contains("half out"));
    assert!(!english.contains("unstable, nobody in such a crowd"));
}

/// Writes the reports where a designer can look at them, if asked to:
/// `MUSTER_REPORTS=/tmp/reports cargo test --lib report`.
#[test]
fn reports_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MUSTER_REPORTS") else {
        return;
    };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (name, input) in [
        ("evacuation", evacuation()),
        ("day", day()),
        ("empty", empty()),
    ] {
        for language in Language::ALL {
            let page = render(&input, language).unwrap();
            let file = folder.join(format!("{name}-{}.html", language.key()));
            std::fs::write(file, page).unwrap();
        }
    }
}
