"""The print list, an issued form to look at, and paper by pictures where a PDF cannot be sent."""
