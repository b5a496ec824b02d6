"""Phản ánh, kiến nghị: the list, the entry form, one petition with what may be done."""
