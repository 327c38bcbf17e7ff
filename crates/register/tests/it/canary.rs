//! A canary in every text of every closed record: whoever is not cleared finds it nowhere, and no count moves.
//!
//! The crawl asks every reading function of the register. Asked with full clearance it must find every canary, and
//! with one check removed (`--features sabotage`) it must notice, or it proves nothing.

use crate::on_both;
use crate::planted::{Planted, custodian, plant};
use crate::stand::{Stand, reason};
use domain::id::{ActId, RecordId};
use domain::kind::Kind;
use domain::language::Language;
use domain::record::Project;
use domain::vocabulary::{AccessLabel, Stage, TallyKind};
use register::exchange::out::Format;
use register::incident::news::{Counted, Watched};
use register::incident::{Facet, Filter, Order, Page};
use register::listing::{Choice, Turn};
use register::reference::COLUMNS;
use register::register::PROGRAM_ACTOR;
use register::release::Window;
use register::release_intake::{Fields, Paste};
use register::team::queue::Whose;
use register::{Register, Scope, release, tally};
use std::collections::BTreeMap;
use std::fmt::Debug;
use uuid::Uuid;

/// What one reading function answered, in words.
type Answers = Vec<(String, String)>;

fn told<T: Debug>(answers: &mut Answers, name: impl Into<String>, answer: register::Result<T>) {
    let answer = match answer {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!("{} {error}", error.code()),
    };
    answers.push((name.into(), answer));
}

/// Everything that can be asked about one record by its id.
async fn about(register: &Register, scope: Scope, kind: Kind, id: RecordId) -> Answers {
    let mut all = Answers::new();
    told(&mut all, "record", register.record(scope, kind, id).await);
    told(&mut all, "records", register.records(scope, kind, &[id]).await);
    told(&mut all, "links", register.links(scope, &[id]).await);
    told(&mut all, "links_of", register.links_of(scope, id, None, 50).await);
    told(&mut all, "history", register.history(scope, kind, id).await);
    told(&mut all, "state_at", register.state_at(scope, kind, id, "2999").await);
    told(&mut all, "stored", register.stored(scope, kind, id).await);
    told(&mut all, "conflicts", register.conflicts(scope, kind, id).await);
    told(&mut all, "kind", register.kind(scope, id).await);
    told(&mut all, "kinds", register.kinds(scope, &[id]).await);
    told(&mut all, "named", register.named(scope, [(kind, id)]).await);
    told(&mut all, "referring", register.referring(scope, kind, id).await);
    told(&mut all, "incident_file", register.incident_file(scope, id).await);
    told(
        &mut all,
        "changes_since",
        register.changes_since(scope, PROGRAM_ACTOR, &[(id, 0)]).await.map(|it| it.acts),
    );
    told(&mut all, "acts_since", register.acts_since(scope, PROGRAM_ACTOR, id, 0).await);
    told(&mut all, "incident_support", register.incident_support(scope, id).await);
    told(&mut all, "incident_origins", register.incident_origins(scope, id).await);
    told(&mut all, "origins_file", register.origins_file(scope, id).await);
    told(&mut all, "comments", register.comments(scope, &[id]).await);
    told(&mut all, "task", register.task(scope, id).await);
    told(&mut all, "reviewed", register.reviewed(scope, id).await);
    told(&mut all, "link_of", register.link_of(scope, id).await);
    told(&mut all, "own_coding", register.own_coding(scope, custodian(1), id).await);
    told(&mut all, "contained", register.contained(scope, kind, id).await);
    told(&mut all, "release_file", register.release_file(scope, domain::id::ReleaseId(id.0)).await);
    for column in COLUMNS.iter().filter(|column| column.to == kind) {
        let name = format!("records_by {:?} {}", column.kind, column.name);
        told(&mut all, name, register.records_by(scope, column.kind, column.name, &[id], "r.id").await);
        let choice = Choice { words: None, of: Some((column.name, id)) };
        let name = format!("page_of {:?} {}", column.kind, column.name);
        told(&mut all, name, register.page_of(scope, column.kind, &choice, &Turn::First, 50).await);
    }
    all
}

async fn about_act(register: &Register, scope: Scope, act: ActId) -> Answers {
    let mut all = Answers::new();
    told(&mut all, "act", register.act(scope, act).await);
    told(&mut all, "opened", register.opened(scope, act).await);
    told(&mut all, "proof", register.proof(scope, act).await);
    told(&mut all, "leaf", register.leaf(scope, act).await);
    all
}

/// Every list, search, count, sum and export, without an id to start from.
async fn lists(register: &Register, scope: Scope, words: &[&str]) -> Answers {
    let mut all = Answers::new();
    told(&mut all, "acts", register.acts(scope, None, 2_000).await);
    told(&mut all, "links_checked", register.links_checked(scope).await);
    told(&mut all, "links_to_check", register.links_to_check(scope, 500).await);
    // By somebody who judged nothing: what is paired comes from labels alone.
    let reader = custodian(9);
    told(&mut all, "coding_pairs", register.coding_pairs(scope, reader).await);
    told(&mut all, "coding_sample", register.coding_sample(scope, reader, 1, 50).await);
    told(&mut all, "credits", register.credits(scope).await);
    told(&mut all, "deaths", register.deaths(scope).await);
    told(&mut all, "tallies_of", register.tallies_of(scope, TallyKind::ALL).await);
    told(&mut all, "monthly_ledger", register.monthly_ledger(scope).await);
    let official = tally::Filter::read([("side", "official")]).unwrap();
    for filter in [tally::Filter::default(), official] {
        told(&mut all, "tallies", register.tallies(scope, &filter, &tally::list::Page::First, 50).await);
    }
    for language in Language::ALL {
        told(&mut all, "stories", register.stories(scope, *language).await);
    }
    let window = Window { first: "2017-01-01".to_owned(), last: "2017-12-31".to_owned() };
    told(&mut all, "calendar", register.calendar(scope, "Syria", &window).await);
    told(&mut all, "open_approvals", register.open_approvals(scope, 50).await);
    for stage in Stage::ALL {
        told(&mut all, "queue", register.queue(scope, *stage, Whose::Anybody, None, 50).await);
    }
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Project) {
        told(&mut all, format!("batch {kind:?}"), register.batch(scope, *kind, None, 500).await);
        let page = register.page_of(scope, *kind, &Choice::default(), &Turn::First, 500).await;
        told(&mut all, format!("page_of {kind:?}"), page);
        let mut bytes = Vec::new();
        let exported = register.export(scope, *kind, Format::JsonLines, &mut bytes).await;
        told(&mut all, format!("exported {kind:?}"), exported);
        told(&mut all, format!("export {kind:?}"), Ok(String::from_utf8(bytes).unwrap()));
    }
    for order in Order::ALL {
        told(
            &mut all,
            "incidents",
            register.incidents(scope, &Filter::default(), order, &Page::First, 500).await,
        );
    }
    for pairs in [vec![], vec![("country", "Syria")], vec![("late", "yes")], vec![("sums", "differ")]] {
        let filter = release::Filter::read(pairs);
        told(&mut all, "releases", register.releases(scope, &filter, &release::Page::First, 500).await);
    }
    for word in words {
        told(&mut all, "search", register.search(scope, word, 500).await);
        told(&mut all, "found", register.found(scope, word, 500).await);
        told(&mut all, "records_of_code", register.records_of_code(scope, word).await);
        let filter = Filter { words: Some((*word).to_owned()), ..Filter::default() };
        told(
            &mut all,
            "incidents",
            register.incidents(scope, &filter, Order::Newest, &Page::First, 500).await,
        );
        let filter = release::Filter::read([("q", *word)]);
        told(&mut all, "releases", register.releases(scope, &filter, &release::Page::First, 500).await);
        for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Project) {
            let choice = Choice { words: Some((*word).to_owned()), of: None };
            told(&mut all, "page_of words", register.page_of(scope, *kind, &choice, &Turn::First, 500).await);
        }
    }
    let everything = Watched { filter: Filter::default(), since: 0 };
    told(&mut all, "changed_in", register.changed_in(scope, PROGRAM_ACTOR, &everything, 100).await);
    told(&mut all, "mentions_of", register.mentions_of(scope, custodian(1), 50).await);
    told(&mut all, "release_kin", compared(register, scope).await);
    all
}

/// A text that a closed release holds already, and whose days it covers.
async fn compared(register: &Register, scope: Scope) -> register::Result<String> {
    let fields = Fields { publisher: "Force".to_owned(), ..Fields::default() };
    let Paste::Release(mut draft) = register::release_intake::read(crate::planted::TEXT, &fields)? else {
        return Ok("not read as a release".to_owned());
    };
    register.complete(scope, &mut draft).await?;
    let kin = register.release_kin(scope, &draft).await?;
    Ok(format!("{kin:?} {:?}", draft.lines))
}

/// Everything that is only numbers and words, without ids: it can be compared between two projects.
async fn counts(register: &Register, scope: Scope, open: &[(Kind, RecordId)], words: &[&str]) -> Answers {
    let mut all = Answers::new();
    told(&mut all, "counts", register.counts(scope).await);
    told(&mut all, "selection", register.selection(scope).await);
    told(&mut all, "disclosure", register.disclosure(scope).await);
    told(&mut all, "stages", register.stages(scope, Whose::Anybody).await);
    told(&mut all, "credits", register.credits(scope).await);
    for filter in [Filter::default(), Filter::default().with(Facet::Basis, "own")] {
        told(&mut all, "incident_sorts", register.incident_sorts(scope, &filter).await);
    }
    for pairs in [vec![], vec![("country", "Iraq")], vec![("late", "yes")], vec![("sums", "differ")]] {
        told(&mut all, "release_facets", register.release_facets(scope, &release::Filter::read(pairs)).await);
    }
    let official = tally::Filter::read([("side", "official")]).unwrap();
    for filter in [tally::Filter::default(), official] {
        told(&mut all, "tally_sorts", register.tally_sorts(scope, &filter).await);
        let rows = register.tallies(scope, &filter, &tally::list::Page::First, 50).await;
        told(&mut all, "tallies", rows.map(|rows| rows.rows.len()));
    }
    let window = Window { first: "2017-01-01".to_owned(), last: "2017-12-31".to_owned() };
    let calendar = register.calendar(scope, "Syria", &window).await;
    told(&mut all, "covered", calendar.map(|calendar| calendar.covered));
    for (kind, id) in open {
        let changes = register.changes_since(scope, PROGRAM_ACTOR, &[(*id, 0)]).await;
        told(
            &mut all,
            format!("changes_since {kind:?}"),
            changes.map(|it| it.acts.into_values().sum::<i64>()),
        );
        told(&mut all, format!("referring {kind:?}"), register.referring(scope, *kind, *id).await);
        let links = register.links_of(scope, *id, None, 1).await;
        told(&mut all, format!("links_of {kind:?}"), links.map(|links| links.total));
    }
    for (name, since) in [("since the open ones", last_open(register, scope, open).await), ("ever", 0)] {
        let everything = Watched { filter: Filter::default(), since };
        let news = register.news_of(scope, PROGRAM_ACTOR, &[everything], Counted::All).await;
        told(&mut all, format!("news {name}"), news);
    }
    for word in words {
        told(&mut all, "found_elsewhere", register.found_elsewhere(scope, word).await);
        let filter = Filter { words: Some((*word).to_owned()), ..Filter::default() };
        told(&mut all, "incident_sorts", register.incident_sorts(scope, &filter).await);
        let filter = release::Filter::read([("q", *word)]);
        told(&mut all, "release_facets", register.release_facets(scope, &filter).await);
    }
    let mut listed = Vec::new();
    for row in
        register.incidents(scope, &Filter::default(), Order::Newest, &Page::First, 500).await.unwrap().rows
    {
        let shown = [row.own, row.adopted].map(|shown| shown.map(|shown| shown.body.get("version").cloned()));
        listed.push((
            row.incident.name(),
            shown,
            row.finding.map(|it| it.name()),
            row.findings,
            row.accounts,
        ));
    }
    told(&mut all, "listed", Ok(listed));
    let mut totals = Vec::new();
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Project) {
        for words in [None, Some("Hospital".to_owned())] {
            let choice = Choice { words, of: None };
            let page = register.page_of(scope, *kind, &choice, &Turn::First, 1).await.unwrap();
            totals.push((*kind, page.total, page.next.is_some()));
        }
    }
    told(&mut all, "totals", Ok(totals));
    all
}

/// The position of the last act about the open records.
async fn last_open(register: &Register, scope: Scope, open: &[(Kind, RecordId)]) -> i64 {
    let sql = "select a.position, a.subject from act a where a.project = $1 order by a.position desc";
    let rows = register.db.rows(sql, vec![scope.project.0.into()]).await.unwrap();
    let found = rows.iter().find(|row| open.iter().any(|(_, id)| id.0 == row.id(1).unwrap()));
    found.unwrap().int(0).unwrap()
}

/// The project with the closed records, and one with the same open ones alone.
async fn two(stand: &Stand) -> (Planted, Planted) {
    let with = plant(&stand.register, stand.scope, true).await;
    let project = Project { code: "bare".to_owned(), name: "Bare".to_owned(), ..Project::default() };
    let project = stand.register.make_project(reason("Begin"), &project).await.unwrap();
    let bare = Scope::of(project);
    let bare = plant(&stand.register, bare, false).await;
    stand.register.sequence().await.unwrap();
    (with, bare)
}

/// Hits of closed words and ids in a crawl of everything, and counts that differ from a register without them.
async fn leaks(
    register: &Register,
    planted: &Planted,
    bare: &Planted,
    clearance: AccessLabel,
) -> Vec<String> {
    let scope = planted.scope.up_to(clearance);
    let hidden: Vec<_> = planted.closed.iter().filter(|closed| closed.2 > clearance).collect();
    let needles: Vec<String> =
        hidden.iter().map(|closed| closed.1.to_string()).chain(Planted::words(clearance)).collect();
    let mut all = lists(register, scope, &Planted::search_words()).await;
    for (kind, id) in &planted.open {
        all.extend(about(register, scope, *kind, *id).await);
    }
    for (kind, id, _) in &hidden {
        all.extend(about(register, scope, *kind, *id).await);
    }
    for act in &planted.acts {
        all.extend(about_act(register, scope, *act).await);
    }
    let mut leaks: Vec<String> = all
        .iter()
        .filter_map(|(name, answer)| {
            let needle = needles.iter().find(|needle| answer.contains(needle.as_str()))?;
            Some(format!("{name}: {needle}"))
        })
        .collect();
    let mut missing = BTreeMap::new();
    for (kind, id, _) in &hidden {
        if !missing.contains_key(kind) {
            missing.insert(*kind, about(register, scope, *kind, RecordId(Uuid::now_v7())).await);
        }
        let closed = about(register, scope, *kind, *id).await;
        let told = closed.iter().zip(&missing[kind]).filter(|(closed, missing)| closed != missing);
        leaks.extend(told.map(|(closed, _)| format!("{} {kind:?} is not answered as missing", closed.0)));
    }
    if clearance == AccessLabel::Team {
        let mine = counts(register, scope, &planted.open, &Planted::search_words()).await;
        let theirs = counts(register, bare.scope, &bare.open, &Planted::search_words()).await;
        leaks.extend(
            mine.into_iter()
                .zip(theirs)
                .filter(|(mine, theirs)| mine != theirs)
                .map(|(mine, theirs)| format!("{}: {} instead of {}", mine.0, mine.1, theirs.1)),
        );
    }
    leaks
}

on_both! {
    async fn a_lesser_reader_finds_no_canary_and_no_count_moves(stand: Stand) {
        let (planted, bare) = two(&stand).await;
        for clearance in [AccessLabel::Team, AccessLabel::Sensitive] {
            assert_eq!(leaks(&stand.register, &planted, &bare, clearance).await, Vec::<String>::new(), "{clearance:?}");
        }
    }

    /// The same crawl by somebody who sees everything: the canaries are there, and the crawl looks where they are.
    async fn the_crawl_finds_every_canary_where_nothing_is_closed(stand: Stand) {
        let (planted, _) = two(&stand).await;
        let mut all = lists(&stand.register, planted.scope, &Planted::search_words()).await;
        for (kind, id) in planted.open.iter().copied().chain(planted.closed.iter().map(|closed| (closed.0, closed.1))) {
            all.extend(about(&stand.register, planted.scope, kind, id).await);
        }
        let text: String = all.iter().map(|(_, answer)| answer.as_str()).collect();
        for word in Planted::words(AccessLabel::Team) {
            assert!(text.contains(&word), "{word}");
        }
        for (kind, id, _) in &planted.closed {
            assert!(text.contains(&id.to_string()), "{kind:?} {id}");
        }
        for kind in Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Project | Kind::Member)) {
            for label in [AccessLabel::Sensitive, AccessLabel::Sealed] {
                assert!(planted.closed.iter().any(|closed| closed.0 == *kind && closed.2 == label), "no {label:?} {kind:?}");
            }
        }
    }

    /// Byte for byte the same answer, by as many statements.
    async fn closed_and_missing_are_one(stand: Stand) {
        let (planted, _) = two(&stand).await;
        let scope = planted.scope.up_to(AccessLabel::Team);
        let register = &stand.register;
        for (kind, id, _) in &planted.closed {
            let before = register.db.statements();
            let closed = about(register, scope, *kind, *id).await;
            let between = register.db.statements();
            let missing = about(register, scope, *kind, RecordId(Uuid::now_v7())).await;
            assert_eq!(closed, missing, "{kind:?}");
            assert_eq!(between - before, register.db.statements() - between, "{kind:?}");
        }
        let missing = about_act(register, scope, ActId(Uuid::now_v7())).await;
        for act in &planted.closed_acts {
            let before = register.db.statements();
            assert_eq!(about_act(register, scope, *act).await, missing);
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

/// Checks that stand near each other are those of one statement: a table and what it is joined to.
#[cfg(feature = "sabotage")]
fn statements(sites: &[String]) -> Vec<Vec<String>> {
    let mut places: Vec<(&str, usize, &String)> = sites
        .iter()
        .map(|site| {
            let mut parts = site.split(':');
            (parts.next().unwrap(), parts.next().unwrap().parse().unwrap(), site)
        })
        .collect();
    places.sort();
    let near = |one: &(&str, usize, &String), other: &(&str, usize, &String)| {
        one.0 == other.0 && other.1 - one.1 < 8
    };
    places.chunk_by(near).map(|chunk| chunk.iter().map(|place| place.2.clone()).collect()).collect()
}

/// Whether other checks stand before the rows of this one, so that nobody sees its absence.
#[cfg(feature = "sabotage")]
fn stands_behind(sites: &[String]) -> bool {
    const BEHIND: [&str; 8] = [
        // What the search finds is checked in the index first, and again in the table.
        "incident/code.rs",
        "listing.rs",
        "release_intake/resolve.rs",
        "release/filter.rs",
        // Reports by ids that linked records name: a record that names a closed one is closed itself.
        "incident/file.rs",
        // Asked only where no report is closed to the reader.
        "incident/proposals.rs",
        // Asked before something is written, which the crawl does not do.
        "release_intake/keep.rs",
        // Not reached: no planted release has a sum that holds without its closed lines and breaks with them.
        "release/list.rs",
    ];
    BEHIND.iter().any(|file| sites[0].contains(file))
}

/// The checks of one statement after another removed: the crawl must notice each.
#[cfg(feature = "sabotage")]
#[tokio::test]
async fn sabotage_is_caught() {
    use register::scope::sabotage;
    let stand = crate::stand::stand(crate::stand::On::Sqlite).await.unwrap();
    let (planted, bare) = two(&stand).await;
    sabotage::remove(&[]);
    assert_eq!(leaks(&stand.register, &planted, &bare, AccessLabel::Team).await, Vec::<String>::new());
    let statements = statements(&sabotage::sites());
    assert!(statements.len() > 35, "the crawl reaches the checks of only {} statements", statements.len());
    let mut unnoticed = Vec::new();
    for statement in &statements {
        sabotage::remove(statement);
        if leaks(&stand.register, &planted, &bare, AccessLabel::Team).await.is_empty() {
            unnoticed.push(statement.clone());
        }
    }
    sabotage::remove(&[]);
    println!("{} statements, the checks of each removed once; not noticed: {unnoticed:#?}", statements.len());
    let surprising: Vec<_> = unnoticed.iter().filter(|sites| !stands_behind(sites)).collect();
    assert!(surprising.is_empty(), "{surprising:#?}");
}
