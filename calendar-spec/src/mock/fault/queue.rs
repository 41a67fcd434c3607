//! [`Faults`]: the faults that wait for their calls, in the order in which they were added.

use super::{Effect, Fault, InvalidFault};

/// How many faults may wait.
const MOST: usize = 1000;

/// Waiting faults.
#[derive(Debug, Default)]
pub(in crate::mock) struct Faults {
    waiting: Vec<Fault>,
}

impl Faults {
    /// Adds one at the end.
    pub(in crate::mock) fn add(&mut self, fault: Fault) -> Result<(), InvalidFault> {
        fault.check()?;
        if self.waiting.len() == MOST {
            return Err(InvalidFault::new(format!("{MOST} faults are waiting already; clear them first")));
        }
        self.waiting.push(fault);
        Ok(())
    }

    /// The first one that applies to a call.
    pub(in crate::mock) fn take(&mut self, endpoint: Option<&str>) -> Option<Effect> {
        let meets = |fault: &Fault| fault.endpoint.is_none() || fault.endpoint.as_deref() == endpoint;
        self.waiting.retain(|fault| fault.left != Some(0));
        let at = self.waiting.iter().position(meets)?;
        let fault = self.waiting.get_mut(at)?;
        fault.left = fault.left.map(|left| left - 1);
        let effect = fault.effect.clone();
        if fault.left == Some(0) {
            self.waiting.remove(at);
        }
        Some(effect)
    }

    pub(in crate::mock) fn clear(&mut self) {
        self.waiting.clear();
    }

    pub(in crate::mock) fn waiting(&self) -> &[Fault] {
        &self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_meet_their_calls_in_order() {
        let mut faults = Faults::default();
        let all = [
            Fault::code(1).on("a.b").times(2),
            Fault::code(2),
            Fault::code(3).times(0),
            Fault::code(4).on("c.d").always(),
        ];
        for fault in all {
            assert_eq!(faults.add(fault), Ok(()));
        }
        let mut meet = |endpoint| faults.take(endpoint).and_then(|effect| effect.code);
        assert_eq!(
            [meet(Some("a.b")), meet(Some("c.d")), meet(Some("c.d")), meet(Some("a.b"))],
            [1, 2, 4, 1].map(Some)
        );
        assert_eq!([meet(Some("a.b")), meet(None), meet(Some("c.d"))], [None, None, Some(4)]);
    }
}
