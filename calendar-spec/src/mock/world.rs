//! The meeting rooms of every tenant of this server.

/// A meeting room.
#[derive(Debug)]
pub(super) struct Room {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) capacity: i64,
    pub(super) city: &'static str,
    pub(super) building: &'static str,
    pub(super) floor: &'static str,
}

/// The rooms, which can be booked like any other ID that begins with `omm_`.
pub(super) const ROOMS: [Room; 3] = [
    Room { id: "omm_garden", name: "Garden", capacity: 8, city: "Beijing", building: "Tower A", floor: "F2" },
    Room { id: "omm_attic", name: "Attic", capacity: 20, city: "Beijing", building: "Tower A", floor: "F9" },
    Room { id: "omm_harbour", name: "Harbour", capacity: 6, city: "Shanghai", building: "Pier 3", floor: "F1" },
];
