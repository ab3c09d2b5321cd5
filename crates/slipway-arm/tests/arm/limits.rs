//! Azure's limits.

use slipway_arm::{Content, Error, Limit, build};

use crate::common::{Shape, availability_set, cluster, input, system};

#[test]
fn limits_are_refused_with_their_place_and_fix() {
    let whole = cluster(&Shape { masters: 3, identity: system(), pools: vec![availability_set("vms", 2)] });
    let exceeded = |change: &dyn Fn(&mut slipway_arm::Input<'_>)| {
        let mut input = input(&whole);
        change(&mut input);
        match build(&input).expect_err("an error") {
            Error::Limits(measures) => measures,
            other => panic!("{other}"),
        }
    };
    let data = exceeded(&|input| input.pools[0].custom_data = "x".repeat(87_381));
    assert_eq!(data.len(), 1);
    assert_eq!(
        data[0].to_string(),
        "largest custom data ([concat('k8s-vms-16226736-', copyIndex())]): 87381 base64 characters of 87380 \
         (shorten lists of certificates, mirrors and host entries)"
    );
    let long = exceeded(&|input| input.master_files[2][0].content = Content::Literal("x".repeat(24_576)));
    assert_eq!((long[0].limit, long[0].at.as_str()), (Limit::Expression, "k8s-master-16226736-2/cse-master-2"));
    let script = exceeded(&|input| input.parameters[0].value = "x".repeat(200_000).into());
    assert_eq!(script[0].limit, Limit::Script);
}

#[test]
fn copies_count_against_the_limits() {
    let sizes = |count| {
        let cluster = cluster(&Shape { masters: 1, identity: system(), pools: vec![availability_set("vms", count)] });
        build(&input(&cluster)).map(|built| built.sizes().clone())
    };
    let (one, ten) = (sizes(1).expect("sizes"), sizes(10).expect("sizes"));
    assert_eq!(ten.get(Limit::Resources).value - one.get(Limit::Resources).value, 9 * 5);
    assert!(ten.get(Limit::Template).value > one.get(Limit::Template).value + 9 * 8000);
    let error = sizes(200).expect_err("too many").to_string();
    assert!(error.contains("resources: 1014 of 800 (move pools"), "{error}");
    assert!(one.iter().all(|measure| measure.margin().is_some()));
}
