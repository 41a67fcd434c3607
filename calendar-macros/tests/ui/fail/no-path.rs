calendar_generated::api!();

fn main() {}
