calendar_generated::api!("../spec/body-on-get");

fn main() {}
