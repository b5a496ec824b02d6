"""A quarter of many units, made up and counted twice."""
