//! What each kind of slip costs in the ranking, and what each trait of a candidate is worth, in nats: the whole fitted table.
//!
//! Written by `cargo run --release --example fit_suggestions -- --write PAIRS.tsv…`.

use super::features::Feature;

/// The weights. One that is not here is nothing.
#[rustfmt::skip]
pub(super) const WEIGHTS: &[(Feature, f32)] = &[
    (Feature::VowelForVowel, 3.37),
    (Feature::LikeConsonant, 3.11),
    (Feature::NearKey, 4.61),
    (Feature::OtherConsonant, 4.92),
    (Feature::VowelForConsonant, 5.01),
    (Feature::OtherSign, 4.52),
    (Feature::Undoubled, 0.29),
    (Feature::VowelLost, 1.62),
    (Feature::ELost, 1.37),
    (Feature::ConsonantLost, 1.74),
    (Feature::SignLost, 1.38),
    (Feature::Doubled, 1.80),
    (Feature::VowelAdded, 3.77),
    (Feature::EAdded, 2.85),
    (Feature::NearKeyAdded, 4.37),
    (Feature::ConsonantAdded, 3.86),
    (Feature::SignAdded, 4.24),
    (Feature::Swapped, 2.83),
    (Feature::VowelsSwapped, 1.37),
    (Feature::ConsonantSound, 3.27),
    (Feature::VowelSound, 3.78),
    (Feature::EndingSound, 2.36),
    (Feature::Silent, 3.47),
    (Feature::Accent, 0.55),
    (Feature::First, 1.02),
    (Feature::Last, 0.33),
    (Feature::Further, 0.99),
    (Feature::Beside, -0.43),
    (Feature::Skeleton, 0.48),
    (Feature::OnlyCapitals, -4.39),
    (Feature::Rarity, 0.62),
    (Feature::RarityShort, 0.09),
    (Feature::Uncounted, -0.05),
    (Feature::Rare, 1.79),
    (Feature::ProperForCommon, 1.48),
    (Feature::Acronym, 2.04),
    (Feature::Possessive, 1.62),
    (Feature::OtherDialect, 2.00),
    (Feature::Name, 2.82),
    (Feature::Tiny, 1.00),
    (Feature::Split, 2.93),
    (Feature::SplitTiny, -0.57),
    (Feature::SplitUncounted, 2.10),
    (Feature::SplitRarity, 0.66),
];
