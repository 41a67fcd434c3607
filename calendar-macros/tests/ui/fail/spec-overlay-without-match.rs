calendar_generated::api!("../spec/extends-unmatched-overlay");

fn main() {}
