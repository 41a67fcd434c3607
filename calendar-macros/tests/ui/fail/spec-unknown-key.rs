calendar_generated::api!("../spec/unknown-key");

fn main() {}
