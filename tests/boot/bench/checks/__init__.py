"""One group of checks a file; each has `run(report, cluster)`."""
