//! A long job: what is done so far, in figures; it can be left. Shows no guess of the future.

use crate::i18n::Say;
use maud::{Markup, html};

/// The state of a job.
#[derive(Clone, Debug)]
pub struct Job {
    /// What is being done.
    pub title: String,
    /// How many are done.
    pub done: i64,
    /// How many there are.
    pub total: i64,
    /// More in words: the rate, when it began, what could not be read.
    pub words: Markup,
    /// What can be done about it: stop, leave.
    pub actions: Markup,
}

/// Draws the job.
pub fn job(say: Say, job: &Job) -> Markup {
    let total = job.total.max(1);
    let hundredths = (job.done.clamp(0, total) * 100) / total;
    html! {
        div.job {
            h3 { (job.title) }
            svg.bar.flip viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                rect width=(hundredths) height="10" {}
            }
            p.small {
                progress.hide max=(total) value=(job.done) { (hundredths) " %" }
                (say.html("job-done", &[("done", job.done.into()), ("total", job.total.into())]))
            }
            p.small.quiet { (job.words) }
            p.actions { (job.actions) }
        }
    }
}
