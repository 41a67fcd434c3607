calendar_generated::api!("../spec/placeholder-without-parameter");

fn main() {}
