"""What is said for what is written: sums, dates, telephones, units, abbreviations, addresses and brands."""
