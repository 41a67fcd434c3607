calendar_generated::api!("../spec/wrong-type-of-value");

fn main() {}
