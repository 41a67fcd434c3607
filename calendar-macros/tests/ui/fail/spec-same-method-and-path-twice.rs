calendar_generated::api!("../spec/same-method-and-path-twice");

fn main() {}
