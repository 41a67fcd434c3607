calendar_generated::api!("../spec/default-breaks-its-own-rule");

fn main() {}
