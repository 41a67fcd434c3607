calendar_generated::api!("../spec/unknown-error-code");

fn main() {}
