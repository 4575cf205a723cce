"""What may leave: the one gate between the record and a file, a page, a program or a line.

A source whose terms let no rows out (`no-rows-out` in its manifest: ACLED, GTD) is used for counting and never copied.
Every way out asks here.
"""
