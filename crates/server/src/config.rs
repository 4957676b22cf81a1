//! What the program was started with, and the product's numbers.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::Clock;
use crate::{appointments, kiosk};

/// How the server runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 picks one.
    pub listen: SocketAddr,
    /// The folder of the SQLite file and of uploaded photos.
    pub data: PathBuf,
    /// `postgres://…`; absent means SQLite at `data/linli.sqlite`.
    pub database_url: Option<String>,
    /// The built app to serve.
    pub static_dir: Option<PathBuf>,
    /// Offers one-tap demo sign-in.
    pub demo: bool,
    /// Where sign-in codes go.
    pub codes: Codes,
    /// Fills an empty database with the neighbourhood of the seed.
    pub seed: bool,
    /// The time.
    pub clock: Clock,
    /// The product's numbers.
    pub rules: Rules,
    /// Those of appointments.
    pub appointments: appointments::Rules,
    /// Those of kiosks.
    pub kiosk: kiosk::Rules,
}

/// Where sign-in codes go. There is no SMS gateway yet; without one of these, signing in by phone is
/// not offered.
#[derive(Clone, Debug, Default)]
pub enum Codes {
    /// Nowhere: `phone_code` is absent from the capabilities.
    #[default]
    Nowhere,
    /// A line on the console: development.
    Console,
    /// A list of (phone, code), for tests.
    Memory(Arc<Mutex<Vec<(String, String)>>>),
}

impl Codes {
    /// Whether a code can reach anyone.
    pub const fn offered(&self) -> bool {
        !matches!(self, Self::Nowhere)
    }

    /// Sends a code.
    pub fn send(&self, phone: &str, code: &str) {
        match self {
            Self::Nowhere => {}
            Self::Console => println!("sign-in code for {phone}: {code}"),
            Self::Memory(list) => list
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((phone.to_owned(), code.to_owned())),
        }
    }
}

/// Numbers of the product that a community may set otherwise.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Largest page a list answers.
    pub page_max: u32,
    /// Largest JSON body, in bytes.
    pub body_max_bytes: u32,
    /// Largest photo, in bytes.
    pub upload_max_bytes: u32,
    /// How long idempotency keys are kept, in days.
    pub idempotency_days: i64,
    /// A photo that no order or reply names is kept for so many days: as long as the write that
    /// names it may still arrive from a phone that had no network.
    pub upload_days: i64,
    /// An order is reviewed within so many minutes.
    pub review_minutes: i64,
    /// An urgent or ordinary answer within so many hours.
    pub answer_hours: i64,
    /// An order is done within so many days.
    pub finish_days: i64,
    /// A complaint is answered, and a difficult order done, within so many days.
    pub complaint_days: i64,
    /// Until so many days after completion a household can reopen.
    pub reopen_days: i64,
    /// A dissatisfied household is called back within so many days.
    pub call_back_days: i64,
    /// A remedy follows within so many days.
    pub remedy_days: i64,
    /// So many households start the review of a wish.
    pub wish_threshold: u32,
    /// A wish is open for so many days.
    pub wish_days: i64,
    /// The answer to a reviewed wish is promised within so many days.
    pub wish_answer_days: i64,
    /// What became of a wish is told for so many days.
    pub wish_news_days: i64,
    /// So many open wishes a household may have.
    pub wishes_per_household: u32,
    /// So many proposals of a household may wait for a worker's look.
    pub proposals_per_household: u32,
    /// Those of household points.
    pub points: Points,
    /// Requests per minute of one signed-in person or one address; far above what hands can do.
    pub requests_per_minute: u32,
    /// Attempts to sign in per minute of one address: a building may share one.
    pub sign_ins_per_minute: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            page_max: 1000,
            body_max_bytes: 64 * 1024,
            upload_max_bytes: 8 * 1024 * 1024,
            idempotency_days: 35,
            upload_days: 35,
            review_minutes: 120,
            answer_hours: 24,
            finish_days: 7,
            complaint_days: 15,
            reopen_days: 15,
            call_back_days: 1,
            remedy_days: 15,
            wish_threshold: 15,
            wish_days: 30,
            wish_answer_days: 7,
            wish_news_days: 14,
            wishes_per_household: 3,
            proposals_per_household: 3,
            points: Points::default(),
            requests_per_minute: 3000,
            sign_ins_per_minute: 300,
        }
    }
}

/// Numbers of household points.
#[derive(Clone, Debug)]
pub struct Points {
    /// The standing starts again after so many months: 12, or a number that divides 12.
    pub period_months: u8,
    /// An entry is announced for so many days before it counts.
    pub notice_days: i64,
    /// Until so many days after that a household can object.
    pub appeal_days: i64,
    /// An appeal is decided within so many days.
    pub decide_days: i64,
    /// A reward waits for so many hours.
    pub pick_up_hours: i64,
    /// A lot expires at the end of the month so many months later.
    pub expiry_months: i64,
    /// Lots that expire within so many days are announced, the last time so many days before.
    pub expiry_notice_days: (i64, i64),
    /// What comes back from a hold can be spent for so many days at least.
    pub grace_days: i64,
    /// An award of so many points needs two workers.
    pub large_award: i64,
    /// No board shows fewer households.
    pub min_households: usize,
}

impl Default for Points {
    fn default() -> Self {
        Self {
            period_months: 12,
            notice_days: 7,
            appeal_days: 15,
            decide_days: 15,
            pick_up_hours: 72,
            expiry_months: 24,
            expiry_notice_days: (30, 7),
            grace_days: 30,
            large_award: 50,
            min_households: 5,
        }
    }
}

/// What `--help` prints.
pub const USAGE: &str = "\
linli-server: the reference backend of Linli

usage: linli-server [options]

  --listen ADDRESS:PORT   where to listen (default 127.0.0.1:8080; port 0 picks one)
  --data FOLDER           database and photos (default ./data)
  --static FOLDER         the built app to serve
  --demo                  offer one-tap demo sign-in
  --print-codes           print sign-in codes on this console
  --no-seed               leave an empty database empty
  --without-sheet ID      do not offer this self-check (s1, s2, s3); may stand several times
  --help                  print this

environment:
  DATABASE_URL            postgres://… instead of SQLite in the data folder
  LINLI_LOG               error, warn, info (default), debug (refused requests, too) or trace";

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            data: PathBuf::from("data"),
            database_url: None,
            static_dir: None,
            demo: false,
            codes: Codes::Nowhere,
            seed: true,
            clock: Clock::default(),
            rules: Rules::default(),
            appointments: appointments::Rules::default(),
            kiosk: kiosk::Rules::default(),
        }
    }
}

impl Config {
    /// Reads the command line. `Ok(None)` means that only the usage was asked for.
    ///
    /// # Errors
    /// A sentence that names the option that is wrong.
    pub fn from_args(
        args: impl IntoIterator<Item = String>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<Option<Self>, String> {
        let mut config = Self::default();
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let mut value = || {
                args.next()
                    .ok_or_else(|| format!("{arg} needs a value; see --help"))
            };
            match arg.as_str() {
                "--listen" => {
                    let text = value()?;
                    config.listen = text.parse().map_err(|_| {
                        format!("--listen wants ADDRESS:PORT, such as 127.0.0.1:8080, not {text:?}")
                    })?;
                }
                "--data" => config.data = value()?.into(),
                "--static" => config.static_dir = Some(value()?.into()),
                "--demo" => config.demo = true,
                "--print-codes" => config.codes = Codes::Console,
                "--no-seed" => config.seed = false,
                "--without-sheet" => config.appointments.without_sheets.push(value()?),
                "--help" | "-h" => return Ok(None),
                other => return Err(format!("unknown option {other:?}; see --help")),
            }
        }
        config.database_url = environment("DATABASE_URL").filter(|url| !url.is_empty());
        if let Some(url) = &config.database_url
            && !url.starts_with("postgres://")
            && !url.starts_with("postgresql://")
        {
            return Err("DATABASE_URL must begin with postgres://".to_owned());
        }
        // Moving the clock would let anyone who sets an environment variable cheat deadlines, so it
        // is for demonstrations only.
        if config.demo {
            config.clock = Clock::new(environment("LINLI_TEST_CLOCK_FILE").map(PathBuf::from));
        }
        Ok(Some(config))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Option<Config>, String> {
        Config::from_args(args.iter().map(|arg| (*arg).to_owned()), |_| None)
    }

    #[test]
    fn the_command_line_is_read() {
        let config = read(&[
            "--listen",
            "0.0.0.0:9",
            "--data",
            "d",
            "--demo",
            "--no-seed",
        ])
        .unwrap()
        .unwrap();
        assert_eq!(config.listen.port(), 9);
        assert_eq!(config.data, PathBuf::from("d"));
        assert!(config.demo && !config.seed);
        assert!(read(&["--help"]).unwrap().is_none());
    }

    #[test]
    fn a_wrong_option_is_named() {
        assert!(read(&["--listen", "here"]).unwrap_err().contains("here"));
        assert!(read(&["--data"]).unwrap_err().contains("--data"));
        assert!(read(&["--fast"]).unwrap_err().contains("--fast"));
        let url = Config::from_args([], |_| Some("mysql://x".to_owned()));
        assert!(url.unwrap_err().contains("DATABASE_URL"));
    }
}
