//! Spellings that are taken for one another although they differ by more than a letter.
//!
//! Each pair works both ways. A pair is one slip, whatever its length: "shun" for "tion" costs what "sion" costs.

use super::features::Feature;
use super::probe::code;

/// The pairs, by the kind of slip that they are.
pub(super) const SOUNDS: &[(Feature, &str)] = &[
    (
        Feature::EndingSound,
        "able/ible ance/ence ancy/ency ant/ent tion/sion tion/cion tion/tian tion/shun ssion/tion sion/ssion \
         sion/shun sion/zion cian/tian cian/tion ction/xion ally/ly ally/aly ely/ly ily/ely ely/ley ly/ley \
         ful/full le/el le/al le/il le/ul le/ol us/ous ious/ous eous/ious eous/ous uous/ous cious/tious tial/cial \
         ture/cher ture/chure er/re our/or er/or er/ar or/ar ery/ary ary/ory ery/ory ery/ry ary/ry ory/ry ies/ys \
         ies/yes ied/yed ying/iing ying/ing eing/ing ement/ment ier/er cal/cle ies/eys ey/y ed/t ise/ice ise/ize \
         ege/edge ege/ige age/ige ate/ite ain/an ain/en ain/in ian/ien ian/ean ing/in que/k que/ck gue/g ise/yse",
    ),
    (
        Feature::ConsonantSound,
        "ph/f gh/f ck/k ck/c ch/k ch/c qu/k qu/kw qu/cu qu/q x/cs x/ks x/cks x/cts x/gs xc/x xc/cc xc/xs xc/cs \
         cc/x cc/ks cc/cs cq/q cq/qu sc/s sc/ss sc/c ss/c ps/s st/ss ch/sh ch/tch ch/t ch/tsh tch/sh dge/ge dg/j \
         dg/g gg/j ge/j ti/sh ci/sh si/sh ssi/sh tu/chu su/shu th/t th/d th/f wh/w ng/n nk/nc kn/n sch/sk sch/sh \
         z/ss si/zi ght/t ght/te",
    ),
    (
        Feature::VowelSound,
        "ea/ee ea/e ea/i ea/ie ea/a ee/e ee/i ee/ie ee/ei ie/i ie/e ie/y ei/e ei/i ei/a ei/ai ey/ay ey/ai ai/a \
         ai/ay ai/e oo/u oo/o oo/ou ou/o ou/u ou/ow oa/o ow/o ew/u ew/oo ew/ue ue/u eu/u eu/ue ui/u au/o au/a \
         aw/o aw/au ough/off ough/uff ough/o ough/ow augh/aff augh/au augh/o ough/au eau/o eau/u eau/ue igh/i \
         igh/y eigh/a eigh/ei eigh/ay ur/er ir/er ir/ur ear/er ere/ear air/are ere/eir uy/y oy/oi io/o ia/a uo/o \
         ua/a ui/i eo/o eo/e oe/e ae/e",
    ),
    (
        Feature::Silent,
        "gn/n wr/r rh/r gh/g mb/m mn/m bt/t pt/t lk/k lm/m ld/d lf/f stl/sl sten/sen isl/il ho/o hi/i he/e ha/a \
         pn/n dj/j ndf/nf nds/ns bs/b cs/s gm/m who/ho sw/s gu/g bu/b",
    ),
    (
        Feature::Accent,
        "é/e è/e ê/e ë/e á/a à/a â/a ä/a å/a ã/a ñ/n ó/o ö/o ô/o ø/o ü/u ú/u û/u ï/i î/i í/i ç/c æ/ae œ/oe",
    ),
];

/// The longest spelling of the table, in bytes.
pub(super) const LONGEST: usize = 5;

/// One spelling for another, in the direction from what was meant to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sound {
    pub(super) meant: &'static [u8],
    pub(super) typed: &'static [u8],
    /// What is typed, as a number.
    pub(super) code: u64,
    pub(super) kind: Feature,
}

/// All pairs in both directions.
pub(super) fn sounds() -> impl Iterator<Item = Sound> {
    SOUNDS.iter().flat_map(|&(kind, pairs)| {
        pairs.split(' ').filter_map(|pair| pair.split_once('/')).flat_map(move |(one, other)| {
            let (one, other) = (one.as_bytes(), other.as_bytes());
            [
                Sound { meant: one, typed: other, code: code(other), kind },
                Sound { meant: other, typed: one, code: code(one), kind },
            ]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_short_different_and_listed_once() {
        let mut all: Vec<_> = sounds().map(|sound| (sound.meant, sound.typed)).collect();
        assert!(all.iter().all(|(a, b)| a != b && !a.is_empty() && a.len() <= LONGEST && b.len() <= LONGEST));
        let before = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), before);
    }
}
