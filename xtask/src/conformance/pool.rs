//! Takes items and what to do with each; does it on several threads, and returns the results in the order of the items.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// What the main thread has on most machines: documents that it can take must not fail on another thread.
const STACK: usize = 8 * 1024 * 1024;

/// `finished` sees each result when it is there, on this thread.
///
/// # Errors
///
/// A thread cannot be started.
pub(crate) fn map<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut finished: impl FnMut(&R),
) -> io::Result<Vec<R>> {
    let (next, work, mut results) = (&AtomicUsize::new(0), &work, BTreeMap::new());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let sender = sender.clone();
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    if sender.send((index, work(item))).is_err() {
                        break;
                    }
                }
            })?;
        }
        drop(sender);
        for (index, result) in receiver {
            finished(&result);
            results.insert(index, result);
        }
        io::Result::Ok(())
    })?;
    Ok(results.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    #[allow(clippy::unwrap_used, reason = "a test may fail")]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..40).rev().collect();
        let mut seen = 0;
        let slowly = |item: &u64| {
            std::thread::sleep(std::time::Duration::from_millis(item % 7));
            *item
        };
        assert_eq!(map(&items, 4, slowly, |_| seen += 1).unwrap(), items);
        assert_eq!(seen, items.len());
    }
}
