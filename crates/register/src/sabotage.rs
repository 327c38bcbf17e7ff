//! Removes one check after another, so that tests see whether anybody would notice. Never in a released build.
//!
//! A check is known by its place in the source, `file:line:column`. What is removed is removed for the thread that
//! asks, so that tests beside it keep theirs. Start at [`remove`].

#[cfg(feature = "sabotage")]
mod held {
    use std::cell::RefCell;
    use std::collections::BTreeSet;
    use std::panic::Location;

    thread_local! {
        static REACHED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
        static REMOVED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
        static REFUSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    /// Removes the checks that stand at these places, and puts those removed before back.
    pub fn remove(places: &[String]) {
        REMOVED.set(places.to_vec());
    }

    /// The places of the checks that were asked since this was asked last.
    pub fn reached() -> BTreeSet<String> {
        REACHED.take()
    }

    /// The places that refused an operation since this was asked last, in their order.
    pub fn refused() -> Vec<String> {
        REFUSED.take()
    }

    #[track_caller]
    pub(crate) fn is_removed() -> bool {
        is_removed_at(Location::caller().to_string())
    }

    /// Whether the check is removed that is about to refuse an operation.
    #[track_caller]
    pub(crate) fn is_let_through() -> bool {
        let place = Location::caller().to_string();
        let is_removed = is_removed_at(place.clone());
        if !is_removed {
            REFUSED.with_borrow_mut(|refused| refused.push(place));
        }
        is_removed
    }

    /// Whether a check is removed that is known by another name than its place.
    pub fn is_removed_at(place: String) -> bool {
        let is_removed = REMOVED.with_borrow(|removed| removed.contains(&place));
        REACHED.with_borrow_mut(|reached| reached.insert(place));
        is_removed
    }
}

#[cfg(feature = "sabotage")]
pub(crate) use held::{is_let_through, is_removed};
#[cfg(feature = "sabotage")]
pub use held::{is_removed_at, reached, refused, remove};

#[cfg(not(feature = "sabotage"))]
pub(crate) const fn is_removed() -> bool {
    false
}

#[cfg(not(feature = "sabotage"))]
pub(crate) const fn is_let_through() -> bool {
    false
}
