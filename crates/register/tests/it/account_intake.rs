//! Accounts as people enter them: all of one is kept or nothing; ties between reports are made and taken back.

use crate::life::body;
use crate::on_both;
use crate::stand::{Stand, reason};
use crate::team::person;
use domain::count::Count;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{CategoryCount, Incident, Rating, Report, Source};
use domain::vocabulary::{
    OriginReason, OriginStanding, Polarity, Reliability, ReportOrigin, Role, SourceKind,
};
use register::account_intake::{AccountDraft, Claim, Entered, NewText, Text};
use register::incident::{NewTie, Sameness};
use register::{Error, Reason, Result};
use serde_json::json;

async fn incident(stand: &Stand) -> RecordId {
    let mut work = stand.register.begin(reason("Begin"), stand.scope.project).await.unwrap();
    let id = work.create(Kind::Incident, body(json!({"title": "Market"}))).await.unwrap();
    work.commit().await.unwrap();
    id
}

fn new_text(source: &str) -> NewText {
    NewText { source: source.to_owned(), kind: Some(SourceKind::LocalMedia), ..NewText::default() }
}

fn draft(text: NewText, claim: &str) -> AccountDraft {
    let claim = Claim {
        claim: claim.to_owned(),
        speaker: Some("resident A".to_owned()),
        polarity: Some(Polarity::Asserts),
        counts: vec![CategoryCount {
            category: "killed_civilians".to_owned(),
            count: Count { wording: Some("عشرات".to_owned()), ..Count::range(None, None) },
        }],
        actors: Some("Coalition".to_owned()),
        ..Claim::default()
    };
    AccountDraft { text: Text::New(Box::new(text)), claim }
}

async fn enter(stand: &Stand, incident: RecordId, draft: &AccountDraft) -> Result<Entered> {
    stand.register.enter_account(stand.scope, reason("Entered from the source"), incident, draft).await
}

async fn held(stand: &Stand) -> i64 {
    stand.register.counts(stand.scope).await.unwrap().iter().map(|(_, count)| count).sum()
}

fn code(result: Result<impl Sized>) -> Vec<String> {
    match result {
        Ok(_) => Vec::new(),
        Err(Error::Refused(problems)) => {
            problems.into_iter().map(|problem| format!("{} {}", problem.code, problem.field)).collect()
        }
        Err(error) => vec![error.code().to_owned()],
    }
}

on_both! {
    async fn an_account_makes_its_source_report_and_statement_at_once(stand: Stand) {
        let incident = incident(&stand).await;
        let mut work = stand.register.begin(reason("Parties"), stand.scope.project).await.unwrap();
        work.create(Kind::Belligerent, body(json!({"name": "Coalition"}))).await.unwrap();
        work.commit().await.unwrap();
        let mut text = new_text("  Orient Net ");
        text.report = Report { language: Some("ar".to_owned()), first_hand: Some(true), ..Report::default() };
        let entered = enter(&stand, incident, &draft(text, "ضربتان على السوق\nالمزيد")).await.unwrap();
        let source = entered.new_source.unwrap();
        let report = stand.register.record(stand.scope, Kind::Report, entered.report).await.unwrap();
        assert_eq!((report.text("title"), report.text("source")), (Some("ضربتان على السوق"), Some(source.to_string().as_str())));
        let said = stand.register.record(stand.scope, Kind::Assertion, entered.assertion).await.unwrap();
        assert_eq!(said.body["counts"][0]["count"], json!({"bound": "unknown", "wording": "عشرات"}), "unknown stays unknown");
        let links = stand.register.links(stand.scope, &[entered.assertion]).await.unwrap();
        let roles: Vec<&str> = links.iter().map(|link| link.role.as_str()).collect();
        assert_eq!(roles, ["about", "attributed_to"]);
        let origins = stand.register.incident_origins(stand.scope, incident).await.unwrap().unwrap();
        assert_eq!((origins.independence.established, origins.accounts.len()), (1, 1));

        let again = enter(&stand, incident, &draft(new_text("Orient Net"), "Later")).await.unwrap();
        assert_eq!(again.new_source, None, "a source of the same name is used again");
        let held = AccountDraft { text: Text::Held(entered.report), ..draft(NewText::default(), "A second one") };
        let third = enter(&stand, incident, &held).await.unwrap();
        assert_eq!(third.report, entered.report);
        assert_eq!(stand.register.reports_about(stand.scope, incident).await.unwrap().len(), 2);
        assert_eq!(stand.register.names_of(stand.scope, Kind::Source).await.unwrap(), ["Orient Net"]);
        stand.register.sequence().await.unwrap();
        assert!(stand.register.fsck().await.unwrap().is_sound());
    }

    async fn what_is_refused_leaves_nothing(stand: Stand) {
        let incident = incident(&stand).await;
        let before = held(&stand).await;
        let empty = draft(new_text(" "), "");
        assert_eq!(code(enter(&stand, incident, &empty).await), ["field-empty source", "field-empty claim"]);
        let mut wrong = draft(new_text("Orient Net"), "Ten to five");
        wrong.claim.counts[0].count = Count::range(Some(10), Some(5));
        assert_eq!(code(enter(&stand, incident, &wrong).await), ["count-min-above-max counts"]);
        assert_eq!(code(enter(&stand, RecordId(uuid::Uuid::from_u128(7)), &draft(new_text("A"), "x")).await), ["not-found"]);
        let mut text = new_text("Orient Net");
        text.taken_from = Some((RecordId(uuid::Uuid::from_u128(7)), OriginReason::Quotes));
        assert_eq!(code(enter(&stand, incident, &draft(text, "x")).await), ["not-found"]);
        let gone = AccountDraft { text: Text::Held(incident), ..draft(NewText::default(), "x") };
        assert_eq!(code(enter(&stand, incident, &gone).await), ["not-found"], "an incident is no report");
        let silent = stand.register.enter_account(stand.scope, reason(" "), incident, &draft(new_text("A"), "x")).await;
        assert_eq!(code(silent), ["reason-missing"]);
        assert_eq!(held(&stand).await, before);
    }

    async fn an_account_of_no_incident_makes_a_candidate(stand: Stand) {
        let allegation = Incident { title: "Strike on a bakery".to_owned(), ..Incident::default() };
        let said = draft(new_text("Witness K"), "The bakery was hit");
        let entered = stand.register.enter_allegation(stand.scope, reason("Entered from the source"), &allegation, &said).await.unwrap();
        let record = stand.register.record(stand.scope, Kind::Incident, entered.incident).await.unwrap();
        assert_eq!(record.body, body(json!({"title": "Strike on a bakery", "candidate": true})));
        let before = held(&stand).await;
        let nameless = stand.register.enter_allegation(stand.scope, reason("x"), &Incident::default(), &said).await;
        assert_eq!(code(nameless), ["field-empty title"]);
        assert_eq!(held(&stand).await, before);
    }

    async fn a_rating_takes_the_place_of_the_one_on_its_topic(stand: Stand) {
        let incident = incident(&stand).await;
        for (reliability, topic) in [(Reliability::C, "Tolls"), (Reliability::B, "Weapons"), (Reliability::D, "tolls")] {
            let rating = Some(Rating { topic: topic.to_owned(), reliability });
            let said = draft(NewText { rating, ..new_text("Orient Net") }, reliability.slug());
            enter(&stand, incident, &said).await.unwrap();
        }
        let sources = stand.register.batch(stand.scope, Kind::Source, None, 10).await.unwrap();
        let source: Source = sources[0].read().unwrap();
        let ratings: Vec<(&str, &str)> =
            source.reliability.iter().map(|each| (each.topic.as_str(), each.reliability.slug())).collect();
        assert_eq!((sources.len(), ratings), (1, vec![("Weapons", "b"), ("tolls", "d")]));
    }

    async fn a_tie_lowers_the_count_until_it_is_taken_back(stand: Stand) {
        let incident = incident(&stand).await;
        let mut reports = Vec::new();
        for name in ["One", "Two", "Three"] {
            let mut text = new_text(name);
            text.report.first_hand = Some(true);
            reports.push(enter(&stand, incident, &draft(text, name)).await.unwrap().report);
        }
        let count = async || stand.register.incident_origins(stand.scope, incident).await.unwrap().unwrap();
        assert_eq!(count().await.independence.established, 3);
        let tie = NewTie { from: reports[1], to: reports[0], reason: OriginReason::Translates };
        let made = stand.register.tie_reports(stand.scope, reason("It says so"), tie).await.unwrap();
        let origins = count().await;
        assert_eq!(origins.independence.established, 2);
        assert_eq!(origins.ties.len(), 1);
        assert_eq!((origins.ties[0].reason, origins.ties[0].note.as_deref()), (OriginReason::Translates, Some("It says so")));
        assert_eq!(code(stand.register.tie_reports(stand.scope, reason("Twice"), tie).await), ["tie-already-held to"]);
        let itself = NewTie { to: reports[1], ..tie };
        assert_eq!(code(stand.register.tie_reports(stand.scope, reason("Self"), itself).await), ["tie-to-itself to"]);
        let ours = NewTie { reason: OriginReason::CitesThisRegister, ..tie };
        assert_eq!(code(stand.register.tie_reports(stand.scope, reason("Ours"), ours).await), ["tie-with-this-register to"]);
        let nowhere = NewTie { to: incident, ..tie };
        assert_eq!(code(stand.register.tie_reports(stand.scope, reason("No"), nowhere).await), ["not-found"]);
        let joined = NewTie { from: reports[0], to: reports[2], reason: OriginReason::SameWitness };
        stand.register.tie_reports(stand.scope, reason("One man"), joined).await.unwrap();
        assert_eq!(count().await.independence.established, 1);
        let turned = NewTie { from: reports[2], to: reports[0], ..joined };
        assert_eq!(code(stand.register.tie_reports(stand.scope, reason("Again"), turned).await), ["tie-already-held to"]);

        assert_eq!(code(stand.register.withdraw_tie(stand.scope, reason(""), made).await), ["reason-missing"]);
        stand.register.withdraw_tie(stand.scope, reason("Another text \"withdrawn\":\"x"), made).await.unwrap();
        assert_eq!(code(stand.register.withdraw_tie(stand.scope, reason("Again"), made).await), ["not-found"]);
        let origins = count().await;
        assert_eq!((origins.independence.established, origins.ties.len()), (2, 1));
        let kept = stand.register.record(stand.scope, Kind::Link, made).await.unwrap();
        assert_eq!(kept.body["attributes"]["withdrawn"], json!("Another text \"withdrawn\":\"x"), "it keeps its page");
        stand.register.tie_reports(stand.scope, reason("It does after all \"withdrawn\":\"no"), tie).await.unwrap();
        assert_eq!(count().await.independence.established, 1, "words of a note withdraw nothing");
        stand.register.sequence().await.unwrap();
        assert!(stand.register.fsck().await.unwrap().is_sound());
    }

    async fn only_ties_between_reports_are_taken_back(stand: Stand) {
        let incident = incident(&stand).await;
        let entered = enter(&stand, incident, &draft(new_text("One"), "x")).await.unwrap();
        let about = stand.register.links(stand.scope, &[entered.assertion]).await.unwrap()[0].link;
        assert_eq!(code(stand.register.withdraw_tie(stand.scope, reason("No"), about).await), ["not-found"]);
        assert_eq!(code(stand.register.withdraw_tie(stand.scope, reason("No"), incident).await), ["not-found"]);
    }

    /// Where a report has its account from, as entered with it.
    async fn what_is_said_of_an_origin_is_reckoned_with(stand: Stand) {
        let incident = incident(&stand).await;
        let standing = async |report: RecordId| {
            let origins = stand.register.incident_origins(stand.scope, incident).await.unwrap().unwrap();
            let found = origins.independence.reports.iter().find(|traced| traced.report.0 == report.0);
            found.map(|traced| traced.standing)
        };
        let unsaid = enter(&stand, incident, &draft(new_text("One"), "x")).await.unwrap().report;
        assert_eq!(standing(unsaid).await, Some(OriginStanding::UnknownOrigin));
        let mut text = new_text("Two");
        text.report.origin = Some(ReportOrigin::ThisRegister);
        let ours = enter(&stand, incident, &draft(text, "x")).await.unwrap().report;
        assert_eq!(standing(ours).await, Some(OriginStanding::RestsOnThisRegister));
        let mut text = new_text("Three");
        text.report.origin = Some(ReportOrigin::Known);
        let known = enter(&stand, incident, &draft(text, "x")).await.unwrap().report;
        assert_eq!(standing(known).await, Some(OriginStanding::Root));
        let mut text = new_text("Four");
        text.taken_from = Some((known, OriginReason::Syndicates));
        let copy = enter(&stand, incident, &draft(text, "x")).await.unwrap().report;
        assert_eq!(standing(copy).await, Some(OriginStanding::Derived));
    }

    /// What the register can see by itself is proposed once, and no more when it is tied.
    async fn what_looks_alike_is_proposed(stand: Stand) {
        let incident = incident(&stand).await;
        let mut reports = Vec::new();
        for (name, url, words, day) in [
            ("Later", "https://www.a.example/x/", "Eleven were killed.", "2019-03-20"),
            ("Earlier", "http://a.example/x", "ELEVEN were killed", "2019-03-19"),
            ("Other", "https://b.example/", "Nobody was", "2019-03-18"),
        ] {
            let mut text = new_text(name);
            text.report.url = Some(url.to_owned());
            text.report.words = Some(words.to_owned());
            text.report.published = domain::when::When::day(day, domain::when::Zone::Unknown).ok();
            let mut draft = draft(text, words);
            draft.claim.speaker = (name != "Earlier").then(|| "Resident  A".to_owned());
            reports.push(enter(&stand, incident, &draft).await.unwrap().report);
        }
        let seen = async || {
            let file = stand.register.origins_file(stand.scope, incident).await.unwrap().unwrap();
            assert_eq!((file.reports.len(), file.sources.len(), file.origins.ties.len()), (3, 3, file.origins.ties.len()));
            file.proposals
        };
        let found: Vec<_> = seen().await.into_iter().map(|each| (each.sameness, each.tie)).collect();
        let reposts = NewTie { from: reports[0], to: reports[1], reason: OriginReason::Reposts };
        let witness = NewTie { from: reports[0], to: reports[2], reason: OriginReason::SameWitness };
        assert_eq!(found, [(Sameness::Address, reposts), (Sameness::Speaker, witness)], "one proposal a pair");
        stand.register.tie_reports(stand.scope, reason("Same address"), reposts).await.unwrap();
        assert_eq!(seen().await.len(), 1);
        let before = stand.register.db.statements();
        seen().await;
        let few = stand.register.db.statements() - before;
        for number in 0..40 {
            enter(&stand, incident, &draft(new_text(&format!("Paper {number}")), "x")).await.unwrap();
        }
        let before = stand.register.db.statements();
        stand.register.origins_file(stand.scope, incident).await.unwrap();
        assert_eq!(stand.register.db.statements() - before, few, "as many statements for 43 reports as for 3");
    }

    /// Whoever denies the event is heard, and supports no grade of it.
    async fn a_denial_is_no_origin(stand: Stand) {
        let incident = incident(&stand).await;
        let mut text = new_text("Press desk");
        text.report.first_hand = Some(true);
        let mut denial = draft(text, "No strike took place; \"polarity\":\"denies\"");
        denial.claim.polarity = Some(Polarity::Denies);
        let report = enter(&stand, incident, &denial).await.unwrap().report;
        let count = async || stand.register.incident_origins(stand.scope, incident).await.unwrap().unwrap().accounts.len();
        assert_eq!(count().await, 0);
        assert_eq!(stand.register.reports_about(stand.scope, incident).await.unwrap().len(), 1, "it is held all the same");
        let words = draft(new_text("Paper"), "It said \"polarity\":\"denies\", they say");
        enter(&stand, incident, &words).await.unwrap();
        assert_eq!(count().await, 1, "words of a claim deny nothing");
        let both = AccountDraft { text: Text::Held(report), ..draft(NewText::default(), "Two were injured") };
        enter(&stand, incident, &both).await.unwrap();
        assert_eq!(count().await, 2, "a report may deny one thing and assert another");
    }

    async fn a_form_sent_twice_makes_one_account(stand: Stand) {
        let incident = incident(&stand).await;
        let mut text = new_text("Orient Net");
        text.report.url = Some("https://a.example/1".to_owned());
        let first = enter(&stand, incident, &draft(text.clone(), "Ten were killed")).await.unwrap();
        let before = held(&stand).await;
        let again = enter(&stand, incident, &draft(text.clone(), "Ten were killed")).await;
        assert_eq!(code(again), ["account-already-held claim"]);
        let same = AccountDraft { text: Text::Held(first.report), ..draft(NewText::default(), "Ten were killed") };
        assert_eq!(code(enter(&stand, incident, &same).await), ["account-already-held claim"]);
        assert_eq!(held(&stand).await, before, "nothing was kept of either");
        text.report.url = Some("https://a.example/2".to_owned());
        assert!(enter(&stand, incident, &draft(text, "Ten were killed")).await.is_ok(), "said again elsewhere");
    }

    /// Collecting is for collectors and researchers; what raises a count is for researchers.
    async fn each_role_enters_and_ties_what_it_may(stand: Stand) {
        let incident = incident(&stand).await;
        let mut outcomes = Vec::new();
        for (number, role) in [(1, Role::Collector), (2, Role::Researcher), (3, Role::Reviewer), (4, Role::Custodian)] {
            let actor = person(&stand, number, &[role]).await;
            let why = |why: &str| Reason { actor, why: why.to_owned() };
            let scope = stand.register.permit(actor, stand.scope.project).await.unwrap().scope();
            let before = held(&stand).await;
            let mut text = new_text(&format!("Paper {number}"));
            text.report.first_hand = Some(true);
            let entered = stand.register.enter_account(scope, why("Enter"), incident, &draft(text, "x")).await;
            let allegation = Incident { title: "Strike on a bakery".to_owned(), ..Incident::default() };
            let said = draft(new_text(&format!("Paper {number}")), "y");
            let alleged = stand.register.enter_allegation(scope, why("Enter"), &allegation, &said).await;
            if entered.is_err() {
                assert_eq!(held(&stand).await, before, "nothing is left of what is not permitted");
            }
            let owners = enter(&stand, incident, &draft(new_text(&format!("Other {number}")), "x")).await.unwrap().report;
            let first = stand.register.reports_about(stand.scope, incident).await.unwrap()[0].id;
            let tie = NewTie { from: owners, to: first, reason: OriginReason::Quotes };
            let tied = stand.register.tie_reports(scope, why("Tie"), tie).await;
            let link = match &tied {
                Ok(link) => *link,
                Err(_) => stand.register.tie_reports(stand.scope, reason("Tie"), tie).await.unwrap(),
            };
            let taken = stand.register.withdraw_tie(scope, why("Take back"), link).await;
            outcomes.push([code(entered), code(alleged), code(tied), code(taken)].map(|codes| codes.is_empty()));
        }
        assert_eq!(outcomes, [[true, true, true, false], [true; 4], [false; 4], [false; 4]]);
        let stranger = Reason { actor: domain::id::ActorId(uuid::Uuid::from_u128(9)), why: "Enter".to_owned() };
        let entered = stand.register.enter_account(stand.scope, stranger, incident, &draft(new_text("A"), "x")).await;
        assert_eq!(code(entered), ["not-found"], "a stranger is not told that the project is there");
    }
}
