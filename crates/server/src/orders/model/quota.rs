//! Periods of a quota: calendar months and quarters of the community.

use linli_contract::Date;

/// How often a quota is full again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Every first of a month.
    Month,
    /// On 1 January, April, July and October.
    Quarter,
}

impl Period {
    /// The period with this word, as stored.
    pub fn from_word(word: &str) -> Self {
        if word == "quarter" {
            Self::Quarter
        } else {
            Self::Month
        }
    }

    fn months(self) -> u8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
        }
    }

    fn first_month(self, date: Date) -> u8 {
        let months = self.months();
        (date.month.saturating_sub(1)) / months * months + 1
    }

    /// The key of the period in which a day lies: its first month, `2026-10`.
    pub fn key(self, date: Date) -> String {
        format!("{:04}-{:02}", date.year, self.first_month(date))
    }

    /// The day on which the quota is full again.
    pub fn renews_on(self, date: Date) -> Date {
        let next = self.first_month(date) + self.months();
        let (year, month) = if next > 12 {
            (date.year.saturating_add(1), next - 12)
        } else {
            (date.year, next)
        };
        Date::new(year, month, 1).unwrap_or(date)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_full_again_on_the_first_of_its_next_period() {
        for (day, period, key, renews) in [
            ("2026-11-22", Period::Month, "2026-11", "2026-12-01"),
            ("2026-12-31", Period::Month, "2026-12", "2027-01-01"),
            ("2026-11-22", Period::Quarter, "2026-10", "2027-01-01"),
            ("2026-01-01", Period::Quarter, "2026-01", "2026-04-01"),
            ("2026-09-30", Period::Quarter, "2026-07", "2026-10-01"),
        ] {
            let date = day.parse().unwrap();
            assert_eq!(period.key(date), key);
            assert_eq!(period.renews_on(date).to_string(), renews);
        }
    }
}
