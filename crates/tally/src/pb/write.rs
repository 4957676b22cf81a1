//! Writing a ballot file.

use super::decimal::written;
use super::options::WITHDRAWN;
use super::{File, Selected, VoteType};
use crate::election::Mark;
use std::cmp::Reverse;

/// The text of a ballot file, with LF: `META` as it is given, the options in their order, then the votes,
/// sorted by what they say, so that nothing tells when a vote was cast.
///
/// Voters are numbered in that order. The number of options and votes, the money, the kind of votes and the
/// floor are written from what is counted, whatever `meta` says about them. Reading the text gives the same
/// file again, without its notes.
pub fn write(file: &File) -> String {
    let election = &file.election;
    let mut out = Writer::new();
    out.row(["META"]);
    out.row(["key", "value"]);
    let floor = written(file.floor, file.point_decimals);
    let counted = [
        ("num_projects", Some(election.options().len().to_string())),
        ("num_votes", Some(election.votes().number().to_string())),
        (
            "budget",
            Some(written(election.budget(), election.decimals())),
        ),
        ("vote_type", Some(file.vote_type.name().to_owned())),
        (
            "min_project_score_threshold",
            (file.floor > 0).then_some(floor),
        ),
    ];
    for (key, value) in &file.meta {
        match counted.iter().find(|(name, _)| name == key) {
            Some((_, counted)) => {
                if let Some(counted) = counted {
                    out.row([key, counted]);
                }
            }
            None => out.row([key, value]),
        }
    }
    for (key, value) in &counted {
        if let Some(value) = value
            && file.value(key).is_none()
        {
            out.row([key, value.as_str()]);
        }
    }
    write_options(&mut out, file);
    write_votes(&mut out, file);
    out.into_text()
}

fn write_options(out: &mut Writer, file: &File) {
    let election = &file.election;
    out.row(["PROJECTS"]);
    let points = if file.vote_type.only_names() {
        "votes"
    } else {
        "score"
    };
    let mut header = vec!["project_id", "cost", points, "name"];
    if file.selected.is_some() {
        header.push("selected");
    }
    out.row(header);
    for (place, (option, points)) in election.options().iter().zip(election.points()).enumerate() {
        let cost = if option.withdrawn {
            WITHDRAWN.to_string()
        } else {
            written(option.cost, election.decimals())
        };
        let points = written(points, file.point_decimals);
        let mut row = vec![option.id.as_str(), &cost, &points, &option.name];
        if let Some(selected) = &file.selected {
            row.push(match selected.get(place) {
                Some(Selected::No) => "0",
                Some(Selected::Yes) => "1",
                Some(Selected::Otherwise) => "2",
                Some(Selected::Unsaid) | None => "",
            });
        }
        out.row(row);
    }
}

fn write_votes(out: &mut Writer, file: &File) {
    let election = &file.election;
    let votes: Vec<(Vec<Mark>, u32)> = election
        .votes()
        .groups()
        .map(|(marks, times)| {
            let mut marks = marks.to_vec();
            marks.sort_by_key(|mark| Reverse(mark.points));
            (marks, times)
        })
        .collect();
    let unit = 10_u32.pow(u32::from(file.point_decimals.min(9)));
    // Ranks say all when n options have n points down to 1.
    let ranked = |marks: &[Mark]| {
        let rank = |at: usize| u32::try_from(marks.len() - at).ok()?.checked_mul(unit);
        let mut marks = marks.iter().enumerate();
        marks.all(|(at, mark)| Some(mark.points) == rank(at))
    };
    let points = match file.vote_type {
        VoteType::Approval | VoteType::ChooseOne => false,
        VoteType::Ordinal => !votes.iter().all(|(marks, _)| ranked(marks)),
        VoteType::Cumulative | VoteType::Scoring => true,
    };
    out.row(["VOTES"]);
    let header = ["voter_id", "vote", "points"];
    out.row(&header[..if points { 3 } else { 2 }]);
    let mut number = 0_u32;
    for (marks, times) in votes {
        let list =
            |item: &dyn Fn(&Mark) -> String| marks.iter().map(item).collect::<Vec<_>>().join(",");
        let vote = list(&|mark| election.options()[mark.option as usize].id.clone());
        let given = list(&|mark| written(u64::from(mark.points), file.point_decimals));
        for _ in 0..times {
            number += 1;
            let row = [&number.to_string(), &vote, &given];
            out.row(&row[..if points { 3 } else { 2 }]);
        }
    }
}

/// Rows of fields between semicolons.
struct Writer(String);

impl Writer {
    fn new() -> Self {
        Self(String::new())
    }

    fn into_text(self) -> String {
        self.0
    }

    fn row<T: AsRef<str>>(&mut self, fields: impl IntoIterator<Item = T>) {
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                self.0.push(';');
            }
            self.field(field.as_ref());
        }
        self.0.push('\n');
    }

    fn field(&mut self, text: &str) {
        if text.contains([';', '"', '\n', '\r']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(text);
        }
    }
}
