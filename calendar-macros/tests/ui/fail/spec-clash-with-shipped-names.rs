calendar_generated::api!("../spec/extends-clash");

fn main() {}
