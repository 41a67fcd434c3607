calendar_generated::api!("../spec/limit-on-a-type-without-one");

fn main() {}
