calendar_generated::api!("../spec/unknown-type");

fn main() {}
