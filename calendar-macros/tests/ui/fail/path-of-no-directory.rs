calendar_generated::api!("../spec/nowhere");

fn main() {}
