//! [`Paged`]: what a walk over the pages of a listing needs to know about its endpoint. Generated.

use super::Obstacles;
#[cfg(feature = "client")]
use crate::Error;
#[cfg(feature = "client")]
use crate::decode::SkippedValue;
use crate::{Endpoint, Text};

/// A request whose response comes in pages.
#[diagnostic::on_unimplemented(
    message = "this endpoint has no pages",
    label = "`{Self}` returns everything in one response",
    note = "make the call with `client.send(&request)`"
)]
pub trait Paged: Endpoint + Clone {
    /// The type of an item.
    type Item;
    /// Field names for messages.
    #[doc(hidden)]
    const PAGING: &'static Paging;

    /// The field of the request that holds the page token; `None` if pages are requested by numbers.
    fn page_token(&mut self) -> Option<&mut Option<Text>> {
        None
    }

    /// The field of the request that holds the offset or the number of the page, if pages are requested by numbers.
    #[doc(hidden)]
    fn page_number(&mut self) -> Option<&mut dyn PageNumber> {
        None
    }

    /// What a page says about the numbers of the next one, if pages are requested by numbers.
    #[doc(hidden)]
    fn counted(_: &Self::Response) -> Option<Counted> {
        None
    }

    /// The field of the request that holds the sync token, if there is one.
    fn sync_token(&mut self) -> Option<&mut Option<Text>> {
        None
    }

    /// Notes the fields of this request that rule out pages.
    #[doc(hidden)]
    fn obstacles(&self, _: &mut Obstacles) {}

    /// The tokens for the next page.
    fn next(response: &Self::Response) -> Next<'_>;

    /// The items of a page.
    fn items(response: Self::Response) -> Vec<Self::Item>;
}

/// A listing that can return only the changes since the last synchronization.
#[diagnostic::on_unimplemented(
    message = "this endpoint does not tell changes",
    label = "`{Self}` takes no sync token",
    note = "`client.pages(request)` and `client.items(request)` list everything, if the endpoint has pages"
)]
pub trait Synced: Paged {}

/// The names of the fields that hold tokens.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// The page token of the request.
    pub token: &'static str,
    /// The fields of the response; without the boolean, an empty token ends the listing.
    pub more: Option<&'static str>,
}

#[cfg(feature = "client")]
impl Paging {
    /// An error if the field that ends the listing was skipped: the page would look like the last one.
    pub(crate) fn check(&self, skipped: &[SkippedValue]) -> Result<(), Error> {
        let field = self.more.unwrap_or(self.token);
        let is_field = |skipped: &&SkippedValue| skipped.path.split_once('.').is_some_and(|(_, path)| path == field);
        match skipped.iter().find(is_field) {
            Some(skipped) => Err(Error::paging(format!("whether there is another page is unknown: {skipped}"))),
            None => Ok(()),
        }
    }
}

/// What a response says about the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next<'a> {
    /// The page token.
    pub token: Option<&'a str>,
    /// Whether there is a next page, if the response says so.
    pub more: Option<bool>,
    /// The sync token.
    pub sync: Option<&'a str>,
}

/// A request field with the number of a page or of the items before it.
pub trait PageNumber {
    /// The number, if it is set.
    fn get(&self) -> Option<i64>;

    /// Sets the number, unless it does not fit.
    fn set(&mut self, number: Option<i64>) -> bool;
}

impl PageNumber for Option<i64> {
    fn get(&self) -> Option<i64> {
        *self
    }

    fn set(&mut self, number: Option<i64>) -> bool {
        *self = number;
        true
    }
}

impl PageNumber for Option<i32> {
    fn get(&self) -> Option<i64> {
        self.map(i64::from)
    }

    fn set(&mut self, number: Option<i64>) -> bool {
        let fitting = number.and_then(|number| i32::try_from(number).ok());
        let fits = fitting.is_some() == number.is_some();
        if fits {
            *self = fitting;
        }
        fits
    }
}

/// The number in a field of a response.
pub fn page_number(field: &impl PageNumber) -> Option<i64> {
    field.get()
}

/// What a page of a listing by numbers says about the next one.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// What the numbers count.
    pub by: CountedBy,
    /// The number of items on the page.
    pub items: usize,
    /// The number of items on all pages, if the response has it.
    pub total: Option<i64>,
}

/// What the numbers of a listing count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// The items before the page.
    Offset,
    /// The pages, from 1 on.
    Page,
}

#[cfg(feature = "client")]
impl Counted {
    /// The number of the page after the one with this number; `None` if that was the last one.
    pub(super) fn after(self, number: Option<i64>) -> Option<i64> {
        let items = i64::try_from(self.items).ok().filter(|items| *items > 0)?;
        let (next, seen) = match self.by {
            CountedBy::Offset => {
                let next = number.unwrap_or(0).checked_add(items)?;
                (next, next)
            }
            CountedBy::Page => {
                let page = number.unwrap_or(1);
                // The last page may be shorter; then one more is requested, which is empty.
                (page.checked_add(1)?, page.saturating_mul(items))
            }
        };
        self.total.is_none_or(|total| seen < total).then_some(next)
    }
}

#[cfg(all(test, feature = "client"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_until_nothing_is_left() {
        let counted = |by, items, total| Counted { by, items, total };
        let (offset, page) = (CountedBy::Offset, CountedBy::Page);
        assert_eq!(counted(offset, 20, None).after(None), Some(20));
        assert_eq!(counted(offset, 7, Some(28)).after(Some(20)), Some(27));
        assert_eq!(counted(offset, 8, Some(28)).after(Some(20)), None);
        assert_eq!(counted(offset, 0, Some(28)).after(Some(20)), None);
        assert_eq!(counted(offset, 1, None).after(Some(i64::MAX)), None);
        assert_eq!(counted(page, 20, None).after(None), Some(2));
        assert_eq!(counted(page, 20, Some(40)).after(Some(2)), None);
        assert_eq!(counted(page, 20, Some(41)).after(Some(2)), Some(3));
        assert_eq!(counted(page, 0, None).after(Some(3)), None);
    }

    #[test]
    fn numbers_of_both_sizes_are_read() {
        assert_eq!((page_number(&Some(7_i32)), page_number(&Some(-7_i64))), (Some(7), Some(-7)));
        assert_eq!((page_number(&None::<i32>), page_number(&None::<i64>)), (None, None));
    }

    #[test]
    fn a_number_that_does_not_fit_is_not_set() {
        let mut small = Some(1_i32);
        assert!(!PageNumber::set(&mut small, Some(1 << 40)));
        assert_eq!(small, Some(1));
        assert!(PageNumber::set(&mut small, None));
        assert_eq!(small, None);
    }
}
