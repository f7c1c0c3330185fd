//! One figure for each group of victims and each question of "according to whom".

mod support;

use allegiance::load::WarningKind;
use allegiance::store::Opened;
use support::{rows, turtle};

/// Returns `low best high certainty` of every figure of `ent:s` that counts on the basis.
fn counted(opened: &Opened, basis: &str) -> Vec<String> {
    rows(
        opened,
        &format!(
            "SELECT ?low ?best ?high ?certainty {{ ent:s al:figure ?f . ?f al:basis {basis} ; al:measure al:killed ;
                al:low ?low ; al:best ?best ; al:high ?high ; al:certainty ?certainty }}"
        ),
    )
}

fn figure(name: &str, rest: &str) -> String {
    format!(
        "ent:s al:figure ent:{name} . ent:{name} a al:Casualties ; al:measure al:killed ; {rest} ."
    )
}

#[test]
fn a_single_figure_counts_itself() {
    let opened = turtle(&format!(
        "ent:s a al:Battle . {} ent:unit a al:ArmedForces ; al:unitOf ent:army .",
        figure(
            "f",
            "al:of ent:v ; al:best 84 ; al:certainty al:Claimed ; al:accordingTo ent:unit"
        )
    ));
    for basis in [
        "al:AnySpeaker",
        "ent:unit",
        "ent:army",
        "<https://w3id.org/allegiance/id/source/test>",
    ] {
        assert_eq!(counted(&opened, basis), ["84 84 84 Claimed"], "{basis}");
    }
    assert!(counted(&opened, "al:Strict").is_empty());
    assert!(rows(&opened, "SELECT ?f { ?f al:consolidates ?g }").is_empty());
    assert_eq!(
        rows(&opened, "SELECT ?g { ent:f al:source ?g }"),
        ["source/test"]
    );
}

#[test]
fn rival_figures_become_their_median_and_denied_ones_none() {
    let opened = turtle(&format!(
        "ent:s a al:Battle . {}{}{}{}",
        figure("f", "al:of ent:v ; al:best 10 ; al:accordingTo ent:a"),
        figure(
            "g",
            "al:of ent:v ; al:low 20 ; al:best 31 ; al:high 50 ; al:certainty al:Claimed ; al:accordingTo ent:b"
        ),
        figure(
            "h",
            "al:of ent:v ; al:best 900 ; al:certainty al:Denied ; al:accordingTo ent:c"
        ),
        figure("i", "al:of ent:w ; al:best 3"),
    ));
    assert_eq!(
        counted(&opened, "al:AnySpeaker"),
        ["10 21 50 Claimed", "3 3 3 Asserted"]
    );
    assert_eq!(
        counted(&opened, "al:Strict"),
        ["10 10 10 Asserted", "3 3 3 Asserted"]
    );
    assert_eq!(counted(&opened, "ent:a"), ["10 10 10 Asserted"]);
    assert_eq!(counted(&opened, "ent:b"), ["20 31 50 Claimed"]);
    assert!(counted(&opened, "ent:c").is_empty());
    assert_eq!(
        rows(
            &opened,
            "SELECT ?m ?w { ?f al:consolidates ?m ; al:accordingTo ?w ; al:of ent:v }"
        ),
        ["f a", "f b", "g a", "g b"]
    );
    let node = rows(&opened, "SELECT DISTINCT ?f { ?f al:consolidates ?m }");
    assert_eq!(node.len(), 1);
    assert!(node[0].starts_with("derived/figure-"), "{node:?}");
}

#[test]
fn figures_take_over_certainty_and_speaker_of_their_situation() {
    let opened = turtle(&format!(
        "ent:s a al:Battle ; al:certainty al:Claimed ; al:accordingTo ent:a . {}",
        figure("f", "al:best 10")
    ));
    assert_eq!(counted(&opened, "ent:a"), ["10 10 10 Claimed"]);
    assert!(counted(&opened, "al:Strict").is_empty());
    assert_eq!(
        rows(&opened, "SELECT ?w { ent:f al:accordingTo ?w }"),
        ["a"]
    );
}

#[test]
fn a_range_without_a_best_number_counts_by_its_middle_and_says_so() {
    let opened = turtle(&format!(
        "ent:s a al:Battle . {}",
        figure("f", "al:low 10 ; al:high 15")
    ));
    assert_eq!(counted(&opened, "al:AnySpeaker"), ["10 13 15 Asserted"]);
    assert_eq!(
        rows(&opened, "SELECT ?f { ?f al:bestIsMidpoint true }"),
        ["f"]
    );
}

#[test]
fn figures_out_of_order_or_stated_twice_count_by_a_figure_of_their_own() {
    let opened = turtle(&format!(
        "ent:s a al:Battle . {}{}{}",
        figure("f", "al:of ent:u ; al:low 20 ; al:best 10 ; al:high 5"),
        figure("g", "al:of ent:v ; al:best 10 , 20"),
        figure("h", "al:of ent:w ; al:best 12.4"),
    ));
    assert_eq!(
        counted(&opened, "al:AnySpeaker"),
        ["10 15 20 Asserted", "12 12 12 Asserted", "5 10 20 Asserted"]
    );
}

#[test]
fn what_is_no_figure_is_told_and_left_out() {
    let opened = turtle(&format!(
        "ent:s a al:Battle . {}{}{}{} ent:s al:figure ent:x . ent:x al:best 5 .",
        figure("f", "al:best 'many'"),
        figure("g", "al:best -3"),
        figure("h", "al:of ent:v"),
        figure("i", "al:best 1e300"),
    ));
    assert!(counted(&opened, "al:AnySpeaker").is_empty());
    let bad: Vec<&str> = opened
        .warnings
        .iter()
        .filter(|warning| warning.kind == WarningKind::BadFigure)
        .map(|warning| warning.subject.rsplit('/').next().unwrap_or_default())
        .collect();
    assert_eq!(bad, ["f", "g", "h", "i", "x"]);
}
