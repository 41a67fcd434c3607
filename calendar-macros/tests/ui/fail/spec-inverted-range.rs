calendar_generated::api!("../spec/inverted-range");

fn main() {}
