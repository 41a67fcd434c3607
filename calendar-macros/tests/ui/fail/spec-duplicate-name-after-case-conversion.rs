calendar_generated::api!("../spec/duplicate-name-after-case-conversion");

fn main() {}
