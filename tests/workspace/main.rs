//! Workspaces, as their users meet them: the program itself in folders of its own, killed, starved and lied to.

mod commands;
mod damage;
mod faults;
mod support;
