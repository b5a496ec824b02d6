"""Petitions (phản ánh, kiến nghị): their register, their steps, their times, their figures."""
