//! A canary in every text of every closed record: whoever is not cleared finds it nowhere, and no count moves.
//!
//! The crawl asks every reading function of the register. Asked with full clearance it must find every canary, and
//! with one check removed it must notice (see [`crate::sabotage`]), or it proves nothing.

use crate::attempts::{attempts, import_and_close};
use crate::attempts_kept::CALLED;
use crate::crawl::{Crawl, Told};
use crate::on_both;
use crate::planted::{Planted, plant};
use crate::questions::{about, about_act, compared_with, counts, lists};
use crate::stand::{Stand, reason};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::record::Project;
use domain::vocabulary::AccessLabel;
use register::{Register, Scope};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use uuid::Uuid;

/// The project with the closed records, and one with the same open ones alone.
pub async fn two(stand: &Stand) -> (Planted, Planted) {
    let with = plant(&stand.register, stand.scope, true).await;
    let project =
        Project { code: "bare".to_owned(), name: "Test".to_owned(), exercise: true, ..Project::default() };
    let project = stand.register.make_project(reason("Begin"), &project).await.unwrap();
    let bare = Scope::of(project);
    let bare = plant(&stand.register, bare, false).await;
    stand.register.sequence().await.unwrap();
    (with, bare)
}

/// What of a crawl is compared with what.
struct Parts {
    /// Answers about a closed record, and those about one that is not there.
    pairs: Vec<(Kind, Range<usize>, Range<usize>)>,
    /// Everything about open records, here and in a register that has them alone.
    open: (Range<usize>, Range<usize>),
}

/// The register, what was planted in it, and what is closed to somebody of a clearance.
pub struct Field<'f> {
    pub register: &'f Register,
    pub planted: &'f Planted,
    pub bare: &'f Planted,
    pub clearance: AccessLabel,
}

impl Field<'_> {
    fn hidden(&self) -> impl Iterator<Item = &(Kind, RecordId, AccessLabel)> {
        self.planted.closed.iter().filter(|closed| closed.2 > self.clearance)
    }

    async fn crawl(&self, all: &mut Crawl) -> Parts {
        let Self { register, planted, bare, clearance } = self;
        let scope = planted.scope.up_to(*clearance);
        let mine = part(all, async |all| open(all, register, scope, planted).await).await;
        let theirs = match clearance {
            AccessLabel::Team => {
                part(all, async |all| open(all, register, bare.scope.up_to(*clearance), bare).await).await
            }
            _ => mine.clone(),
        };
        for act in &planted.acts {
            about_act(all, register, scope, *act).await;
        }
        let mut missing = BTreeMap::new();
        let mut pairs = Vec::new();
        for (kind, id, _) in self.hidden() {
            if !missing.contains_key(kind) {
                let gone = RecordId(Uuid::from_u128(7));
                missing.insert(
                    *kind,
                    part(all, async |all| about(all, register, scope, *kind, gone).await).await,
                );
            }
            let closed = part(all, async |all| about(all, register, scope, *kind, *id).await).await;
            pairs.push((*kind, closed, missing[kind].clone()));
        }
        Parts { pairs, open: (mine, theirs) }
    }

    /// Hits of closed words and ids in a crawl of everything, and counts that differ from a register without them.
    pub async fn leaks(&self, all: &mut Crawl) -> Vec<String> {
        let Self { planted, bare, .. } = self;
        let parts = self.crawl(all).await;
        let ids = self.hidden().map(|closed| closed.1.to_string());
        let needles: Vec<String> = ids.chain(Planted::words(self.clearance)).collect();
        let mut leaks: Vec<String> = all
            .anew()
            .filter_map(|told| {
                let needle = needles.iter().find(|needle| told.answer.contains(needle.as_str()))?;
                Some(format!("{}: {needle}", told.name))
            })
            .collect();
        for (kind, closed, missing) in parts.pairs {
            let both = all.told[closed].iter().zip(&all.told[missing]);
            let told = both.filter(|(closed, missing)| closed.answer != missing.answer);
            leaks.extend(
                told.map(|(closed, _)| format!("{} {kind:?} is not answered as missing", closed.name)),
            );
        }
        let (mine, theirs) = (&all.told[parts.open.0], &all.told[parts.open.1]);
        let kinds = |planted: &Planted| planted.open.iter().map(|(kind, _)| *kind).collect::<Vec<_>>();
        assert_eq!(kinds(planted), kinds(bare), "both registers hold the same to everybody");
        let told = mine.iter().zip(theirs).filter(|(mine, theirs)| mine.alike != theirs.alike);
        // Where something that bears on a grade is closed, that is all that is told.
        let told =
            told.filter(|(mine, _)| mine.answer != "None" || !UNAVAILABLE.contains(&mine.name.as_str()));
        leaks.extend(told.map(|(mine, theirs)| differing(mine, theirs)));
        leaks
    }
}

/// What is not available where some of it is closed.
const UNAVAILABLE: [&str; 3] = ["incident_support", "incident_origins", "origins_file"];

/// Where two answers part.
fn differing(mine: &Told, theirs: &Told) -> String {
    let (one, other) = (&mine.alike, &theirs.alike);
    let same = one.char_indices().zip(other.chars()).take_while(|((_, one), other)| one == other).count();
    let shown = |text: &str| text.chars().skip(same.saturating_sub(80)).take(200).collect::<String>();
    format!("{}: …{}… instead of …{}…", mine.name, shown(one), shown(other))
}

/// Everything that is asked without an id, and about the open records.
async fn open(all: &mut Crawl, register: &Register, scope: Scope, planted: &Planted) {
    let named = (0..)
        .zip(&planted.open)
        .map(|(number, (kind, id)): (usize, _)| (id.to_string(), format!("{kind:?}#{number}")));
    all.named = named.chain(["test", "bare"].map(|code| (code.to_owned(), "project".to_owned()))).collect();
    let words = Planted::search_words();
    compared_with(all, register, scope, planted).await;
    lists(all, register, scope, &words).await;
    counts(all, register, scope, &planted.open, &words).await;
    for (kind, id) in &planted.open {
        about(all, register, scope, *kind, *id).await;
    }
}

async fn part(all: &mut Crawl, ask: impl AsyncFnOnce(&mut Crawl)) -> Range<usize> {
    let begin = all.told.len();
    ask(all).await;
    begin..all.told.len()
}

/// What is answered to attempts to write of what is closed, and where that is not as of what is missing.
pub async fn told_to_writers(
    register: &Register,
    planted: &Planted,
    bare: &Planted,
    folder: &Path,
) -> (Crawl, Vec<String>) {
    let mut all = Crawl::default();
    let mine = part(&mut all, async |all| Box::pin(attempts(all, register, planted, folder)).await).await;
    let theirs = part(&mut all, async |all| Box::pin(attempts(all, register, bare, folder)).await).await;
    let both = all.told[mine].iter().zip(&all.told[theirs]);
    let told = both
        .filter(|(mine, theirs)| mine.alike != theirs.alike)
        .map(|(mine, theirs)| differing(mine, theirs));
    let mut told: Vec<String> = told.collect();
    let called = all.told.iter().filter(|told| told.name == CALLED && told.answer != "[]");
    told.extend(called.map(|told| format!("{}: {}", told.name, told.answer)));
    (all, told)
}

fn answers(all: &Crawl) -> Vec<String> {
    all.told.iter().map(|told| format!("{}: {}", told.name, told.answer)).collect()
}

async fn asked_about(register: &Register, scope: Scope, kind: Kind, id: RecordId) -> Vec<String> {
    let mut all = Crawl::default();
    about(&mut all, register, scope, kind, id).await;
    answers(&all)
}

async fn asked_of_act(register: &Register, scope: Scope, act: ActId) -> Vec<String> {
    let mut all = Crawl::default();
    about_act(&mut all, register, scope, act).await;
    answers(&all)
}

on_both! {
    async fn a_lesser_reader_finds_no_canary_and_no_count_moves(stand: Stand) {
        let (planted, bare) = two(&stand).await;
        for clearance in [AccessLabel::Team, AccessLabel::Sensitive] {
            let field = Field { register: &stand.register, planted: &planted, bare: &bare, clearance };
            assert_eq!(field.leaks(&mut Crawl::default()).await, Vec::<String>::new(), "{clearance:?}");
        }
    }

    /// The same crawl by somebody who sees everything: the canaries are there, and the crawl looks where they are.
    async fn the_crawl_finds_every_canary_where_nothing_is_closed(stand: Stand) {
        let (planted, _) = two(&stand).await;
        let mut all = Crawl::default();
        lists(&mut all, &stand.register, planted.scope, &Planted::search_words()).await;
        for (kind, id) in planted.open.iter().copied().chain(planted.closed.iter().map(|closed| (closed.0, closed.1))) {
            about(&mut all, &stand.register, planted.scope, kind, id).await;
        }
        let text: String = all.told.iter().map(|told| told.answer.as_str()).collect();
        assert!(planted.merged.len() > 2, "open ones and closed ones");
        for word in Planted::words(AccessLabel::Team) {
            assert!(text.contains(&word), "{word}");
        }
        for (kind, id, _) in &planted.closed {
            assert!(text.contains(&id.to_string()), "{kind:?} {id}");
        }
        for kind in Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Project | Kind::Member)) {
            for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
                if (*kind, label) == (Kind::SealedIdentity, AccessLabel::Sensitive) {
                    continue;
                }
                assert!(planted.closed.iter().any(|closed| closed.0 == *kind && closed.2 == label), "no {label:?} {kind:?}");
            }
        }
    }

    /// Whoever writes learns no more than whoever reads.
    async fn what_is_closed_is_written_about_as_what_is_missing(stand: Stand) {
        let (planted, bare) = two(&stand).await;
        for planted in [&planted, &bare] {
            import_and_close(&stand.register, planted, stand.temporary.path()).await;
        }
        assert_eq!(told_to_writers(&stand.register, &planted, &bare, stand.temporary.path()).await.1, Vec::<String>::new());
    }

    /// Byte for byte the same answer, by as many statements.
    async fn closed_and_missing_are_one(stand: Stand) {
        let (planted, _) = two(&stand).await;
        let scope = planted.scope.up_to(AccessLabel::Team);
        let register = &stand.register;
        for (kind, id, _) in &planted.closed {
            let before = register.db.statements();
            let closed = asked_about(register, scope, *kind, *id).await;
            let between = register.db.statements();
            let missing = asked_about(register, scope, *kind, RecordId(Uuid::now_v7())).await;
            assert_eq!(closed, missing, "{kind:?}");
            assert_eq!(between - before, register.db.statements() - between, "{kind:?}");
        }
        let missing = asked_of_act(register, scope, ActId(Uuid::now_v7())).await;
        for act in &planted.closed_acts {
            let before = register.db.statements();
            assert_eq!(asked_of_act(register, scope, *act).await, missing);
            assert_eq!(register.db.statements() - before, 4);
        }
    }

    /// Whose newest assessment rests on a closed account sees the one before it as the current one.
    async fn a_lesser_reader_sees_the_newest_assessment_they_may_see(stand: Stand) {
        let (planted, _) = two(&stand).await;
        let incident = planted.judged;
        for (clearance, version) in [(AccessLabel::Team, 1), (AccessLabel::Sensitive, 2), (AccessLabel::Sealed, 3)] {
            let scope = planted.scope.up_to(clearance);
            let file = stand.register.incident_file(scope, incident).await.unwrap();
            let current: Vec<i64> = file.assessments.iter()
                .filter(|judged| file.current.contains(&judged.id) && judged.body["basis"] == "own")
                .map(|judged| judged.body["version"].as_i64().unwrap())
                .collect();
            assert_eq!(current, [version], "{clearance:?}");
            let support = stand.register.incident_support(scope, incident).await.unwrap();
            assert_eq!(support.is_some(), clearance == AccessLabel::Sealed);
        }
    }
}
