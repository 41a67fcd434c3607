calendar_generated::api!("../spec/rule-names-unknown-field");

fn main() {}
