"""The report of a period: its text as DOCX and PDF, its annexes as XLSX and PDF."""
