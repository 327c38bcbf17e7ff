//! The lines of the table of access are removed, one after another: somebody whom their roles do not allow it must
//! come further than before, or be refused again by a check behind the page, and further once that is gone as well.

use super::authorization::{filled, made};
use super::site::{Site, on_sqlite};
use axum::http::{Method, StatusCode};
use domain::vocabulary::Role;
use register::permission::allows;
use register::sabotage;
use std::collections::BTreeMap;
use web::access::{Needs, TABLE};
use web::api::is_below;

/// How many checks may stand behind one line of the table.
const BEHIND_MAX: usize = 4;

async fn asked(site: &Site, method: &Method, path: &str) -> StatusCode {
    match *method {
        Method::GET => site.get(path).await.status,
        _ => site.post(path, &[("do".to_owned(), "nothing".to_owned())]).await.status,
    }
}

/// Removes a line, and whatever refuses then, until nothing does: the places behind it, or `None` where it never ends.
async fn behind(site: &Site, method: &Method, route: &str, path: &str) -> Option<Vec<String>> {
    let mut removed = vec![format!("{method} {route}")];
    while removed.len() <= BEHIND_MAX + 1 {
        sabotage::remove(&removed);
        sabotage::refused();
        let status = asked(site, method, path).await;
        sabotage::remove(&[]);
        if status != StatusCode::FORBIDDEN {
            assert!(!status.is_server_error(), "{method} {path}: {status}");
            return Some(removed.split_off(1));
        }
        removed.push(sabotage::refused().pop()?);
    }
    None
}

#[tokio::test]
async fn every_line_of_the_table_is_missed() {
    let mut site = on_sqlite().await;
    let made = made(&site).await;
    let people: Vec<_> = (1..).zip(Role::ALL).collect();
    let mut members = BTreeMap::new();
    for (number, role) in people {
        members.insert(*role, site.become_member(number, &[*role]).await);
    }
    let (mut alone, mut held, mut for_all) = (0, Vec::new(), 0);
    for (route, read, send) in TABLE.iter().filter(|(route, ..)| !is_below(route)) {
        let path = filled(route, &made);
        for (method, needs) in [(Method::GET, read), (Method::POST, send)] {
            let Some(Needs::May(operation)) = needs else { continue };
            let Some(role) = Role::ALL.iter().find(|role| !allows(**role, *operation)) else {
                // Reading and commenting: nobody in the project is without it, and who is not in it has no page.
                for_all += 1;
                continue;
            };
            site.hand_to(members[role]).await;
            assert_eq!(asked(&site, &method, &path).await, StatusCode::FORBIDDEN, "{role:?} {method} {path}");
            let behind = behind(&site, &method, route, &path).await;
            let behind = behind.unwrap_or_else(|| panic!("{role:?} {method} {path}: nobody misses its line"));
            if behind.is_empty() {
                alone += 1;
            } else {
                held.push(format!("{method} {route}: {}", behind.join(", ")));
            }
        }
    }
    println!("{alone} lines are missed alone, {} with what stands behind them: {held:#?}", held.len());
    println!("{for_all} lines are of operations that everybody in the project has");
    assert!(alone + held.len() > 20, "{alone} {held:#?}");
}
