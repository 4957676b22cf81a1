//! Owners' decisions under article 278 of the Civil Code of the People's Republic of China.
//!
//! Two thirds or more of the exclusive area **and** two thirds or more of the owners must take part.
//! Of those who took part, more than half of the area **and** of the owners must agree; for the matters of
//! items 6 to 8 (raising the maintenance funds; rebuilding; changing the use of common parts, or doing
//! business with them) three quarters or more of both. 以上 includes the number, 过半 does not. An
//! abstention takes part and does not agree; who did not answer did not take part.
//!
//! The thresholds are data, because a ballot names the rule it follows and a local order of procedure may
//! differ: [`ORDINARY`] and [`GRAVE`] are what the article says. Whoever counts says what a head is (usually
//! an exclusive unit; several units of one owner once).

use crate::matter::Answer;
use crate::threshold::{Bar, MORE_THAN_HALF, THREE_QUARTERS, TWO_THIRDS, Threshold};

/// An amount of area and of owners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Exclusive area, in 0.01 m².
    pub area: u64,
    /// Owners, as the ballot counts heads.
    pub heads: u64,
}

impl Extent {
    /// Both together, or nothing when a number is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            area: self.area.checked_add(other.area)?,
            heads: self.heads.checked_add(other.heads)?,
        })
    }

    fn within(self, other: Self) -> bool {
        self.area <= other.area && self.heads <= other.heads
    }
}

/// The answers to one matter, each with the area and the heads behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// 赞成
    pub yes: Extent,
    /// 反对
    pub no: Extent,
    /// 弃权
    pub abstain: Extent,
}

impl Answers {
    /// Counts one more answer; nothing when the numbers get too large.
    pub fn with(mut self, answer: Answer, extent: Extent) -> Option<Self> {
        let sum = match answer {
            Answer::Yes => &mut self.yes,
            Answer::No => &mut self.no,
            Answer::Abstain => &mut self.abstain,
        };
        *sum = sum.plus(extent)?;
        Some(self)
    }

    /// Everybody who took part; nothing when the numbers get too large.
    pub fn took_part(self) -> Option<Extent> {
        self.yes.plus(self.no)?.plus(self.abstain)
    }
}

/// What must be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The share of all owners that must take part.
    pub heads_taking_part: Threshold,
    /// The share of all area that must take part.
    pub area_taking_part: Threshold,
    /// The share of the area and of the owners that took part that must agree.
    pub agreeing: Threshold,
}

/// Items 1 to 5 and 9: two thirds take part, more than half of them agree.
pub const ORDINARY: Rules = Rules {
    heads_taking_part: TWO_THIRDS,
    area_taking_part: TWO_THIRDS,
    agreeing: MORE_THAN_HALF,
};

/// Items 6 to 8: two thirds take part, three quarters of them agree.
pub const GRAVE: Rules = Rules {
    agreeing: THREE_QUARTERS,
    ..ORDINARY
};

impl Rules {
    /// Judges a vote.
    ///
    /// # Errors
    ///
    /// [`Impossible`] when more took part than there are, or more agreed than took part: the numbers are
    /// then not those of one vote.
    ///
    /// # Examples
    ///
    /// ```
    /// use linli_tally::article278::{Extent, ORDINARY};
    ///
    /// let all = Extent { area: 1_000_000, heads: 120 };
    /// let took_part = Extent { area: 635_417, heads: 80 };
    /// let agreed = Extent { area: 400_000, heads: 41 };
    /// let result = ORDINARY.judge(all, took_part, agreed).unwrap();
    /// assert!(!result.passed());
    /// // 还差 312.50 ㎡
    /// assert_eq!(result.area_taking_part.short_by(), 31_250);
    /// assert!(result.heads_taking_part.met() && result.area_agreeing.met() && result.heads_agreeing.met());
    /// ```
    pub fn judge(
        self,
        all: Extent,
        took_part: Extent,
        agreed: Extent,
    ) -> Result<Judgement, Impossible> {
        if !took_part.within(all) {
            return Err(Impossible::MoreTookPartThanThereAre);
        }
        if !agreed.within(took_part) {
            return Err(Impossible::MoreAgreedThanTookPart);
        }
        Ok(Judgement {
            heads_taking_part: self.heads_taking_part.bar(took_part.heads, all.heads),
            area_taking_part: self.area_taking_part.bar(took_part.area, all.area),
            heads_agreeing: self.agreeing.bar(agreed.heads, took_part.heads),
            area_agreeing: self.agreeing.bar(agreed.area, took_part.area),
        })
    }
}

/// Numbers that no vote can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// More area or more owners took part than there are.
    MoreTookPartThanThereAre,
    /// More area or more owners agreed than took part.
    MoreAgreedThanTookPart,
}

/// The four bars of a result. Areas are in 0.01 m².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Owners who took part, of all owners.
    pub heads_taking_part: Bar,
    /// Area that took part, of all area.
    pub area_taking_part: Bar,
    /// Owners who agreed, of the owners who took part.
    pub heads_agreeing: Bar,
    /// Area that agreed, of the area that took part.
    pub area_agreeing: Bar,
}

impl Judgement {
    /// The bars in the order in which they are shown.
    pub fn bars(&self) -> [Bar; 4] {
        [
            self.heads_taking_part,
            self.area_taking_part,
            self.heads_agreeing,
            self.area_agreeing,
        ]
    }

    /// Whether enough took part, by area and by heads.
    pub fn quorum(&self) -> bool {
        self.area_taking_part.met() && self.heads_taking_part.met()
    }

    /// Whether the matter is decided: all four bars are met.
    pub fn passed(&self) -> bool {
        self.bars().into_iter().all(Bar::met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(area: u64, heads: u64) -> Extent {
        Extent { area, heads }
    }

    /// A building of 300 flats of 89.53 m².
    const ALL: Extent = Extent {
        area: 300 * 8953,
        heads: 300,
    };

    #[test]
    fn exactly_two_thirds_and_just_over_half_pass() {
        let took_part = extent(200 * 8953, 200);
        let agreed = extent(100 * 8953 + 1, 101);
        let result = ORDINARY.judge(ALL, took_part, agreed).unwrap();
        assert!(result.passed());
        let half = extent(100 * 8953, 100);
        let result = ORDINARY.judge(ALL, took_part, half).unwrap();
        assert!(result.quorum() && !result.passed());
        assert_eq!(result.area_agreeing.short_by(), 1);
        assert_eq!(result.heads_agreeing.short_by(), 1);
    }

    #[test]
    fn an_abstention_takes_part_and_does_not_agree() {
        let flat = extent(8953, 1);
        let vote = [Answer::Yes, Answer::Abstain, Answer::No, Answer::Yes];
        let answers = vote
            .into_iter()
            .try_fold(Answers::default(), |answers, answer| {
                answers.with(answer, flat)
            })
            .unwrap();
        assert_eq!(answers.took_part(), Some(extent(4 * 8953, 4)));
        assert_eq!(answers.yes, extent(2 * 8953, 2));
        let result = ORDINARY
            .judge(
                extent(6 * 8953, 6),
                answers.took_part().unwrap(),
                answers.yes,
            )
            .unwrap();
        assert_eq!(result.bars().map(Bar::short_by), [0, 0, 1, 1]);
        let full = extent(u64::MAX, 0);
        let one_more = Answers::default().with(Answer::No, full).unwrap();
        assert_eq!(one_more.with(Answer::No, flat), None);
    }

    #[test]
    fn one_hundredth_of_a_square_metre_decides() {
        let short = extent(200 * 8953 - 1, 200);
        let result = ORDINARY.judge(ALL, short, short).unwrap();
        assert!(!result.passed());
        assert_eq!(
            result.bars().map(Bar::short_by),
            [0, 1, 0, 0],
            "only the area that took part is missing"
        );
    }

    #[test]
    fn grave_matters_need_three_quarters_of_both() {
        let took_part = extent(200 * 8953, 200);
        let enough = extent(150 * 8953, 150);
        assert!(GRAVE.judge(ALL, took_part, enough).unwrap().passed());
        for agreed in [extent(150 * 8953 - 1, 150), extent(150 * 8953, 149)] {
            let result = GRAVE.judge(ALL, took_part, agreed).unwrap();
            assert!(!result.passed());
            assert_eq!(result.bars().map(Bar::short_by).iter().sum::<u128>(), 1);
        }
    }

    #[test]
    fn area_cannot_stand_in_for_heads() {
        let took_part = extent(ALL.area, 199);
        let result = ORDINARY.judge(ALL, took_part, took_part).unwrap();
        assert!(!result.passed());
        assert_eq!(result.heads_taking_part.short_by(), 1);
    }

    #[test]
    fn nobody_decides_nothing() {
        let nobody = Extent::default();
        let result = ORDINARY.judge(ALL, nobody, nobody).unwrap();
        assert!(!result.passed());
        assert!(!GRAVE.judge(nobody, nobody, nobody).unwrap().passed());
    }

    #[test]
    fn numbers_that_no_vote_can_have_are_refused() {
        let more = extent(ALL.area + 1, 1);
        assert_eq!(
            ORDINARY.judge(ALL, more, Extent::default()),
            Err(Impossible::MoreTookPartThanThereAre)
        );
        assert_eq!(
            ORDINARY.judge(ALL, extent(10, 1), extent(10, 2)),
            Err(Impossible::MoreAgreedThanTookPart)
        );
    }
}
