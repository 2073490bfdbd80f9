//! Attribute macros that mark HubSpot call sites with the scopes expected of them.
