//! Holes that can only be certain texts, by the decisions under which a request is made.

use super::super::guard::{Choice, Guard, Set};
use super::super::value::Piece;
use super::Finish;
use crate::syntax::facts::Name;

/// How many templates a template is written out to.
const MAX_NARROWED: usize = 256;

impl Finish<'_> {
    /// A template with each hole written out that can only be one of some texts: `table` where `TABLES.contains(&table)`
    /// holds. Texts with capitals are no segments of a path; there the hole stays.
    pub(super) fn narrowed(&self, guard: Guard, pieces: Vec<Piece>, capitals: bool) -> Vec<(Guard, Vec<Piece>)> {
        let mut open = vec![(guard, pieces)];
        let mut done: Vec<(Guard, Vec<Piece>)> = Vec::new();
        while let Some((guard, pieces)) = open.pop() {
            let choices = pieces.iter().find_map(|piece| match piece {
                Piece::Hole(unknown, _) => {
                    let at = guard.terms().binary_search_by_key(&unknown.sym, |(sym, _)| *sym).ok()?;
                    Some((unknown.sym, self.known_texts(&guard.terms()[at].1, capitals)?))
                }
                Piece::Lit(..) => None,
            });
            match choices {
                Some((sym, choices)) if done.len() + open.len() + choices.len() <= MAX_NARROWED => {
                    for (choice, text) in choices.into_iter().rev() {
                        let Some(guard) = guard.and(&Guard::is(sym, choice)) else { continue };
                        let written = pieces.iter().map(|piece| match piece {
                            Piece::Hole(unknown, from) if unknown.sym == sym => {
                                Piece::Lit(text.as_ref().into(), from.clone())
                            }
                            other => other.clone(),
                        });
                        open.push((guard, written.collect()));
                    }
                }
                _ => done.push((guard, pieces)),
            }
        }
        done
    }

    /// The texts that choices stand for; `None` where one stands for something else.
    fn known_texts(&self, set: &Set, capitals: bool) -> Option<Vec<(Choice, Name)>> {
        let Set::In(choices) = set else { return None };
        let text = |choice: &Choice| {
            let text = self.texts.get(choice.0 as usize)?.clone()?;
            (capitals || !text.contains(char::is_uppercase)).then_some((*choice, text))
        };
        choices.iter().map(text).collect()
    }
}
