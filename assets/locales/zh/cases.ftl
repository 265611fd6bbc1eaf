# The cases of RiMEA, IMO, NIST and ISO: `case-ID` is the title; `.criterion`,
# `.source` and `.measuring` (where, when and on whom) are sentences.
