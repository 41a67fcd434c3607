calendar_generated::api!("../spec/unknown-type", runtime = ::calendar_generated);

fn main() {}
