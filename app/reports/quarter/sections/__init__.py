"""The sections of a report: from figures to sentences, one file a section."""
