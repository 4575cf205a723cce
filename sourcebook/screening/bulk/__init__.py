"""Screening a file: any size, any shape, in order, and nothing skipped in silence.

A file is read as a stream of rows, cut into chunks that depend on the file alone, screened by as many processes as
there are cores, and written in the order of the rows. What is written is on disk before a line of a journal says so;
a run that was stopped, at whatever moment, goes on from there and ends with the same bytes.
"""
