//! The long connection against a server that plays the platform's side, and against each of its faults: each
//! notification is handled once, and acknowledged once.

mod closing;
mod cuts;
mod events;
mod frames;
mod reconnect;
mod refusals;
mod support;
mod tickets;
