# Texts of the report.
