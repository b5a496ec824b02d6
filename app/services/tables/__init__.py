"""Files of rows (CSV, XLSX): weighed before they are parsed."""
