calendar_generated::api!("../spec/several-findings-at-once");

fn main() {}
