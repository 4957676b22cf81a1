//! A reward that somebody wants, from the question to the server's answer. It is kept as a draft: the
//! same key asks for the same redemption again, so that a lost answer never costs points twice.

use linli_contract::{NewRedemption, Reward, RewardId};

/// The subject of the draft.
pub(in crate::features::points) const SUBJECT: &str = "redemption";

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::points) struct Wanted {
    /// Names this intention for ever.
    pub(in crate::features::points) key: String,
    /// The reward.
    pub(in crate::features::points) reward: RewardId,
    /// What it cost when it was shown.
    pub(in crate::features::points) cost: u32,
    /// Its name.
    pub(in crate::features::points) title: String,
    /// Whether it was sent, so that nobody knows what became of it.
    pub(in crate::features::points) sent: bool,
}

impl Wanted {
    /// Wants a reward as it is shown.
    pub(in crate::features::points) fn new(reward: &Reward, key: String) -> Self {
        Self {
            key,
            reward: reward.id.clone(),
            cost: reward.cost,
            title: reward.title.clone(),
            sent: false,
        }
    }

    /// As it is kept.
    pub(in crate::features::points) fn to_draft(&self) -> String {
        let sent = if self.sent { "sent" } else { "" };
        [
            self.key.as_str(),
            self.reward.as_str(),
            &self.cost.to_string(),
            sent,
            &self.title,
        ]
        .join("\n")
    }

    /// Reads what was kept; nothing of what does not look like it.
    pub(in crate::features::points) fn from_draft(kept: &str) -> Option<Self> {
        let mut lines = kept.splitn(5, '\n');
        let (key, reward) = (lines.next()?, lines.next()?);
        let cost = lines.next()?.parse().ok()?;
        let (sent, title) = (lines.next()? == "sent", lines.next()?);
        (!key.is_empty() && !reward.is_empty()).then(|| Self {
            key: key.to_owned(),
            reward: reward.into(),
            cost,
            title: title.to_owned(),
            sent,
        })
    }

    /// What is asked of the server.
    pub(in crate::features::points) fn body(&self) -> NewRedemption {
        NewRedemption {
            reward_id: self.reward.clone(),
            cost: self.cost,
            client_ref: self.key.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_wanted_comes_back_with_its_key() {
        let wanted = Wanted {
            key: "k1".into(),
            reward: "rice".into(),
            cost: 120,
            title: "东北大米\n5 公斤".into(),
            sent: true,
        };
        let read = Wanted::from_draft(&wanted.to_draft());
        assert_eq!(read.as_ref(), Some(&wanted));
        assert_eq!(read.map(|read| read.body().client_ref), Some("k1".into()));
    }

    #[test]
    fn a_broken_draft_is_no_wish() {
        for broken in [
            "",
            "k1",
            "k1\nrice\nx\n\nt",
            "\nrice\n1\n\nt",
            "k1\n\n1\n\nt",
        ] {
            assert_eq!(Wanted::from_draft(broken), None, "{broken:?}");
        }
    }
}
