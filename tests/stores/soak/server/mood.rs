//! What the server does to requests.

/// What the server does to requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    Good,
    Slow,
    Fails,
    /// It refuses good tokens.
    Forgetful,
    /// It logs in, and the response is lost.
    Loses,
    ShortLives,
    /// Its tokens are over when they arrive.
    Late,
    /// A firewall in front of it refuses the login.
    Blocks,
}

impl Mood {
    pub(crate) fn any(dice: &mut fastrand::Rng) -> Self {
        // Mostly good, or nothing else would ever be seen.
        let moods = [
            Self::Good,
            Self::Good,
            Self::Good,
            Self::Slow,
            Self::Fails,
            Self::Forgetful,
            Self::Loses,
            Self::ShortLives,
            Self::Late,
            Self::Blocks,
        ];
        moods[dice.usize(..moods.len())]
    }
}
