use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::solve::missing_within;
use super::{Privilege, Requirement, ScopeSet, minimal, missing, unneeded};

/// Costs by name; names that start with `hidden` are not suggestible.
struct Table(BTreeMap<String, u32>);

impl Privilege for Table {
    fn privilege(&self, scope: &str) -> u32 {
        self.0.get(scope).copied().unwrap_or(1)
    }

    fn suggestible(&self, scope: &str) -> bool {
        !scope.starts_with("hidden")
    }
}

fn table(entries: &[(&str, u32)]) -> Table {
    Table(entries.iter().map(|(name, cost)| ((*name).to_owned(), *cost)).collect())
}

fn set(names: &[&str]) -> ScopeSet {
    names.iter().map(|name| Arc::from(*name)).collect()
}

#[test]
fn a_shared_scope_beats_two_separate_ones() {
    let requirements = [Requirement::any_of([["a"], ["c"]]), Requirement::any_of([["b"], ["c"]])];
    let solution = minimal(&requirements, &table(&[("a", 2), ("b", 2), ("c", 3)]));
    assert_eq!(solution.scopes, set(&["c"]));
    assert!(solution.optimal);
    assert_eq!((solution.privilege, solution.bound), (3, 3));
}

#[test]
fn privilege_comes_before_number() {
    let requirements = [
        Requirement::any_of([["products.read"], ["e-commerce"]]),
        Requirement::any_of([["line_items.read"], ["e-commerce"]]),
    ];
    let costs = table(&[("products.read", 2), ("line_items.read", 2), ("e-commerce", 13)]);
    assert_eq!(minimal(&requirements, &costs).scopes, set(&["line_items.read", "products.read"]));
}

#[test]
fn number_comes_before_alphabet() {
    let requirements = [Requirement::any_of([vec!["a", "b"], vec!["z"]])];
    let costs = table(&[("a", 1), ("b", 1), ("z", 2)]);
    assert_eq!(minimal(&requirements, &costs).scopes, set(&["z"]));
}

#[test]
fn the_alphabet_settles_what_is_equal() {
    let requirements = [Requirement::any_of([["m"], ["c"], ["x"]])];
    assert_eq!(minimal(&requirements, &table(&[])).scopes, set(&["c"]));
}

#[test]
fn an_empty_alternative_needs_nothing_and_the_baseline_is_free() {
    let requirements = [
        Requirement { any_of: vec![set(&["a"]), set(&[])] },
        Requirement::any_of([["oauth"], ["b"]]),
        Requirement::any_of([["oauth", "c"]]),
    ];
    assert_eq!(minimal(&requirements, &table(&[])).scopes, set(&["c"]));
}

#[test]
fn what_only_hidden_scopes_satisfy_is_reported() {
    let requirements = [
        Requirement::any_of([["hidden.notes"]]),
        Requirement::any_of([["hidden.tasks"], ["contacts"]]),
        Requirement { any_of: Vec::new() },
    ];
    let solution = minimal(&requirements, &table(&[("contacts", 20)]));
    assert_eq!(solution.scopes, set(&["contacts"]));
    assert_eq!(solution.unsatisfiable, [0, 2]);
    let with_hidden = missing(&requirements, &set(&["hidden.notes"]), &table(&[]));
    assert_eq!(with_hidden.unsatisfiable, [2]);
}

#[test]
fn requested_scopes_cost_nothing_more() {
    let requirements = [Requirement::any_of([vec!["a"], vec!["b", "c"]])];
    let costs = table(&[("a", 3), ("b", 9), ("c", 1)]);
    assert_eq!(missing(&requirements, &set(&["b"]), &costs).scopes, set(&["c"]));
    assert_eq!(missing(&requirements, &set(&["a"]), &costs).scopes, set(&[]));
}

#[test]
fn only_what_can_go_together_goes() {
    let requirements = [Requirement::any_of([["read"], ["write"]])];
    let costs = table(&[("read", 2), ("write", 4)]);
    let removal = unneeded(&requirements, &set(&["oauth", "read", "write", "files"]), &costs);
    assert_eq!(removal.scopes, set(&["files", "write"]));
    assert_eq!(removal.privilege, 5);
    assert!(removal.optimal);
}

#[test]
fn an_unsatisfied_requirement_protects_nothing() {
    let requirements = [Requirement::any_of([["a", "b"]])];
    assert_eq!(unneeded(&requirements, &set(&["a"]), &table(&[])).scopes, set(&["a"]));
}

#[test]
fn a_present_hidden_scope_protects_and_can_go() {
    let requirements = [Requirement::any_of([["hidden.tasks"]])];
    assert_eq!(
        unneeded(&requirements, &set(&["hidden.notes", "hidden.tasks"]), &table(&[])).scopes,
        set(&["hidden.notes"])
    );
}

/// A small instance: costs of the scopes `s0`, `s1`... and alternatives as bit masks.
#[derive(Debug, Clone)]
struct Small {
    costs: Vec<u32>,
    rows: Vec<Vec<u16>>,
}

impl Small {
    fn table(&self) -> Table {
        Table(self.costs.iter().enumerate().map(|(index, cost)| (name(index), *cost)).collect())
    }

    fn requirements(&self) -> Vec<Requirement> {
        self.rows.iter().map(|row| Requirement { any_of: row.iter().map(|mask| self.names(*mask)).collect() }).collect()
    }

    fn names(&self, mask: u16) -> ScopeSet {
        (0..self.costs.len()).filter(|index| mask >> index & 1 == 1).map(|index| Arc::from(name(index))).collect()
    }

    fn satisfied(&self, row: &[u16], chosen: u16) -> bool {
        row.iter().any(|alternative| alternative & !chosen == 0)
    }

    /// The order of answers by definition: privilege, number, and the sorted list of names.
    fn rank(&self, mask: u16) -> (u64, u32, ScopeSet) {
        let privilege = (0..self.costs.len()).filter(|i| mask >> i & 1 == 1).map(|i| u64::from(self.costs[i])).sum();
        (privilege, mask.count_ones(), self.names(mask))
    }

    fn brute_force(&self) -> ScopeSet {
        let all = 0..1_u16 << self.costs.len();
        let fitting = all.filter(|mask| self.rows.iter().all(|row| self.satisfied(row, *mask)));
        self.names(fitting.min_by_key(|mask| self.rank(*mask)).unwrap())
    }
}

fn name(index: usize) -> String {
    // Alphabetical order must not be the order of numbers by accident.
    format!("{}{index}", char::from(b'a' + (index * 7 % 12) as u8))
}

fn small(scopes: std::ops::RangeInclusive<usize>, rows: usize) -> impl Strategy<Value = Small> {
    scopes.prop_flat_map(move |count| {
        let mask = prop::collection::vec(0..count, 1..=3)
            .prop_map(|members| members.into_iter().fold(0_u16, |mask, member| mask | 1 << member));
        let row = prop::collection::vec(mask, 1..=4);
        let costs = prop::collection::vec(prop_oneof![1_u32..=4, 1_u32..=2, Just(13), Just(0)], count);
        (costs, prop::collection::vec(row, 0..=rows)).prop_map(|(costs, rows)| Small { costs, rows })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn equals_brute_force(instance in small(1..=12, 14)) {
        let solution = minimal(&instance.requirements(), &instance.table());
        prop_assert_eq!(&solution.scopes, &instance.brute_force());
        prop_assert!(solution.optimal);
        prop_assert_eq!(solution.bound, solution.privilege);
    }

    #[test]
    fn order_of_the_input_changes_nothing(instance in small(1..=12, 20), seed in any::<u64>()) {
        let mut requirements = instance.requirements();
        let straight = minimal(&requirements, &instance.table());
        let mut state = seed;
        for index in (1..requirements.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            requirements.swap(index, (state >> 33) as usize % (index + 1));
        }
        requirements.iter_mut().for_each(|requirement| requirement.any_of.reverse());
        prop_assert_eq!(straight, minimal(&requirements, &instance.table()));
    }

    #[test]
    fn nothing_in_the_answer_is_superfluous(instance in small(1..=12, 14)) {
        let requirements = instance.requirements();
        let solution = minimal(&requirements, &instance.table());
        for scope in &solution.scopes {
            let mut smaller = solution.scopes.clone();
            smaller.remove(scope);
            prop_assert!(!requirements.iter().all(|requirement| requirement.is_satisfied_by(&smaller)));
        }
    }

    #[test]
    fn missing_is_the_cheapest_addition(instance in small(1..=10, 10), requested in any::<u16>()) {
        let requested = requested & ((1 << instance.costs.len()) - 1);
        let found = missing(&instance.requirements(), &instance.names(requested), &instance.table());
        let additions = (0..1_u16 << instance.costs.len()).filter(|mask| mask & requested == 0);
        let fitting = additions.filter(|mask| instance.rows.iter().all(|row| instance.satisfied(row, mask | requested)));
        let best = fitting.min_by_key(|mask| instance.rank(*mask)).unwrap();
        prop_assert_eq!(found.scopes, instance.names(best));
    }

    #[test]
    fn unneeded_is_the_greatest_removal(instance in small(1..=10, 8), present in any::<u16>()) {
        let present = present & ((1 << instance.costs.len()) - 1);
        let found = unneeded(&instance.requirements(), &instance.names(present), &instance.table());
        let protecting: Vec<_> = instance.rows.iter().filter(|row| instance.satisfied(row, present)).collect();
        let kept = (0..1_u16 << instance.costs.len()).filter(|mask| mask & !present == 0);
        let sound = kept.filter(|mask| protecting.iter().all(|row| instance.satisfied(row, *mask)));
        let best = sound.min_by_key(|mask| instance.rank(*mask)).unwrap();
        prop_assert_eq!(found.scopes, instance.names(present & !best));
    }

    #[test]
    fn adding_what_is_missing_and_removing_what_is_unneeded_settles_at_once(
        instance in small(1..=12, 10),
        requested in any::<u16>(),
    ) {
        let requirements = instance.requirements();
        let costs = instance.table();
        let mut scopes = instance.names(requested & ((1 << instance.costs.len()) - 1));
        scopes.extend(missing(&requirements, &scopes, &costs).scopes);
        for scope in unneeded(&requirements, &scopes, &costs).scopes {
            scopes.remove(&scope);
        }
        prop_assert!(missing(&requirements, &scopes, &costs).scopes.is_empty());
        prop_assert!(unneeded(&requirements, &scopes, &costs).scopes.is_empty());
    }
}

/// A random instance of up to 60 requirements over up to 120 scopes, from its number alone.
fn random(number: u64) -> (Vec<Requirement>, Table) {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % limit
    };
    let scopes = 5 + next(116);
    // Smaller ones more often, which keeps the integer programs affordable.
    let rows = 1 + next(60).min(next(60));
    let costs = (0..scopes).map(|index| (format!("s{index}"), [1, 1, 2, 2, 2, 3, 4, 4, 9, 14][next(10)])).collect();
    let requirements = (0..rows)
        .map(|_| {
            let alternatives = 1 + next(6);
            let sets = (0..alternatives).map(|_| {
                let size = 1 + usize::from(next(4) == 0) + usize::from(next(12) == 0);
                (0..size).map(|_| format!("s{}", next(scopes))).collect::<Vec<_>>()
            });
            Requirement::any_of(sets.collect::<Vec<_>>())
        })
        .collect();
    (requirements, Table(costs))
}

#[test]
fn a_search_that_stops_early_says_so_and_still_satisfies() {
    let mut stopped = 0;
    for number in 0..300 {
        let (requirements, costs) = random(number);
        let best = minimal(&requirements, &costs);
        for budget in [0, 1, 3] {
            let early = missing_within(&requirements, &ScopeSet::new(), &costs, budget);
            assert!(requirements.iter().all(|requirement| requirement.is_satisfied_by(&early.scopes)));
            assert!(early.bound <= best.privilege && best.privilege <= early.privilege, "instance {number}");
            if early.optimal {
                assert_eq!(early, best, "instance {number} with {budget} nodes");
            } else {
                stopped += 1;
            }
        }
    }
    assert!(stopped > 100, "the instances are hard enough to be stopped: {stopped}");
}

/// The least total privilege and number of scopes by an integer program, as one figure.
fn by_integer_program(requirements: &[Requirement], costs: &Table, unit: f64) -> f64 {
    use microlp::{ComparisonOp, OptimizationDirection, Problem};
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut scopes = BTreeMap::new();
    for scope in requirements.iter().flat_map(|requirement| &requirement.any_of).flatten() {
        scopes
            .entry(scope.clone())
            .or_insert_with(|| problem.add_binary_var(f64::from(costs.privilege(scope)) * unit + 1.0));
    }
    for requirement in requirements {
        let mut one_of = Vec::new();
        for alternative in &requirement.any_of {
            let taken = problem.add_binary_var(0.0);
            for scope in alternative {
                problem.add_constraint([(taken, 1.0), (scopes[scope], -1.0)], ComparisonOp::Le, 0.0);
            }
            one_of.push((taken, 1.0));
        }
        problem.add_constraint(&one_of, ComparisonOp::Ge, 1.0);
    }
    problem.solve().unwrap().into_solution().unwrap().objective()
}

#[test]
fn costs_as_much_as_the_answer_of_an_integer_program() {
    let unit = 200.0;
    for number in 0..1000 {
        let (requirements, costs) = random(number);
        let solution = minimal(&requirements, &costs);
        assert!(solution.optimal, "instance {number}");
        assert!(requirements.iter().all(|requirement| requirement.is_satisfied_by(&solution.scopes)));
        let ours = solution.privilege as f64 * unit + solution.scopes.len() as f64;
        let theirs = by_integer_program(&requirements, &costs, unit);
        assert!((ours - theirs).abs() < 0.5, "instance {number}: {ours} against {theirs}");
    }
}
