calendar_generated::api!("../spec/yaml-syntax");

fn main() {}
