//! Positions in the lexicon's tables.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub(super) u32);

            impl $name {
                /// Makes the id of a row; tables stay far below the limit, and a row beyond it is not reachable.
                pub(super) fn new(row: usize) -> Self {
                    Self(u32::try_from(row).unwrap_or(u32::MAX))
                }

                /// Returns the row.
                #[must_use]
                pub fn row(self) -> usize {
                    self.0 as usize
                }
            }
        )+
    };
}

ids! {
    /// A class of the ontology.
    ClassId,
    /// A role of the ontology.
    RoleId,
    /// A verb of the ontology.
    VerbId,
    /// A role noun, declared or implied by a role.
    RoleNounId,
    /// An entry of a code list.
    TermId,
    /// A name in a [`NameIndex`](super::NameIndex); smaller ids have more situations.
    NameId,
}
