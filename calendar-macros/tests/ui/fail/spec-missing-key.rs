calendar_generated::api!("../spec/missing-key");

fn main() {}
