//! Tables through mappings: invented rows in the layouts of real files, the hazards of real files, and damage.

mod asked;
mod damage;
mod draft;
mod format;
mod hazards;
mod layouts;
mod support;
