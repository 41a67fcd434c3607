//! A file, or what is behind a URL.

use std::error::Error;

use calendar_generated::reqwest;

/// The text of an iCalendar file or URL.
pub(crate) async fn load(source: &str) -> Result<String, Box<dyn Error>> {
    if !source.starts_with("http://") && !source.starts_with("https://") {
        return Ok(std::fs::read_to_string(source)?);
    }
    // This crate leaves the choice of the provider to applications that use `reqwest` themselves.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let provider = rustls::crypto::ring::default_provider();
        provider.install_default().map_err(|_| "a provider of cryptography is installed already")?;
    }
    Ok(reqwest::get(source).await?.error_for_status()?.text().await?)
}
