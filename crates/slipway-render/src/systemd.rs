//! Words of a command line in an environment file of systemd, which reads them twice.
//!
//! First the file: a value in single quotes is taken as it is, in double quotes a backslash stands before `"`, `\`, `` ` `` and `$`
//! (systemd, src/basic/env-file.c). Then `$NAME` in `ExecStart`: split at white space, with quotes and backslashes
//! (`EXTRACT_UNQUOTE`, src/basic/env-util.c). A POSIX shell reads the same.

/// The value of an environment variable that stands for these words.
pub(crate) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let line = words.into_iter().map(word).collect::<Vec<_>>().join(" ");
    if line.contains('\'') {
        return format!("\"{}\"", escaped(&line, &['"', '\\', '`', '$']));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    if !line.is_empty() && line.chars().all(plain) { line } else { format!("'{line}'") }
}

/// One word of the line, in quotes where it needs them.
fn word(text: &str) -> String {
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '\\');
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("\"{}\"", escaped(text, &['"', '\\']))
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if special.contains(&letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn every_flag_stays_one_word() {
        assert_eq!(words(["--v=2"]), "--v=2");
        assert_eq!(words(["--a=b", "--c=d"]), "'--a=b --c=d'");
        assert_eq!(words(["--a=b c", "--d=e"]), r#"'"--a=b c" --d=e'"#);
        assert_eq!(words([r#"--a="x\y""#]), r#"'"--a=\"x\\y\""'"#);
        assert_eq!(words(["--a=it's $5"]), r#""\"--a=it's \$5\"""#);
    }
}
