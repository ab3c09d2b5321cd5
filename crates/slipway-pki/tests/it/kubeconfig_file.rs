//! The administrators' kubeconfig.

use slipway_pki::{Pair, kubeconfig};

const EXPECTED: &str = r#"{
  "apiVersion": "v1",
  "clusters": [
    {
      "cluster": {
        "certificate-authority-data": "Y2E=",
        "server": "https://mytest.westus2.cloudapp.azure.com"
      },
      "name": "mytest"
    }
  ],
  "contexts": [
    {
      "context": {
        "cluster": "mytest",
        "user": "mytest-admin"
      },
      "name": "mytest"
    }
  ],
  "current-context": "mytest",
  "kind": "Config",
  "users": [
    {
      "name": "mytest-admin",
      "user": {
        "client-certificate-data": "Y2VydGlmaWNhdGU=",
        "client-key-data": "a2V5"
      }
    }
  ]
}
"#;

#[test]
fn is_the_same_bytes_for_the_same_input() {
    let pair = Pair { certificate: "certificate".to_owned(), private_key: "key".to_owned().into() };
    let text = kubeconfig::admin("mytest", "https://mytest.westus2.cloudapp.azure.com", "ca", &pair);
    assert_eq!(text, EXPECTED);
}
