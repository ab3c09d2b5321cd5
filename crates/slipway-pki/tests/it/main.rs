//! Whole PKIs, judged by the `openssl` of the system.

mod fresh;
mod from_aks_engine;
mod from_user;
mod from_vault;
mod kubeconfig_file;
mod profile_errors;
mod round_trip;
mod rsa;
mod support;
