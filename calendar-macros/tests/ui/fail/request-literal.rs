use calendar_generated::exchange_binding::Delete;

fn main() {
    let _ = Delete { exchange_binding_id: "x".into() };
}
