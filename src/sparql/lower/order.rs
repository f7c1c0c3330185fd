//! One situation beside another in time: day numbers of both, possibly and certainly.
//!
//! Windows of days are integer subtraction. Months and years are calendar units, so for them a day number is first turned
//! into a calendar number that grows with the date, `(months since March of year 0) × 32 + day of the month`, by the
//! usual integer arithmetic of the Gregorian calendar: plain SPARQL 1.1, whatever the engine knows of dates.

use super::algebra::compare;
use super::{LowerError, Lowering, Parts, Place, end_of, start_of};
use crate::plan::{CalendarUnit, Order, Relation, Var, Window};
use crate::question::ast::Comparison;
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, and_all, bgp, boolean, int, or_any, rdf_type, triple, variable};
use spargebra::algebra::{Expression, Function, GraphPattern};
use spargebra::term::Variable;

/// The four day numbers of a situation.
pub(super) struct Days {
    pub earliest_start: Variable,
    pub latest_start: Variable,
    pub earliest_end: Variable,
    pub latest_end: Variable,
}

/// The possible and the certain condition.
type Both = (Vec<Expression>, Vec<Expression>);

impl Lowering {
    pub(super) fn order(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        relation: Relation,
        order: Order,
        anchor: &Var,
        place: Place,
    ) -> Result<(), LowerError> {
        let mut s = self.days(parts, situation)?;
        let a = self.days(parts, anchor)?;
        // The beginning or the end alone is like an event.
        match relation {
            Relation::Begins => {
                s.earliest_end = s.earliest_start.clone();
                s.latest_end = s.latest_start.clone();
            }
            Relation::Ends => {
                s.earliest_start = s.earliest_end.clone();
                s.latest_start = s.latest_end.clone();
            }
            Relation::Contained | Relation::Overlaps | Relation::Either => {}
        }
        let (possible, certain) = match order {
            Order::Follows(window) => self.follows(parts, &s, &a, window)?,
            Order::Precedes(window) => self.follows(parts, &a, &s, window)?,
            Order::FollowsStart(window) => {
                // The beginning is all that counts of the other.
                let start = Days {
                    earliest_start: a.earliest_start.clone(),
                    latest_start: a.latest_start.clone(),
                    earliest_end: a.earliest_start.clone(),
                    latest_end: a.latest_start.clone(),
                };
                let (mut possible, mut certain) = self.follows(parts, &s, &start, Some(window))?;
                possible[0] = not_less(&s.latest_start, &a.earliest_start);
                certain[0] = not_less(&s.earliest_start, &a.latest_start);
                (possible, certain)
            }
            Order::Same(unit) => self.same_unit(parts, &s, &a, unit)?,
            Order::Around(window) => {
                let (after, surely_after) = self.follows(parts, &s, &a, Some(window))?;
                let (before, surely_before) = self.follows(parts, &a, &s, Some(window))?;
                let either = |one: Vec<Expression>, other: Vec<Expression>| {
                    let both: Vec<Expression> = [and_all(one), and_all(other)]
                        .into_iter()
                        .flatten()
                        .collect();
                    or_any(both).into_iter().collect()
                };
                (either(after, before), either(surely_after, surely_before))
            }
            other => match relation {
                Relation::Either => {
                    let (possible, contained) = plain(&s, &a, Relation::Contained, other);
                    let overlaps = plain(&s, &a, Relation::Overlaps, other).1;
                    let event = bgp(vec![triple(
                        variable(&situation.0)?,
                        rdf_type(),
                        al("Event")?,
                    )]);
                    let relation = Expression::Not(Box::new(Expression::Exists(Box::new(event))));
                    let overlaps = std::iter::once(relation).chain(overlaps).collect();
                    let either = [and_all(contained), and_all(overlaps)];
                    let certain = or_any(either.into_iter().flatten().collect());
                    (possible, certain.into_iter().collect())
                }
                relation => plain(&s, &a, relation, other),
            },
        };
        let words = told(order);
        if let Some(first) = possible.first() {
            self.comment(
                Anchor::Filter(first.clone()),
                format!("?{} {words} ?{}", situation.0, anchor.0),
            );
        }
        parts.filters.extend(possible);
        if place == Place::Never {
            return Ok(());
        }
        if let Some(certain) = and_all(certain) {
            let comment = format!("certainly {words} ?{}", anchor.0);
            self.certain(parts, situation, certain, &comment, place);
        }
        for var in [situation, anchor] {
            let qualified = bgp(vec![triple(
                variable(&var.0)?,
                al("dateQualified")?,
                boolean(true),
            )]);
            let plain = Expression::Not(Box::new(Expression::Exists(Box::new(qualified))));
            let comment = "the date is neither approximate nor doubted";
            self.certain(parts, situation, plain, comment, place);
        }
        Ok(())
    }

    /// Binds the days of a situation, once.
    pub(super) fn days(&mut self, parts: &mut Parts, situation: &Var) -> Result<Days, LowerError> {
        let s = variable(&situation.0)?;
        let days = Days {
            earliest_start: variable(&start_of(situation))?,
            latest_start: variable(&format!("{}LatestStart", situation.0))?,
            earliest_end: variable(&format!("{}EarliestEnd", situation.0))?,
            latest_end: variable(&end_of(situation))?,
        };
        let named = [
            ("earliestStartDay", &days.earliest_start),
            ("latestStartDay", &days.latest_start),
            ("earliestEndDay", &days.earliest_end),
            ("latestEndDay", &days.latest_end),
        ];
        for (property, day) in named {
            let one = triple(s.clone(), al(property)?, day.clone());
            if !parts.triples.contains(&one) {
                parts.triples.push(one);
            }
        }
        Ok(days)
    }

    /// `late` begins after the end of `early`, at most so long.
    fn follows(
        &mut self,
        parts: &mut Parts,
        late: &Days,
        early: &Days,
        window: Option<Window>,
    ) -> Result<Both, LowerError> {
        let mut possible = vec![greater(&late.latest_start, &early.earliest_end)];
        let mut certain = vec![greater(&late.earliest_start, &early.latest_end)];
        match window {
            None => {}
            Some(Window::Days(days)) => {
                possible.push(at_most(&late.earliest_start, &early.latest_end, days));
                certain.push(at_most(&late.latest_start, &early.earliest_end, days));
            }
            Some(Window::Months(months)) => {
                let length = months.saturating_mul(32);
                let mut number = |day: &Variable| self.calendar(parts, day);
                let (start, end) = (number(&late.earliest_start)?, number(&early.latest_end)?);
                possible.push(at_most(&start, &end, length));
                let (start, end) = (number(&late.latest_start)?, number(&early.earliest_end)?);
                certain.push(at_most(&start, &end, length));
            }
        }
        Ok((possible, certain))
    }

    /// Both may have begun in one calendar unit; they certainly did where all the days of both lie in it.
    fn same_unit(
        &mut self,
        parts: &mut Parts,
        s: &Days,
        a: &Days,
        unit: CalendarUnit,
    ) -> Result<Both, LowerError> {
        let mut number = |day: &Variable| -> Result<Expression, LowerError> {
            if unit == CalendarUnit::Day {
                return Ok(day.clone().into());
            }
            let months = floor(div(self.calendar(parts, day)?.into(), 32));
            // Months are counted from March, years from January.
            Ok(match unit {
                CalendarUnit::Year => floor(div(add(months, int(2)), 12)),
                CalendarUnit::Day | CalendarUnit::Month => months,
            })
        };
        let (s_first, s_last) = (number(&s.earliest_start)?, number(&s.latest_start)?);
        let (a_first, a_last) = (number(&a.earliest_start)?, number(&a.latest_start)?);
        let not_less = |left: &Expression, right: &Expression| {
            compare(Comparison::GreaterOrEqual, left.clone(), right.clone())
        };
        let same = |left: &Expression, right: &Expression| {
            compare(Comparison::Equal, left.clone(), right.clone())
        };
        let possible = vec![not_less(&s_last, &a_first), not_less(&a_last, &s_first)];
        let certain = vec![
            same(&s_first, &s_last),
            same(&a_first, &a_last),
            same(&s_first, &a_first),
        ];
        Ok((possible, certain))
    }

    /// Binds the calendar number of a day.
    fn calendar(&mut self, parts: &mut Parts, day: &Variable) -> Result<Variable, LowerError> {
        let name = |part: &str| variable(&format!("{}{part}", day.as_str()));
        let number = name("Calendar")?;
        if parts.binds.iter().any(|(known, _)| *known == number) {
            return Ok(number);
        }
        let var = |v: &Variable| Expression::Variable(v.clone());
        let era = name("Era")?;
        let of_era = name("DayOfEra")?;
        let year = name("YearOfEra")?;
        let of_year = name("DayOfYear")?;
        let month = name("MonthOfYear")?;
        let days = add(var(day), int(719_468));
        let mut bind = |v: &Variable, e: Expression| parts.binds.push((v.clone(), e));
        bind(&era, floor(div(days.clone(), 146_097)));
        bind(&of_era, sub(days, mul(var(&era), 146_097)));
        let leap = add(
            sub(var(&of_era), floor(div(var(&of_era), 1460))),
            sub(
                floor(div(var(&of_era), 36_524)),
                floor(div(var(&of_era), 146_096)),
            ),
        );
        bind(&year, floor(div(leap, 365)));
        let before = add(
            mul(var(&year), 365),
            sub(floor(div(var(&year), 4)), floor(div(var(&year), 100))),
        );
        bind(&of_year, sub(var(&of_era), before));
        bind(&month, floor(div(add(mul(var(&of_year), 5), int(2)), 153)));
        let of_month = add(
            sub(
                var(&of_year),
                floor(div(add(mul(var(&month), 153), int(2)), 5)),
            ),
            int(1),
        );
        let years = add(mul(var(&era), 400), var(&year));
        let months = add(mul(years, 12), var(&month));
        bind(&number, add(mul(months, 32), of_month));
        self.comment(
            Anchor::Bind(era),
            format!("?{} as a number of the calendar", day.as_str()),
        );
        Ok(number)
    }

    /// Adds what is bound behind the joins of a group.
    pub(super) fn bound(
        &self,
        pattern: GraphPattern,
        binds: &[(Variable, Expression)],
    ) -> GraphPattern {
        binds.iter().fold(pattern, |inner, (variable, expression)| {
            GraphPattern::Extend {
                inner: Box::new(inner),
                variable: variable.clone(),
                expression: expression.clone(),
            }
        })
    }
}

/// The orders without a length.
fn plain(s: &Days, a: &Days, relation: Relation, order: Order) -> Both {
    let inside = matches!(
        relation,
        Relation::Contained | Relation::Begins | Relation::Ends
    );
    // What holds of all of an event need hold of a part of a relation only.
    let begins = if inside {
        &s.earliest_start
    } else {
        &s.earliest_end
    };
    let ends = if inside {
        &s.latest_end
    } else {
        &s.latest_start
    };
    match order {
        Order::After => (
            vec![greater(&s.latest_end, &a.earliest_end)],
            vec![greater(begins, &a.latest_end)],
        ),
        Order::Since => (
            vec![not_less(&s.latest_end, &a.earliest_start)],
            vec![not_less(begins, &a.latest_start)],
        ),
        Order::Before => (
            vec![greater(&a.latest_start, &s.earliest_start)],
            vec![greater(&a.earliest_start, ends)],
        ),
        Order::Until => (
            vec![not_less(&a.latest_end, &s.earliest_start)],
            vec![not_less(&a.earliest_end, ends)],
        ),
        Order::During if inside => (
            overlap(
                &s.earliest_start,
                &s.latest_end,
                &a.earliest_start,
                &a.latest_end,
            ),
            vec![
                not_less(&s.earliest_start, &a.latest_start),
                not_less(&a.earliest_end, &s.latest_end),
            ],
        ),
        _ => (
            overlap(
                &s.earliest_start,
                &s.latest_end,
                &a.earliest_start,
                &a.latest_end,
            ),
            overlap(
                &s.latest_start,
                &s.earliest_end,
                &a.latest_start,
                &a.earliest_end,
            ),
        ),
    }
}

fn overlap(start: &Variable, end: &Variable, from: &Variable, to: &Variable) -> Vec<Expression> {
    vec![not_less(to, start), not_less(end, from)]
}

fn told(order: Order) -> &'static str {
    match order {
        Order::After => "is after",
        Order::Before => "is before",
        Order::Since => "is since the beginning of",
        Order::Until => "is until the end of",
        Order::During => "is during",
        Order::Overlapping => "overlaps",
        Order::Same(CalendarUnit::Day) => "begins on the same day as",
        Order::Same(CalendarUnit::Month) => "begins in the same month as",
        Order::Same(CalendarUnit::Year) => "begins in the same year as",
        Order::Follows(_) => "begins after the end of",
        Order::FollowsStart(_) => "begins after the beginning of",
        Order::Precedes(_) => "ends before the beginning of",
        Order::Around(_) => "begins shortly after, or ends shortly before,",
    }
}

fn greater(left: &Variable, right: &Variable) -> Expression {
    let (left, right) = (left.clone().into(), right.clone().into());
    compare(Comparison::Greater, left, right)
}

fn not_less(left: &Variable, right: &Variable) -> Expression {
    let (left, right) = (left.clone().into(), right.clone().into());
    compare(Comparison::GreaterOrEqual, left, right)
}

fn at_most(late: &Variable, early: &Variable, length: i64) -> Expression {
    let between = sub(late.clone().into(), early.clone().into());
    compare(Comparison::LessOrEqual, between, int(length))
}

fn add(left: Expression, right: Expression) -> Expression {
    Expression::Add(Box::new(left), Box::new(right))
}

fn sub(left: Expression, right: Expression) -> Expression {
    Expression::Subtract(Box::new(left), Box::new(right))
}

fn mul(left: Expression, by: i64) -> Expression {
    Expression::Multiply(Box::new(left), Box::new(int(by)))
}

fn div(left: Expression, by: i64) -> Expression {
    Expression::Divide(Box::new(left), Box::new(int(by)))
}

fn floor(of: Expression) -> Expression {
    Expression::FunctionCall(Function::Floor, vec![of])
}
