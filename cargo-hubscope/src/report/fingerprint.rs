//! By what a finding is recognised when lines have moved.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::rules::Finding;
use crate::source::Sources;

/// One fingerprint a finding: of its rule, its file, its scope and its operation, and its number among equals, in the
/// order of their places, so that it stays when one of them is suppressed.
pub(super) fn fingerprints(sources: &Sources, findings: &[&Finding]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut fingerprint = |finding: &Finding| {
        let file = finding.home().map_or("", |span| sources.file(span.source).name.as_str());
        let scope = finding.subject.scope.as_deref().unwrap_or_default();
        let operation = finding.own_operation().unwrap_or_default();
        let key = [finding.rule.name(), file, scope, operation].join("\0");
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        let digest = Sha256::digest(format!("{key}\0{count}"));
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by_key(|&index| (findings[index].location(), index));
    let mut prints = vec![String::new(); findings.len()];
    for index in order {
        prints[index] = fingerprint(findings[index]);
    }
    prints
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn a_fingerprint_does_not_change_with_the_line_and_equals_are_numbered() {
        let fixture = Fixture::new();
        let finding = fixture.finding();
        let mut moved = finding.clone();
        moved.labels[0].span.start += 1;
        let of = |findings: &[&Finding]| fingerprints(&fixture.sources, findings);
        assert_eq!(of(&[&finding]), of(&[&moved]));
        let both = of(&[&finding, &moved]);
        assert_ne!(both[0], both[1]);
        let turned = of(&[&moved, &finding]);
        assert_eq!((&turned[1], &turned[0]), (&both[0], &both[1]));
        let mut other = finding.clone();
        other.subject.scope = Some("y".into());
        assert_ne!(of(&[&finding]), of(&[&other]));
    }
}
