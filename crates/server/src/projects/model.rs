//! The rules of projects, pure: where a project can go, and what somebody may do with it.

use linli_contract::{ProjectAction, ProjectStage};

/// The stages that a project can go to from one.
pub fn next(stage: &ProjectStage) -> &'static [ProjectStage] {
    use ProjectStage::{
        Building, Collecting, Declined, Deliberating, Evaluating, Finished, Voting,
    };
    match stage {
        Collecting => &[Deliberating, Declined],
        Deliberating => &[Voting, Building, Collecting, Declined],
        Voting => &[Building, Deliberating, Declined],
        Building => &[Evaluating, Finished],
        Evaluating => &[Finished, Building],
        Finished | Declined | ProjectStage::Other(_) => &[],
    }
}

/// Whether a project has come to its end.
pub fn ended(stage: &ProjectStage) -> bool {
    matches!(stage, ProjectStage::Finished | ProjectStage::Declined)
}

/// How somebody who is signed in stands to a project.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// They follow it.
    pub following: bool,
    /// They have a household.
    pub household: bool,
    /// Its ballot takes votes now.
    pub ballot_open: bool,
}

/// What they may do with it now.
pub fn actions(stage: &ProjectStage, listed: bool, standing: Standing) -> Vec<ProjectAction> {
    let mut actions = Vec::new();
    if may_comment(stage, listed) && standing.household {
        actions.push(ProjectAction::Comment);
    }
    actions.push(if standing.following {
        ProjectAction::Unfollow
    } else {
        ProjectAction::Follow
    });
    if standing.ballot_open {
        actions.push(ProjectAction::Vote);
    }
    if *stage == ProjectStage::Evaluating && standing.household {
        actions.push(ProjectAction::Evaluate);
    }
    actions
}

/// Comments are taken from the listing to the end.
pub fn may_comment(stage: &ProjectStage, listed: bool) -> bool {
    listed && !ended(stage)
}

/// A text's paragraphs: its lines, without empty ones.
pub fn paragraphs(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a proposal is about, where nobody has summed it up: the beginning of its text.
pub fn summary(text: &str) -> String {
    const LONGEST: usize = 80;
    let first = paragraphs(text).into_iter().next().unwrap_or_default();
    if first.chars().count() <= LONGEST {
        return first;
    }
    first.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_leads_to_an_end_and_no_end_leads_on() {
        for stage in ProjectStage::ALL {
            let mut reached = vec![stage.clone()];
            let mut at = 0;
            while let Some(here) = reached.get(at).cloned() {
                for to in next(&here) {
                    assert_ne!(*to, here);
                    if !reached.contains(to) {
                        reached.push(to.clone());
                    }
                }
                at += 1;
            }
            assert!(reached.iter().any(ended), "{stage:?}");
            assert_eq!(next(stage).is_empty(), ended(stage));
        }
    }

    #[test]
    fn one_can_do_what_the_stage_allows() {
        use ProjectAction::{Comment, Evaluate, Follow, Unfollow, Vote};
        let all = Standing {
            following: true,
            household: true,
            ballot_open: true,
        };
        let of = |stage: ProjectStage, standing| actions(&stage, true, standing);
        assert_eq!(of(ProjectStage::Voting, all), [Comment, Unfollow, Vote]);
        let elsewhere = Standing::default();
        assert_eq!(of(ProjectStage::Evaluating, elsewhere), [Follow]);
        let resident = Standing {
            ballot_open: false,
            ..all
        };
        assert_eq!(
            of(ProjectStage::Evaluating, resident),
            [Comment, Unfollow, Evaluate]
        );
        assert_eq!(of(ProjectStage::Declined, resident), [Unfollow]);
        let waiting = actions(&ProjectStage::Collecting, false, resident);
        assert_eq!(waiting, [Unfollow]);
    }

    #[test]
    fn a_long_text_is_summed_up_by_its_beginning() {
        assert_eq!(paragraphs("一\n\n 二 \n"), ["一", "二"]);
        assert_eq!(summary("短的。\n还有。"), "短的。");
        let long = summary(&"长".repeat(200));
        assert_eq!(long.chars().count(), 80);
        assert!(long.ends_with('…'));
    }
}
