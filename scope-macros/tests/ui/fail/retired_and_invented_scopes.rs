//! Names that were scopes once, and names that never were.

use scope_macros::scopes;

#[scopes("contacts")]
fn retired() {}

#[scopes("automation.workflows.read", "crm.objects.feedback_submission.read", "deal-approval-read")]
fn invented() {}

fn main() {
    retired();
    invented();
}
