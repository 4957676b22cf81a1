//! How long nobody has touched the screen, and what follows from it. Times are milliseconds of a clock
//! that only ever runs forward; what the wall clock says does not matter.

use linli_contract::Kiosk;

use super::place::Place;

/// After how many milliseconds what happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::kiosk) struct Limits {
    page: u32,
    form: u32,
    warning: u32,
    attract: u32,
}

/// The shortest time to answer in; WCAG asks for 20 seconds.
const SHORTEST_WARNING_S: u32 = 20;

impl Limits {
    /// As the device's settings say.
    pub(in crate::features::kiosk) fn of(kiosk: &Kiosk) -> Self {
        let ms = |seconds: u32| seconds.clamp(5, 3_600) * 1_000;
        Self {
            page: ms(kiosk.idle_seconds),
            form: ms(kiosk.form_idle_seconds),
            warning: ms(kiosk.warning_seconds.max(SHORTEST_WARNING_S)),
            attract: ms(kiosk.attract_seconds),
        }
    }
}

/// What the screen does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::kiosk) enum Phase {
    /// Somebody uses it.
    Used,
    /// It asks whether somebody is there, and counts down: so many whole seconds are left.
    Warning(u32),
    /// Nobody answered: everything is to be cleared.
    Over,
    /// Nobody has begun: it shows itself.
    Attract,
}

/// When the screen was last touched, and where.
#[derive(Clone, Copy, Debug)]
pub(in crate::features::kiosk) struct Idle {
    touched: f64,
    place: Place,
}

impl Idle {
    /// Begins now on the first page.
    pub(in crate::features::kiosk) const fn new(now: f64) -> Self {
        Self {
            touched: now,
            place: Place::Start,
        }
    }

    /// What the screen does now.
    pub(in crate::features::kiosk) fn phase(self, limits: Limits, now: f64) -> Phase {
        let idle = now - self.touched;
        let limit = match self.place {
            Place::Start if idle < f64::from(limits.attract) => return Phase::Used,
            Place::Start => return Phase::Attract,
            Place::Page => limits.page,
            Place::Form => limits.form,
        };
        let left = f64::from(limit) + f64::from(limits.warning) - idle;
        if idle < f64::from(limit) {
            Phase::Used
        } else if left > 0.0 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and an hour"
            )]
            let seconds = (left / 1_000.0).ceil() as u32;
            Phase::Warning(seconds)
        } else {
            Phase::Over
        }
    }

    /// The screen was touched. That counts while it is used; once it asks or shows itself, only an answer counts, which
    /// keeps the touch from what lies below; and once the time is over nothing does: however late a busy page hears of a
    /// touch, the person before is gone.
    pub(in crate::features::kiosk) fn touch(&mut self, limits: Limits, now: f64) {
        if self.phase(limits, now) == Phase::Used {
            self.touched = now;
        }
    }

    /// Somebody said that they are there. It can be said as often as wanted.
    pub(in crate::features::kiosk) fn go_on(&mut self, limits: Limits, now: f64) {
        if self.phase(limits, now) != Phase::Over {
            self.touched = now;
        }
    }

    /// Another page is shown. Getting there is no touch by itself: a page may come by a timer.
    pub(in crate::features::kiosk) fn show(&mut self, place: Place, limits: Limits, now: f64) {
        // A time that is over stays over, whichever page is shown meanwhile.
        if self.place != place && self.phase(limits, now) != Phase::Over {
            // The time of the page before is not taken off that of the next one.
            if self.place == Place::Start || place == Place::Start {
                self.touched = now;
            }
            self.place = place;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        page: 60_000,
        form: 120_000,
        warning: 30_000,
        attract: 30_000,
    };

    fn on(place: Place) -> Idle {
        let mut idle = Idle::new(1_000.0);
        idle.show(place, LIMITS, 1_000.0);
        idle
    }

    fn after(idle: Idle, ms: f64) -> Phase {
        idle.phase(LIMITS, 1_000.0 + ms)
    }

    #[test]
    fn a_page_asks_after_its_time_counts_down_and_is_then_over() {
        for (place, limit) in [(Place::Page, 60_000.0), (Place::Form, 120_000.0)] {
            let idle = on(place);
            assert_eq!(after(idle, limit - 1.0), Phase::Used, "{place:?}");
            assert_eq!(after(idle, limit), Phase::Warning(30), "{place:?}");
            assert_eq!(after(idle, limit + 1.0), Phase::Warning(30), "{place:?}");
            assert_eq!(after(idle, limit + 29_001.0), Phase::Warning(1));
            assert_eq!(after(idle, limit + 30_000.0), Phase::Over, "{place:?}");
            assert_eq!(after(idle, 9e12), Phase::Over, "{place:?}");
        }
    }

    #[test]
    fn the_first_page_has_nothing_to_clear_and_shows_itself() {
        let idle = on(Place::Start);
        assert_eq!(after(idle, 29_999.0), Phase::Used);
        assert_eq!(after(idle, 30_000.0), Phase::Attract);
        assert_eq!(after(idle, 9e12), Phase::Attract);
        let mut touched = idle;
        touched.touch(LIMITS, 90_000.0);
        assert_eq!(touched.phase(LIMITS, 90_001.0), Phase::Attract);
        touched.go_on(LIMITS, 90_002.0);
        assert_eq!(touched.phase(LIMITS, 90_003.0), Phase::Used);
    }

    #[test]
    fn a_touch_counts_before_the_question_and_only_an_answer_counts_after_it() {
        let mut idle = on(Place::Page);
        idle.touch(LIMITS, 51_000.0);
        assert_eq!(after(idle, 109_999.0), Phase::Used);
        idle.touch(LIMITS, 115_000.0);
        assert_eq!(idle.phase(LIMITS, 115_000.0), Phase::Warning(26));
        idle.go_on(LIMITS, 115_000.0);
        assert_eq!(idle.phase(LIMITS, 115_000.0), Phase::Used);
    }

    #[test]
    fn it_can_be_extended_without_limit() {
        let mut idle = on(Place::Form);
        let mut now = 1_000.0;
        for _ in 0..500 {
            now += 149_000.0;
            assert_eq!(idle.phase(LIMITS, now), Phase::Warning(1));
            idle.go_on(LIMITS, now);
        }
        assert_eq!(idle.phase(LIMITS, now + 1.0), Phase::Used);
    }

    #[test]
    fn a_busy_page_or_a_machine_that_slept_extends_nothing() {
        let mut idle = on(Place::Page);
        // The first that is heard after an hour is a touch, an answer, and another page.
        idle.touch(LIMITS, 3_600_000.0);
        idle.go_on(LIMITS, 3_600_000.0);
        idle.show(Place::Start, LIMITS, 3_600_000.0);
        assert_eq!(idle.phase(LIMITS, 3_600_000.0), Phase::Over);
    }

    #[test]
    fn a_form_that_becomes_a_page_keeps_its_touch() {
        let mut idle = on(Place::Form);
        idle.show(Place::Page, LIMITS, 51_000.0);
        assert_eq!(after(idle, 60_000.0), Phase::Warning(30));
    }

    #[test]
    fn settings_out_of_all_reason_are_bounded() {
        let kiosk: Option<Kiosk> = linli_json::from_text(
            r#"{"id":"k1","name":"1","place":"2","paired_at":"2026-03-02T01:00:00Z",
                "staff_pin":{"salt":"00","iterations":1,"key":"00"},
                "idle_seconds":0,"form_idle_seconds":4000000000,"warning_seconds":0,"attract_seconds":30}"#,
        );
        let limits = kiosk.map(|kiosk| Limits::of(&kiosk));
        assert_eq!(
            limits,
            Some(Limits {
                page: 5_000,
                form: 3_600_000,
                warning: 20_000,
                attract: 30_000
            })
        );
    }
}
