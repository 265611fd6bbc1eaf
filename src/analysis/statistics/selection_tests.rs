//! The selection in small; whether it keeps its promise is in `trials`.

use super::*;

/// Of four replications of a first stage, to within 1, without limits.
pub(super) fn rule() -> SelectionRule {
    SelectionRule {
        better: Better::Smaller,
        indifference: 1.0,
        confidence: Confidence::PERCENT_95,
        first_stage: 4,
        null_as: None,
        null_shares: None,
        limit_shares: None,
    }
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// What the replications of a first stage bring, all further ones being 0.
fn after(rule: SelectionRule, replications: &[&[f64]]) -> Selection {
    let mut selection = Selection::new(replications[0].len(), rule).expect("a valid rule");
    for values in replications {
        selection.take(&some(values)).expect("numbers");
    }
    selection
}

/// By hand, k = 2, n₀ = 4, α = 0.05, δ = 1: 2η = 0.1^(−2/3) − 1 = 3.641589,
/// h² = 10.924767. Differences 1, 3, 1, 3: S² = 4/3, h²S² = 14.566355; after
/// 4 replications the sum may lie 5.283178 behind; it lies 8 behind. With
/// differences ±1, S² = 4/3 as well, the sum may differ up to the 14th
/// replication, so that the 15th decides.
#[test]
fn allowances_by_hand() {
    let behind = after(
        rule(),
        &[&[0.0, 1.0], &[0.0, 3.0], &[0.0, 1.0], &[0.0, 3.0]],
    );
    assert_eq!(behind.contenders(), [0]);
    let found = behind.selected().expect("one is left");
    assert_eq!((found.best, found.replications, found.runs), (0, 4, 8));

    let mut level = after(
        rule(),
        &[&[0.0, 1.0], &[1.0, 0.0], &[0.0, 1.0], &[1.0, 0.0]],
    );
    assert!(!level.is_decided() && level.selected().is_none());
    assert_eq!(level.replications_at_most(), Some(15));
    assert_eq!(level.so_far().map(|found| found.best), Some(0));
    let extra = [0.0, 0.25];
    while !level.is_decided() {
        level.take(&some(&extra)).expect("numbers");
    }
    // Behind by 0.25·(r − 4) ≥ ½·(14.566 − r) first at r = 12.
    let found = level.selected().expect("decided");
    assert_eq!((found.best, found.replications), (0, 12));
}

#[test]
fn clark_and_yang_by_hand() {
    // t(3, 0.95) = 2.353363; its square times 4/3 is 7.3844.
    let first = [&[0.0, 1.0][..], &[1.0, 0.0], &[0.0, 1.0], &[1.0, 0.0]];
    assert_eq!(after(rule(), &first).full_factorial_replications(), Some(8));
    assert_eq!(
        after(rule(), &first[..3]).full_factorial_replications(),
        None
    );
}

#[test]
fn equal_variants_end_at_once_and_all_will_do() {
    let found = after(rule(), &[&[5.0; 3], &[7.0; 3], &[6.0; 3], &[6.0; 3]]);
    let found = found.selected().expect("they never differ");
    assert_eq!((found.best, found.replications, found.runs), (0, 4, 12));
    let standings: Vec<Standing> = found.gaps.iter().map(|gap| gap.standing).collect();
    assert_eq!(
        standings,
        [Standing::Best, Standing::Within, Standing::Within]
    );
    assert_eq!(found.not_worse(), [0, 1, 2]);
}

#[test]
fn larger_may_be_better() {
    let larger = SelectionRule {
        better: Better::Larger,
        ..rule()
    };
    let found = after(
        larger,
        &[&[5.0, 9.0], &[7.0, 11.0], &[6.0, 10.0], &[6.0, 10.0]],
    );
    let found = found.selected().expect("a constant difference");
    assert_eq!((found.best, found.gaps[0].worse_by.mean), (1, 4.0));
    assert_eq!(found.gaps[0].standing, Standing::Beyond);
    assert_eq!(found.not_worse(), [1]);
}

#[test]
fn a_null_is_refused_unless_it_counts_as_something() {
    let mut refusing = Selection::new(2, rule()).expect("a valid rule");
    let null = StatisticsError::Null {
        variant: 1,
        replication: 0,
    };
    assert_eq!(refusing.take(&[Some(1.0), None]), Err(null.clone()));
    assert_eq!(refusing.replications(), 0);
    assert!(
        null.to_string()
            .contains("it was not said what a null counts as")
    );

    let counted = SelectionRule {
        null_as: Some(100.0),
        ..rule()
    };
    let mut selection = Selection::new(2, counted).expect("a valid rule");
    for _ in 0..4 {
        selection
            .take(&[Some(1.0), None])
            .expect("a null counts as 100");
    }
    let found = selection.selected().expect("a constant difference");
    assert_eq!((found.best, found.gaps[1].worse_by.mean), (0, 99.0));

    let mut better_than_a_number = Selection::new(2, counted).expect("a valid rule");
    let worse = better_than_a_number.take(&[Some(100.0), Some(100.5)]);
    assert!(matches!(
        worse,
        Err(StatisticsError::NullNotWorst { variant: 1, .. })
    ));
}

#[test]
fn values_of_the_dropped_and_after_the_decision_change_nothing() {
    let first = [
        &[0.0, 1.0, 50.0][..],
        &[1.0, 0.0, 51.0],
        &[0.0, 1.0, 50.0],
        &[1.0, 0.0, 51.0],
    ];
    let (mut whole, mut spare) = (after(rule(), &first), after(rule(), &first));
    assert_eq!(whole.contenders(), [0, 1]);
    for _ in 0..100 {
        whole
            .take(&[Some(0.0), Some(0.5), Some(-99.0)])
            .expect("numbers");
        spare
            .take(&[Some(0.0), Some(0.5), None])
            .expect("the null is nobody's");
    }
    assert_eq!(whole.selected(), spare.selected());
    let found = whole.selected().expect("decided");
    assert_eq!(found.best, 0);
    assert!(found.replications < 100 && found.gaps[2].replications == 4);
    assert_eq!(found.runs, 2 * found.replications + 4);
}

#[test]
fn what_cannot_be_selected_from_is_refused() {
    assert!(Selection::new(1, rule()).is_err());
    for indifference in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let broken = SelectionRule {
            indifference,
            ..rule()
        };
        assert!(Selection::new(3, broken).is_err(), "{indifference}");
    }
    let short = SelectionRule {
        first_stage: 1,
        ..rule()
    };
    assert!(Selection::new(3, short).is_err());
    let guess = SelectionRule {
        confidence: Confidence::new(0.5).expect("a level"),
        ..rule()
    };
    assert!(Selection::new(2, guess).is_err());
    let mut selection = Selection::new(2, rule()).expect("a valid rule");
    let length = StatisticsError::Length {
        expected: 2,
        given: 1,
    };
    assert_eq!(selection.take(&[Some(1.0)]), Err(length));
}

/// By hand: 0.5 against 0.05 makes a null ln 10 = 2.303 of evidence and a number
/// ln(0.5/0.95) = −0.642; the bound at 95 % is ln 200 = 5.298. Three of four give
/// 6.266, two of four 3.321.
#[test]
fn who_has_too_many_nulls_is_dropped_for_them() {
    let rule = SelectionRule {
        null_as: Some(1_000.0),
        null_shares: Some(Shares {
            accepted: 0.05,
            refused: 0.5,
        }),
        ..rule()
    };
    let shares = rule.null_shares.expect("set");
    assert!((shares.evidence(3, 4) - 6.265_90).abs() < 1e-4);
    assert!((shares.evidence(2, 4) - 3.321_46).abs() < 1e-4);
    let first = |nulls: usize| {
        let mut selection = Selection::new(3, rule).expect("a valid rule");
        for replication in 0..4 {
            let last = (replication >= nulls).then_some(0.0);
            let level = f64::from(replication as u32 % 2);
            let values = [Some(50.0 + level), Some(50.5), last];
            selection.take(&values).expect("numbers and nulls");
        }
        selection
    };
    // Where a null is a thousand it is far behind, but varies as much.
    assert_eq!(first(2).contenders(), [0, 1, 2]);
    let three = first(3);
    assert_eq!(three.contenders(), [0, 1]);
    let so_far = three.so_far().expect("the first stage is over");
    assert_eq!(so_far.gaps[2].standing, Standing::Nulls);
    assert!(!so_far.not_worse().contains(&2));
    // Its variance is in no count: the others' differences are ±0.5.
    let needed = three.full_factorial_replications().expect("over");
    assert!(needed < 20, "{needed}");
    // Without shares the same nulls keep it in.
    let rule = SelectionRule {
        null_shares: None,
        ..rule
    };
    let mut selection = Selection::new(2, rule).expect("a valid rule");
    for last in [None, None, None, Some(0.0)] {
        selection.take(&[Some(50.0), last]).expect("numbers");
    }
    assert_eq!(selection.contenders(), [0, 1]);
}

#[test]
fn if_all_are_refused_for_nulls_none_will_do() {
    let shares = |accepted, refused| SelectionRule {
        null_as: Some(10.0),
        null_shares: Some(Shares { accepted, refused }),
        ..rule()
    };
    let mut selection = Selection::new(2, shares(0.05, 0.5)).expect("a valid rule");
    for _ in 0..3 {
        selection.take(&[None, None]).expect("nulls");
    }
    selection.take(&[None, Some(1.0)]).expect("a null");
    assert!(selection.none_will_do());
    let so_far = selection.so_far().expect("the first stage is over");
    assert_eq!((so_far.best, so_far.gaps[0].standing), (1, Standing::Nulls));
    for (accepted, refused) in [(0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (f64::NAN, 0.5)] {
        let refused = Selection::new(2, shares(accepted, refused));
        assert!(matches!(refused, Err(StatisticsError::Setting { .. })));
    }
}
