//! Reading to plan: nested sets become one flat pattern over situations.

mod build;
mod pattern;
mod schema;
mod show;
mod vary;

pub use build::{plan, plan_relation, ranges, usual_certainties, usual_statuses};
pub use pattern::{
    Basis, CalendarUnit, Fact, GroupMeasure, Key, KeyKind, Order, Output, Pattern, Plan, Relation,
    Sort, Test, Thing, Var, Window,
};
pub use schema::Schema;
pub use vary::{denied, denied_at_all, unrealised};
