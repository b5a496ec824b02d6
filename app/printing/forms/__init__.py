"""One module a form: a record in, PDF bytes out, through the shared page furniture."""
