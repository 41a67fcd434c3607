calendar_generated::api!("../spec/parameter-without-placeholder");

fn main() {}
