//! Sets of small numbers.

/// A set of column numbers below a limit that is fixed when the set is made.
///
/// Both sides of a binary operation must have been made for the same limit; numbers outside it are never members.
#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Bits {
    words: Box<[u64]>,
}

impl Clone for Bits {
    fn clone(&self) -> Self {
        Self { words: self.words.clone() }
    }

    fn clone_from(&mut self, source: &Self) {
        self.words.clone_from(&source.words);
    }
}

impl Bits {
    /// The empty set of numbers below `limit`.
    pub(super) fn new(limit: usize) -> Self {
        Self { words: vec![0; limit.div_ceil(64)].into_boxed_slice() }
    }

    /// The set of the given numbers.
    pub(super) fn of(limit: usize, members: impl IntoIterator<Item = usize>) -> Self {
        let mut bits = Self::new(limit);
        members.into_iter().for_each(|member| bits.insert(member));
        bits
    }

    /// Adds a number.
    pub(super) fn insert(&mut self, member: usize) {
        if let Some(word) = self.words.get_mut(member / 64) {
            *word |= 1 << (member % 64);
        }
    }

    /// Takes a number out.
    pub(super) fn remove(&mut self, member: usize) {
        if let Some(word) = self.words.get_mut(member / 64) {
            *word &= !(1 << (member % 64));
        }
    }

    /// Takes every number out.
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Whether the number is a member.
    pub(super) fn contains(&self, member: usize) -> bool {
        self.words.get(member / 64).is_some_and(|word| word >> (member % 64) & 1 == 1)
    }

    /// Whether nothing is a member.
    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many numbers are members.
    pub(super) fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether every member is one of `other` too.
    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(a, b)| a & !b == 0)
    }

    /// Whether the two share a member.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    /// Adds every member of `other`.
    pub(super) fn add(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Takes every member of `other` out.
    pub(super) fn subtract(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= !b);
    }

    /// Keeps only members of `other`.
    pub(super) fn keep(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// The members in rising order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(index * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn members_come_back_in_order_across_words() {
        let bits = Bits::of(200, [199, 0, 64, 63, 128]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 128, 199]);
        assert_eq!(bits.len(), 5);
        assert!(bits.contains(128) && !bits.contains(127) && !bits.contains(100_000));
    }

    #[test]
    fn set_operations() {
        let mut a = Bits::of(100, [1, 70, 99]);
        let b = Bits::of(100, [70]);
        assert!(b.is_subset(&a) && !a.is_subset(&b) && a.meets(&b));
        a.subtract(&b);
        assert!(!a.meets(&b) && !a.is_empty());
        a.add(&b);
        a.keep(&b);
        assert_eq!(a, b);
    }
}
