"""From the archive to a new version of the record: parse, merge, link, compile, verify, swap."""
