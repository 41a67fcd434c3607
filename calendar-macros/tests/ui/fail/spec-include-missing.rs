calendar_generated::api!("../spec/include-missing");

fn main() {}
