"""The glossary (术语库): what the house calls things in both languages, from CSV files, through approval, into the checks."""
