"""The Quản trị page: office, accounts, hours, calendar, printers, looks."""
