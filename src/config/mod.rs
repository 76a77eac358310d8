//! What the project has decided: settings and where they come from.
