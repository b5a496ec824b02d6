"""One summary record in; XLSX, PDF and CSV out."""
