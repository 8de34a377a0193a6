"""Pure streaming parsers of public register files: bytes in, records and faults by line out.

A good line is never harmed by a bad one; a file that cannot be used as a whole raises `FileRefused`.
Personal data (declarants, officers, sole traders, contacts) are never read.
"""
