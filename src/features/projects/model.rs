//! The rules of projects that the screen needs.

use linli_contract::{Comment, CommentColumn, CommentState, ProjectRow, ProjectStage};

/// A comment has at least and at most so many characters.
pub(super) const COMMENT: (usize, usize) = (2, 500);
/// The longest words to an evaluation.
pub(super) const EVALUATION_MAX: usize = 500;
/// So many comments of a column are shown at first.
pub(super) const FIRST_COMMENTS: usize = 3;

/// In this order the stages stand in the list: first where one can do something now.
pub(super) const LISTED: [ProjectStage; 7] = [
    ProjectStage::Voting,
    ProjectStage::Deliberating,
    ProjectStage::Collecting,
    ProjectStage::Evaluating,
    ProjectStage::Building,
    ProjectStage::Finished,
    ProjectStage::Declined,
];

/// The projects to show: places in `rows`, under their stages. A proposal that only I see comes
/// first, under no stage.
pub(super) type Groups = Vec<(Option<ProjectStage>, Vec<usize>)>;

/// The projects of a stage, or of all, in which every typed word is found.
pub(super) fn groups(rows: &[ProjectRow], stage: Option<&ProjectStage>, typed: &str) -> Groups {
    let typed = typed.to_lowercase();
    let words: Vec<&str> = typed.split_whitespace().collect();
    let fits = |row: &ProjectRow| {
        let text = [&*row.title, &*row.summary, &*row.place]
            .join("\n")
            .to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<usize> = (0..rows.len())
        .filter(|place| stage.is_none_or(|stage| rows[*place].stage == *stage))
        .filter(|place| fits(&rows[*place]))
        .collect();
    let mut groups = vec![(
        None,
        found
            .iter()
            .copied()
            .filter(|place| !rows[*place].listed)
            .collect::<Vec<_>>(),
    )];
    // A stage of a newer server is shown, too, after those we know.
    let mut stages = LISTED.to_vec();
    for row in rows {
        if !stages.contains(&row.stage) {
            stages.push(row.stage.clone());
        }
    }
    groups.extend(stages.into_iter().map(|stage| {
        let of_it = |place: &usize| rows[*place].listed && rows[*place].stage == stage;
        let places = found.iter().copied().filter(of_it).collect();
        (Some(stage), places)
    }));
    groups.retain(|(_, places)| !places.is_empty());
    groups
}

/// One column, as it is shown: what I wrote and nobody else sees yet comes first, the rest keeps
/// the server's order.
pub(super) fn column(comments: &[Comment], column: &CommentColumn) -> Vec<Comment> {
    let mut of_it: Vec<Comment> = comments
        .iter()
        .filter(|comment| comment.column == *column)
        .cloned()
        .collect();
    of_it.sort_by_key(|comment| comment.state == CommentState::Published);
    of_it
}

/// A comment that is being written, as it is kept: its column, then its text.
pub(super) fn comment_draft(column: &CommentColumn, text: &str) -> String {
    [column.as_str(), text].join("\n")
}

/// Reads a kept comment.
pub(super) fn read_comment_draft(kept: &str) -> (CommentColumn, String) {
    let (column, text) = kept.split_once('\n').unwrap_or(("", kept));
    let column = if column == CommentColumn::Concern.as_str() {
        CommentColumn::Concern
    } else {
        CommentColumn::Support
    };
    (column, text.to_owned())
}

/// The share of a level among all of them, in whole percent; nothing while nobody has rated.
pub(super) fn percent(levels: &[u32], level: u8) -> Option<u32> {
    let all: u64 = levels.iter().copied().map(u64::from).sum();
    let one = u64::from(*levels.get(usize::from(level.checked_sub(1)?))?);
    let percent = (one * 200 + all).checked_div(2 * all)?;
    u32::try_from(percent).ok()
}

#[cfg(test)]
mod tests {
    use linli_contract::Timestamp;

    use super::*;

    fn row(id: &str, stage: ProjectStage, listed: bool) -> ProjectRow {
        ProjectRow {
            id: id.into(),
            title: format!("{id} Lamp"),
            summary: "晚上看得清".into(),
            stage,
            place: "7号楼".into(),
            cost_fen: None,
            picture: None,
            ballot_id: None,
            changed_at: Timestamp(0),
            listed,
            mine: false,
            following: false,
        }
    }

    fn comment(id: &str, column: CommentColumn, state: CommentState) -> Comment {
        Comment {
            id: id.into(),
            column,
            text: "x".into(),
            author: "3号楼邻居".into(),
            at: Timestamp(0),
            state,
            mine: false,
            reason: None,
            answer: None,
        }
    }

    #[test]
    fn stages_where_something_can_be_done_come_first_and_my_own_proposal_before_them() {
        let rows = [
            row("built", ProjectStage::Building, true),
            row("idea", ProjectStage::Collecting, false),
            row("new", ProjectStage::Other("paused".into()), true),
            row("vote", ProjectStage::Voting, true),
            row("old", ProjectStage::Collecting, true),
        ];
        assert_eq!(
            groups(&rows, None, ""),
            [
                (None, vec![1]),
                (Some(ProjectStage::Voting), vec![3]),
                (Some(ProjectStage::Collecting), vec![4]),
                (Some(ProjectStage::Building), vec![0]),
                (Some(ProjectStage::Other("paused".into())), vec![2]),
            ]
        );
        assert_eq!(
            groups(&rows, Some(&ProjectStage::Collecting), ""),
            [(None, vec![1]), (Some(ProjectStage::Collecting), vec![4])]
        );
    }

    #[test]
    fn every_word_must_be_found_in_title_summary_or_place() {
        let rows = [
            row("First", ProjectStage::Voting, true),
            row("Other", ProjectStage::Voting, true),
        ];
        let found = |typed| groups(&rows, None, typed);
        assert_eq!(
            found("first lamp 7号"),
            [(Some(ProjectStage::Voting), vec![0])]
        );
        assert_eq!(found("看得清"), [(Some(ProjectStage::Voting), vec![0, 1])]);
        assert_eq!(found("电梯"), []);
    }

    #[test]
    fn what_nobody_else_sees_yet_stands_on_top_of_its_column() {
        let all = [
            comment("new", CommentColumn::Concern, CommentState::Published),
            comment("other", CommentColumn::Support, CommentState::Published),
            comment("mine", CommentColumn::Concern, CommentState::Waiting),
            comment("old", CommentColumn::Concern, CommentState::Published),
        ];
        let ids: Vec<String> = column(&all, &CommentColumn::Concern)
            .into_iter()
            .map(|comment| comment.id.0)
            .collect();
        assert_eq!(ids, ["mine", "new", "old"]);
    }

    #[test]
    fn a_comment_comes_back_as_it_was() {
        let kept = comment_draft(&CommentColumn::Concern, "夜里\n太吵");
        assert_eq!(
            read_comment_draft(&kept),
            (CommentColumn::Concern, "夜里\n太吵".into())
        );
        assert_eq!(
            read_comment_draft("x"),
            (CommentColumn::Support, "x".into())
        );
    }

    #[test]
    fn shares_are_rounded_and_nobody_is_no_share() {
        let levels = [1, 2, 5, 14, 21];
        assert_eq!(percent(&levels, 5), Some(49));
        assert_eq!(percent(&levels, 1), Some(2));
        assert_eq!(percent(&[0; 5], 1), None);
        assert_eq!(percent(&levels, 0), None);
        assert_eq!(percent(&levels, 6), None);
        assert_eq!(percent(&[u32::MAX, 0, 0, 0, u32::MAX], 1), Some(50));
    }
}
