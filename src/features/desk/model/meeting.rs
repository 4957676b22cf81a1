//! A meeting of a project: announced first, with minutes and decisions afterwards.

use linli_contract::{Date, Meeting, NewMeeting, NewMeetingDecision};
use linli_json::Json;

use super::{VisitError, instant, wall_clock};
use crate::domain::text::{self, TextError};

/// The longest title, place, agenda, minutes, decision and name.
pub(in crate::features::desk) const TITLE_MAX: usize = 60;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const PLACE_MAX: usize = 100;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const AGENDA_MAX: usize = 1000;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const MINUTES_MAX: usize = 4000;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const DECISION_MAX: usize = 500;
/// See [`TITLE_MAX`].
pub(in crate::features::desk) const WHO_MAX: usize = 60;

/// What is typed, as it is kept on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct MeetingDraft {
    pub(in crate::features::desk) title: String,
    pub(in crate::features::desk) day: String,
    pub(in crate::features::desk) time: String,
    pub(in crate::features::desk) place: String,
    pub(in crate::features::desk) agenda: String,
    pub(in crate::features::desk) minutes: String,
    pub(in crate::features::desk) decisions: Vec<DecisionDraft>,
}

/// One decision as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct DecisionDraft {
    pub(in crate::features::desk) text: String,
    pub(in crate::features::desk) who: String,
    /// By when; empty for no day.
    pub(in crate::features::desk) due: String,
    pub(in crate::features::desk) done: bool,
}

/// A draft on this device, and what was published when it was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Json)]
#[serde(default)]
pub(in crate::features::desk) struct Kept {
    pub(in crate::features::desk) known: MeetingDraft,
    pub(in crate::features::desk) draft: MeetingDraft,
}

/// Where something is wrong: in a field, by its pointer, or in a decision, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::desk) enum Spot {
    Field(&'static str),
    Decision(usize),
}

/// Where, the contract's word for what is wrong, and the bound.
pub(in crate::features::desk) type MeetingFinding = (Spot, &'static str, Option<i64>);

impl MeetingDraft {
    /// What is known of a meeting.
    pub(in crate::features::desk) fn of(meeting: &Meeting) -> Self {
        let (day, time) = wall_clock(meeting.starts_at);
        let decisions = meeting.decisions.iter().map(|decision| DecisionDraft {
            text: decision.text.clone(),
            who: decision.who.clone(),
            due: decision
                .due_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            done: decision.done,
        });
        Self {
            title: meeting.title.clone(),
            day,
            time,
            place: meeting.place.clone(),
            agenda: meeting.agenda.clone(),
            minutes: meeting.minutes.clone().unwrap_or_default(),
            decisions: decisions.collect(),
        }
    }

    /// What to publish, or everything that is wrong.
    pub(in crate::features::desk) fn checked(&self) -> Result<NewMeeting, Vec<MeetingFinding>> {
        let mut findings = Vec::new();
        let mut take = |pointer, result: Result<String, TextError>| {
            result.unwrap_or_else(|error| {
                let (code, limit) = error.code();
                findings.push((Spot::Field(pointer), code, limit));
                String::new()
            })
        };
        let title = take("/title", text::checked(&self.title, 2, TITLE_MAX));
        let place = take("/place", text::checked(&self.place, 1, PLACE_MAX));
        let agenda = take("/agenda", text::checked(&self.agenda, 2, AGENDA_MAX));
        let minutes = take("/minutes", text::checked(&self.minutes, 0, MINUTES_MAX));
        let starts_at = instant(&self.day, &self.time);
        if let Err(error) = &starts_at {
            let code = match error {
                VisitError::Half => "required",
                _ => "not_a_date",
            };
            findings.push((Spot::Field("/starts_at"), code, None));
        }
        let mut decisions = Vec::with_capacity(self.decisions.len());
        for (place, decision) in self.decisions.iter().enumerate() {
            match decision.checked() {
                Ok(decision) => decisions.push(decision),
                Err((code, limit)) => findings.push((Spot::Decision(place), code, limit)),
            }
        }
        match starts_at {
            Ok(starts_at) if findings.is_empty() => Ok(NewMeeting {
                title,
                starts_at,
                place,
                agenda,
                minutes: (!minutes.is_empty()).then_some(minutes),
                decisions,
            }),
            _ => Err(findings),
        }
    }
}

impl DecisionDraft {
    /// The decision, or the first thing that is wrong with it.
    fn checked(&self) -> Result<NewMeetingDecision, (&'static str, Option<i64>)> {
        let what = text::checked(&self.text, 2, DECISION_MAX).map_err(TextError::code)?;
        let who = text::checked(&self.who, 1, WHO_MAX).map_err(TextError::code)?;
        let due = Some(self.due.trim()).filter(|due| !due.is_empty());
        let due_on = due
            .map(str::parse::<Date>)
            .transpose()
            .map_err(|_| ("not_a_date", None))?;
        Ok(NewMeetingDecision {
            text: what,
            who,
            due_on,
            done: self.done,
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn announced() -> MeetingDraft {
        MeetingDraft {
            title: "充电棚怎么建".into(),
            day: "2026-11-30".into(),
            time: "19:00".into(),
            place: "居委会二楼".into(),
            agenda: "选址、收费、谁来管".into(),
            ..MeetingDraft::default()
        }
    }

    fn decision(text: &str, who: &str, due: &str) -> DecisionDraft {
        DecisionDraft {
            text: text.into(),
            who: who.into(),
            due: due.into(),
            done: false,
        }
    }

    #[test]
    fn a_meeting_is_announced_without_minutes_and_decisions() {
        let new = announced().checked().expect("it can be announced");
        assert_eq!(Some(new.starts_at), "2026-11-30T11:00:00Z".parse().ok());
        assert_eq!((new.minutes, new.decisions.len()), (None, 0));
    }

    #[test]
    fn what_was_published_is_there_when_the_minutes_are_written() {
        let held = MeetingDraft {
            minutes: "二十一户到会。\n都同意建在东门。".into(),
            decisions: vec![decision("请供电局来看", "赵强", "2026-12-10")],
            ..announced()
        };
        let new = held.checked().expect("it is complete");
        let meeting = Meeting {
            id: "m1".into(),
            version: "9f2c41d07a".into(),
            title: new.title,
            starts_at: new.starts_at,
            place: new.place,
            agenda: new.agenda,
            minutes: new.minutes,
            decisions: new
                .decisions
                .into_iter()
                .map(|one| linli_contract::MeetingDecision {
                    text: one.text,
                    who: one.who,
                    due_on: one.due_on,
                    done: one.done,
                })
                .collect(),
        };
        assert_eq!(MeetingDraft::of(&meeting), held);
    }

    #[test]
    fn a_decision_needs_somebody_who_does_it() {
        let half = MeetingDraft {
            day: String::new(),
            decisions: vec![
                decision("贴公告", "周敏", ""),
                decision("量尺寸", " ", ""),
                decision("问价钱", "赵强", "下周"),
            ],
            ..announced()
        };
        let findings = half.checked().expect_err("two decisions are not complete");
        let found: Vec<_> = findings.iter().map(|f| (f.0, f.1)).collect();
        assert_eq!(
            found,
            [
                (Spot::Field("/starts_at"), "required"),
                (Spot::Decision(1), "required"),
                (Spot::Decision(2), "not_a_date"),
            ]
        );
    }
}
