//! Amounts as Kubernetes writes them: `100m`, `1.5`, `300Mi`, `1e3` (kubernetes/apimachinery, pkg/api/resource, Quantity).

/// The value of a quantity; `None` when it is none.
pub(super) fn quantity(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_number = |letter: char| letter.is_ascii_digit() || letter == '.';
    let (number, suffix) = unsigned.split_at(unsigned.find(|letter| !is_number(letter)).unwrap_or(unsigned.len()));
    let has_digit = number.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit || number.matches('.').count() > 1 {
        return None;
    }
    let amount: f64 = number.parse().ok()?;
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    Some(sign * amount * factor(suffix)?)
}

fn factor(suffix: &str) -> Option<f64> {
    let decimal = |power: i32| Some(10f64.powi(power));
    let binary = |power: i32| Some(2f64.powi(power));
    match suffix {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(10),
        "Mi" => binary(20),
        "Gi" => binary(30),
        "Ti" => binary(40),
        "Pi" => binary(50),
        "Ei" => binary(60),
        _ => {
            let power = suffix.strip_prefix(['e', 'E'])?;
            let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
            let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            // Beyond this, all amounts are alike: none that a machine has.
            is_whole.then(|| power.parse::<i32>().unwrap_or(400).clamp(-400, 400)).and_then(decimal)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar() {
        for text in [
            "0",
            "1",
            "100m",
            "1.5",
            ".5",
            "5.",
            "300Mi",
            "1Gi",
            "1e3",
            "1E3",
            "1e-3",
            "2E",
            "+1",
            "1k",
            "1e99999999999",
        ] {
            assert!(quantity(text).is_some(), "{text}");
        }
        for text in [
            "", "m", ".", "1 Gi", "1gb", "1GB", "1mi", "1K", "1e", "1e1.5", "1.2.3", "--1", "0x10", "١", "1Gi ", "inf",
            "NaN",
        ] {
            assert!(quantity(text).is_none(), "{text}");
        }
    }

    #[test]
    fn amounts() {
        let amount = |text| quantity(text).expect("a quantity");
        assert!((amount("100m") - 0.1).abs() < 1e-12);
        assert!((amount("1Ki") - 1024.0).abs() < 1e-9);
        assert!(amount("-1") < 0.0 && amount("1E") > amount("999P"));
    }
}
