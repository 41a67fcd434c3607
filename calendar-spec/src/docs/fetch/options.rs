//! How pages are fetched.

use std::path::PathBuf;
use std::time::Duration;

/// The site in China, in Chinese.
pub const FEISHU: &str = "https://open.feishu.cn";

/// The site elsewhere, in English.
pub const LARK: &str = "https://open.larksuite.com";

/// How pages are fetched.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site, such as [`FEISHU`].
    pub site: String,
    /// `Accept-Language`, such as `zh-CN`.
    pub language: String,
    /// The directory of the pages.
    pub output: PathBuf,
    /// How many requests run at once.
    pub connections: usize,
    /// The time between the starts of two requests. A repetition waits four times as long, and twice that each time.
    pub delay: Duration,
    /// How often a request is sent before it has failed.
    pub attempts: u32,
}
