//! Everything that can go wrong, as one value. `i18n` gives each a sentence and a next step.

use linli_contract::{Problem, Retry};

/// What went wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// No answer came: no network, or the server is away. The outcome of a write is unknown.
    Offline,
    /// The answer took too long. The outcome of a write is unknown.
    Timeout,
    /// Something answered that is not the server, such as a sign-in page of the network.
    NotTheServer,
    /// The server answered something that breaks the contract.
    Contract,
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// This device keeps nothing: storage is full or forbidden.
    Storage,
    /// The request was given up because its page is gone.
    Aborted,
}

impl Error {
    /// The stable code of a problem, or a word of ours.
    pub fn code(&self) -> &str {
        match self {
            Self::Offline => "offline",
            Self::Timeout => "timeout",
            Self::NotTheServer => "not_the_server",
            Self::Contract => "contract",
            Self::Problem(problem) => &problem.code,
            Self::Storage => "storage",
            Self::Aborted => "aborted",
        }
    }

    /// The HTTP status, where there was an answer of the server.
    pub fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            _ => 0,
        }
    }

    /// Whether what was decided on is not as it was any more: the newest is to be read.
    pub fn is_late(&self) -> bool {
        matches!(self.status(), 409 | 412 | 428)
    }

    /// Whether the person must sign in first.
    pub fn needs_sign_in(&self) -> bool {
        self.status() == 401
    }

    /// Whether nobody knows if a write took effect: it may be sent again with the same key only.
    pub fn outcome_unknown(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout | Self::NotTheServer | Self::Contract => true,
            Self::Problem(problem) => {
                problem.status >= 500
                    || problem.status == 429
                    || problem.status == 408
                    || problem.retry == Retry::SameKey
            }
            Self::Storage | Self::Aborted => false,
        }
    }
}
