//! TLS: the roots of the operating system, and a crypto provider that needs no setup.
//!
//! reqwest is built without a provider and would panic if the application had not installed one for the
//! process. The application's provider is taken if there is one; else *ring* is used for this client alone, and
//! nothing is installed, so that the application may still do so.

use std::sync::Arc;

use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::{BuilderVerifierExt, Verifier};

use crate::Error;

/// For a base URL of plain `http` no roots are loaded: they cost time, and a container without any works too.
pub(super) fn config(is_plain: bool, roots: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    let provider = CryptoProvider::get_default().cloned().unwrap_or_else(|| Arc::new(ring::default_provider()));
    let failed = |error| Error::configuration_from("TLS cannot be set up", error);
    let roots = certificates(roots)?;
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let builder = if is_plain {
        builder.with_root_certificates(RootCertStore::empty())
    } else if roots.is_empty() {
        builder.with_platform_verifier().map_err(failed)?
    } else {
        let verifier = Verifier::new_with_extra_roots(roots, provider).map_err(failed)?;
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier))
    };
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

fn certificates(pem: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut certificates = Vec::new();
    for pem in pem {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let unreadable = |error| Error::configuration_from("a root certificate is not readable as PEM", error);
            certificates.push(certificate.map_err(unreadable)?);
        }
        if certificates.len() == before {
            return Err(Error::configuration("there is no certificate in the PEM given as root certificates"));
        }
    }
    Ok(certificates)
}
