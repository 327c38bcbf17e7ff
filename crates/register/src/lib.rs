//! register: see ARCHITECTURE.md.
