//! The reference data: whole, unambiguous, at one with the Sahel dataset, and with the systems of states where not said otherwise.

#[path = "reference/codes.rs"]
mod codes;
#[path = "reference/graph.rs"]
mod graph;
#[path = "reference/places.rs"]
mod places;
#[path = "support/real_data.rs"]
mod real_data;
#[path = "reference/spell.rs"]
mod spell;
#[path = "reference/system.rs"]
mod system;
#[path = "reference/whole.rs"]
mod whole;

use libtest_mimic::{Arguments, Trial};

fn main() -> std::process::ExitCode {
    let trials = vec![
        Trial::test("what_is_named_is_typed_and_labelled", whole::typed),
        Trial::test("a_name_names_one_state_and_one_place", whole::names),
        Trial::test("the_sahel_dataset_says_the_same", whole::sahel),
        Trial::test("codes_are_well_formed", codes::well_formed),
        Trial::test("states_have_a_country_and_a_lifetime", codes::states),
        Trial::test("capitals_lie_in_their_country", places::capitals),
        Trial::test("borders_join_two_living_states", places::borders),
        Trial::test("a_split_is_dated_as_what_it_begins", codes::splits),
        real_data::trial("gleditsch_and_ward_agree", |folder| {
            system::agrees("gw", &system::gleditsch_ward(folder)?)
        }),
        real_data::trial("correlates_of_war_agree", |folder| {
            system::agrees("cow", &system::correlates_of_war(folder)?)
        }),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
