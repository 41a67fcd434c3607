//! Reproducible random numbers.

/// A source of numbers (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number in a range, both ends included.
    pub(crate) fn between(&mut self, min: i64, max: i64) -> i64 {
        let span = i128::from(max) - i128::from(min) + 1;
        let offset = i128::from(self.roll()) % span;
        i64::try_from(i128::from(min) + offset).unwrap()
    }

    pub(crate) fn size(&mut self, min: usize, max: usize) -> usize {
        let (min, max) = (i64::try_from(min).unwrap(), i64::try_from(max).unwrap());
        usize::try_from(self.between(min, max)).unwrap()
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.roll().is_multiple_of(2)
    }

    pub(crate) fn choose<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.size(0, items.len() - 1)]
    }
}
