//! Asking the processor for what will soon be read.
//!
//! In a large crowd nobody's state is in the caches when it is their turn. Who asks for
//! it some people ahead does not wait for it then. Nothing that is computed depends on
//! it.

/// Length of a line of the cache.
const LINE_BYTES: usize = 64;

/// Asks for all of an item.
#[inline(always)]
pub fn fetch<T>(item: &T) {
    for line in 0..size_of::<T>().div_ceil(LINE_BYTES) {
        fetch_line(item, line);
    }
}

/// Asks for the first line of the cache of an item.
#[inline(always)]
pub fn fetch_first<T>(item: &T) {
    fetch_line(item, 0);
}

#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline(always)]
#[expect(unsafe_code, reason = "the instruction is only called so")]
fn fetch_line<T>(item: &T, line: usize) {
    use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
    let address = std::ptr::from_ref(item).cast::<i8>();
    // SAFETY: the instruction is a hint. It reads and writes nothing that the
    // program can see and never faults, whatever the address; the address is made
    // with wrapping arithmetic, so that it need not lie within the item.
    unsafe { _mm_prefetch::<_MM_HINT_T0>(address.wrapping_add(line * LINE_BYTES)) };
}

#[cfg(not(all(target_arch = "x86_64", not(miri))))]
fn fetch_line<T>(_: &T, _: usize) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_changes_nothing() {
        let items = vec![[7_u64; 24]; 3];
        for item in &items {
            fetch(item);
            fetch_first(item);
        }
        fetch(&());
        assert_eq!(items, vec![[7_u64; 24]; 3]);
    }
}
