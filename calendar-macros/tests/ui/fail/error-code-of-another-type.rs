use calendar_generated::Error;

fn is_missing(error: &Error) -> bool {
    error.code() == Some(191_000_u32)
}

fn main() {}
