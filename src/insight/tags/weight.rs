//! How much of a briefing is about a thing.

/// How often and where a thing is named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    /// In the title.
    pub(super) title: u32,
    /// In the first paragraph of the body.
    pub(super) lead: u32,
    /// In the body.
    pub(super) all: u32,
}

const TITLE: f32 = 0.5;
const LEAD: f32 = 0.2;
const BODY: f32 = 0.3;

/// The bytes of text in which a thing that a text is about is expected once.
const BYTES_A_MENTION: f32 = 800.0;

impl Mentions {
    /// Counts one in the body.
    pub(super) fn body(&mut self, in_lead: bool) {
        self.all += 1;
        self.lead += u32::from(in_lead);
    }

    /// Adds those of another thing.
    pub(super) fn join(&mut self, other: Self) {
        self.title += other.title;
        self.lead += other.lead;
        self.all += other.all;
    }

    /// The weight in a body of so many bytes, from 0 to 1.
    ///
    /// Half is for the title, a fifth for the first paragraph, the rest grows with how often
    /// the body names it for its length: once in a short notice is much, once in a long
    /// transcript next to nothing.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts and lengths are far below 2^24, or need no precision"
    )]
    pub(super) fn weight(self, length: usize) -> f32 {
        let often = self.all as f32;
        let share = often / (often + 1.0 + length as f32 / BYTES_A_MENTION);
        let place = |count: u32, weight: f32| if count > 0 { weight } else { 0.0 };
        place(self.title, TITLE) + place(self.lead, LEAD) + BODY * share
    }
}

/// The weight of a person with `quoted` of a briefing's `all` quotes: by their number and their
/// share, which says little where there is only one.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^24")]
pub(super) fn of_speaker(quoted: usize, all: usize) -> f32 {
    let (quoted, all) = (quoted as f32, all.max(1) as f32);
    let often = quoted / (quoted + 2.0);
    let share = quoted / (all + 2.0);
    f32::midpoint(share, often)
}
